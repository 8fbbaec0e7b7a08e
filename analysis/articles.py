"""Read news articles from a folder, a file or a glob, and keep them as they are."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import pandas as pd
import yaml

from analysis.decode import decode
from analysis.errors import ArticlesError

SUFFIXES = {".txt": "plain", ".md": "markdown", ".markdown": "markdown"}
DATA_CARD_SUFFIX = ".card.yaml"
LABELS_SUFFIX = ".mentions.csv"
CORRECTIONS_FILE = "corrections.csv"
_COMPANIONS = (DATA_CARD_SUFFIX, LABELS_SUFFIX, CORRECTIONS_FILE)
_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was found.

    Attributes:
        id: Path relative to the folder that was read, without its suffix.
        text: The decoded file without byte order mark and with ``\\n`` line ends; nothing else is
            changed, and every offset in every table counts characters of this string.
        file: Path relative to the folder that was read.
        title: From the data card or the front matter, where either gives one.
        metadata: Data card and front matter; the card wins where both speak.
        sha256: Of the file's bytes.
        encoding: The encoding that was found.
        markup: ``"plain"`` or ``"markdown"``.
        body_start: Where the text begins after front matter, in characters.
    """

    id: str
    text: str
    file: str
    title: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    sha256: str = ""
    encoding: str = "utf-8"
    markup: str = "plain"
    body_start: int = 0


class Reading(NamedTuple):
    """What came out of a folder.

    Attributes:
        articles: In the order of their ids.
        refused: Columns file, reason; what could not be read, or not be used.
        folder: The folder that ids are relative to, where reviewed lists may lie.
    """

    articles: list[Article]
    refused: pd.DataFrame
    folder: Path


class _RefusedError(Exception):
    """Why one file is left out; the rest of the folder goes on."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


def read_articles(path: str | os.PathLike[str]) -> Reading:
    """Read every ``.txt`` and Markdown file of a folder (nested ones too), one file, or a glob.

    Hidden files, a folder's ``README`` and what lies beside articles (data cards, hand labels, the
    reviewed list) are passed over; any other file that cannot be read as an article is refused by
    name while the rest goes on.

    Args:
        path: A folder, a file, or a pattern such as ``news/*.txt``.

    Returns:
        The articles in the order of their ids, and the refused files with the reason.

    Raises:
        ArticlesError: Nothing is there, or nothing that is there could be read.
    """
    root, files = _candidates(os.fspath(path))
    articles: list[Article] = []
    refused: list[_RefusedError] = []
    known = [file for file in files if Path(file).suffix.lower() in SUFFIXES]
    names = Counter(name for file in known for name in (file, _stem(file)))
    for file in files:
        article_id = _stem(file) if names[_stem(file)] == 1 else file
        try:
            articles.append(_read_one(root, file, article_id=article_id, refused=refused))
        except _RefusedError as refusal:
            refused.append(refusal)
    if not articles:
        reasons = "; ".join(f"{refusal.file}: {refusal.reason}" for refusal in refused[:5])
        hint = f" ({reasons})" if reasons else ""
        raise ArticlesError(f"No .txt or Markdown article could be read in {path}{hint}.")
    articles.sort(key=lambda article: article.id)
    rows = [(refusal.file, refusal.reason) for refusal in refused]
    return Reading(articles, pd.DataFrame(rows, columns=["file", "reason"], dtype="str"), root)


def article_table(articles: list[Article]) -> pd.DataFrame:
    """One row per article.

    Returns:
        Columns article_id, file, title (empty where there is none), sha256, encoding,
        characters.
    """
    return pd.DataFrame(
        {
            "article_id": pd.Series([a.id for a in articles], dtype="str"),
            "file": pd.Series([a.file for a in articles], dtype="str"),
            "title": pd.Series([a.title or "" for a in articles], dtype="str"),
            "sha256": pd.Series([a.sha256 for a in articles], dtype="str"),
            "encoding": pd.Series([a.encoding for a in articles], dtype="str"),
            "characters": pd.Series([len(a.text) for a in articles], dtype="int64"),
        }
    )


def _candidates(path: str) -> tuple[Path, list[str]]:
    """The folder that ids are relative to, and the files in it that may be articles."""
    place = Path(path).expanduser()
    if place.is_dir():
        found = [Path(folder) / name for folder, name in _walk(place)]
        return place, [file.relative_to(place).as_posix() for file in found]
    if place.is_file():
        return place.parent, [place.name]
    matches = [Path(match) for match in sorted(glob.glob(str(place), recursive=True))]
    files = [match for match in matches if match.is_file()]
    if not files:
        raise ArticlesError(f"There is no folder, file or pattern {path} with an article in it.")
    root = Path(os.path.commonpath([file.parent for file in files]))
    return root, [f.relative_to(root).as_posix() for f in files if _may_be_article(f.name)]


def _walk(folder: Path) -> Iterator[tuple[str, str]]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from ((parent, name) for name in sorted(names) if _may_be_article(name))


def _may_be_article(name: str) -> bool:
    is_known = name.startswith(".") or name.endswith(_COMPANIONS)
    return not is_known and Path(name).stem.upper() != "README"


def _stem(file: str) -> str:
    return PurePosixPath(file).with_suffix("").as_posix()


def _read_one(root: Path, file: str, *, article_id: str, refused: list[_RefusedError]) -> Article:
    """Read one article; what is wrong with its metadata alone is added to `refused`."""
    shown = file.encode(errors="replace").decode()
    if shown != file:
        raise _RefusedError(shown, "its name is not written in UTF-8")
    path = root / file
    markup = SUFFIXES.get(path.suffix.lower())
    if markup is None:
        raise _RefusedError(
            file, f"{path.suffix or 'no suffix'} is not one of {', '.join(SUFFIXES)}"
        )
    try:
        data = path.read_bytes()
        text, encoding = decode(data)
    except OSError as error:
        raise _RefusedError(file, error.strerror or "it cannot be opened") from error
    except ValueError as error:
        raise _RefusedError(file, str(error)) from error
    front_matter, body_start = ("", 0) if markup == "plain" else _split_front_matter(text)
    if not any(character.isalnum() for character in text[body_start:]):
        raise _RefusedError(file, "it holds no text")
    card = PurePosixPath(file).with_suffix(DATA_CARD_SUFFIX).as_posix()
    card_bytes = (root / card).read_bytes() if (root / card).is_file() else b""
    metadata: dict[str, Any] = {}
    for name, source in ((f"{file} (front matter)", front_matter.encode()), (card, card_bytes)):
        try:
            metadata |= _metadata(source)
        except ValueError as error:
            refused.append(_RefusedError(name, f"{error}, so it was not used"))
    return Article(
        id=article_id,
        text=text,
        file=file,
        title=_title(metadata.get("title")),
        metadata=metadata,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        markup=markup,
        body_start=body_start,
    )


def _title(value: object) -> str | None:
    """A title as text, a number such as 1984 too; ``None`` where it is missing or unknown."""
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    return text if text.lower() not in {"", "unknown"} else None


def _split_front_matter(text: str) -> tuple[str, int]:
    """What stands between two ``---`` at the head of a Markdown file, and where the text begins."""
    found = _FRONT_MATTER.match(text)
    # Prose between two rules has no `name:` at the head of a line; it is text.
    if not found or not re.search(r"^[\w-]+\s*:", found.group(1), re.MULTILINE):
        return "", 0
    return found.group(1), found.end()


def _metadata(source: bytes) -> dict[str, Any]:
    """Names and values of a YAML text; dates become ISO 8601, the same wherever it is written."""
    try:
        loaded = yaml.safe_load(decode(source)[0]) or {}
    except (yaml.YAMLError, ValueError, AttributeError) as error:  # a month 13, a bad !!timestamp
        problem = str(error).partition("\n")[0]
        raise ValueError(f"it is not valid YAML ({problem})") from error
    if not isinstance(loaded, dict):
        raise ValueError("it is no list of names and values")
    return {
        str(key): value.isoformat() if isinstance(value, date) else value
        for key, value in loaded.items()
    }
