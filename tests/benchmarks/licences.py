"""List the licence of everything that requirements.lock names: python tests/benchmarks/licences.py.

What an installed package says of itself is shown, first its licence expression (PEP 639), then its
classifiers, then its field of free text.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"


def licences(lock: Path = LOCK) -> dict[str, str]:
    """The licence of each package of a lock that is installed, by its name."""
    found = {}
    for name in re.findall(r"^([\w.-]+)==", lock.read_text(encoding="utf-8"), re.M):
        try:
            told = metadata(name)
        except PackageNotFoundError:  # of another platform
            continue
        classifiers = [
            c.split(" :: ")[-1]
            for c in told.get_all("Classifier") or ()
            if c.startswith("License ::")
        ]
        stated = [told.get("License-Expression"), " / ".join(classifiers), told.get("License")]
        found[name] = next((licence.split("\n")[0] for licence in stated if licence), "")
    return found


if __name__ == "__main__":
    for package, licence in licences().items():
        print(f"{package:30} {licence}")
