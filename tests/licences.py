"""The packages of the lock that are installed, and what each says of its licence.

Run by itself, as `make licences` does, it prints the list.
"""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"
READ = {
    "axe-playwright-python": "MIT, says its file LICENSE",
    "locate": "MIT, says its file LICENSE",
    "yake": "GPL-3.0; of the extra `peers` alone, which compares methods and is part of no run",
}


def licence(name):
    """What an installed package says of itself: an expression (PEP 639), classifiers, free text."""
    told = metadata(name)
    classifiers = [c for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    classified = " / ".join(c.split(" :: ")[-1] for c in classifiers)
    stated = [told.get("License-Expression"), classified, told.get("License")]
    return next((one.split("\n")[0] for one in stated if one), "")


def licences():
    """The licence of each package by its name."""
    found = {}
    for name in re.findall(r"^([\w.-]+)==", LOCK.read_text(encoding="utf-8"), re.M):
        try:
            found[name] = licence(name)
        except PackageNotFoundError:  # of another platform
            continue
    return found


if __name__ == "__main__":
    for name, told in licences().items():
        print(f"{name}: {READ.get(name, told)}")
