"""Read news articles from a folder, a file or a glob, and keep them as they are."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import pandas as pd

from analysis.decode import decode
from analysis.errors import ArticlesError
from analysis.metadata import date_of, read_metadata, split_front_matter, title_of
from analysis.walk import is_shown, walk

SUFFIXES = {".txt": "plain", ".md": "markdown", ".markdown": "markdown"}
DATA_CARD_SUFFIX = ".card.yaml"
LABELS_SUFFIX = ".mentions.csv"
CORRECTIONS_FILE = "corrections.csv"
# A stray control character does no harm; many of them mean that the bytes are no text.
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was found.

    Attributes:
        id: Path relative to the folder that was read, without its suffix unless another file
            would have the same id.
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


class Listing(NamedTuple):
    """What lies in a folder, by name alone; no file has been opened.

    Attributes:
        files: Id and file of each article, in the order of their ids.
        beside: Data cards, hand labels and reviewed lists.
        refused: File and reason of those that cannot be articles.
        folder: The folder that files and ids are relative to, where reviewed lists may lie.
    """

    files: list[tuple[str, str]]
    beside: list[str]
    refused: list[tuple[str, str]]
    folder: Path


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

    Hidden files and a folder's ``README`` are passed over, and so are the data cards and hand
    labels of its articles (see `companion`) and its reviewed list; any other file that cannot be
    read as an article, or folder that cannot be entered, is refused by name while the rest goes
    on. Links to folders are followed, but no folder is read twice.

    Args:
        path: A folder, a file, or a pattern such as ``news/*.txt``.

    Returns:
        The articles in the order of their ids, and the refused files with the reason.

    Raises:
        ArticlesError: Nothing is there, or nothing that is there could be read.
    """
    listing = list_articles(path)
    articles, refused = read_listed(listing.folder, listing.files)
    table = refused_table(refused, listing)
    if not articles:
        raise no_articles(path, table)
    return Reading(articles, table, listing.folder)


def list_articles(path: str | os.PathLike[str]) -> Listing:
    """Find the articles of a folder, a file or a glob; see `read_articles`.

    Raises:
        ArticlesError: Nothing is there.
    """
    root, files, not_entered = _candidates(os.fspath(path))
    beside = [file for file in files if _is_companion(file)]
    refused = [(_shown(place), _shown(reason)) for place, reason in not_entered]
    known: list[str] = []
    for file in (file for file in files if not _is_companion(file)):
        suffix = Path(file).suffix
        if _shown(file) != file:
            refused.append((_shown(file), "its name is not written in UTF-8"))
        elif suffix.lower() not in SUFFIXES:
            refused.append((file, f"{suffix or 'no suffix'} is not one of {', '.join(SUFFIXES)}"))
        else:
            known.append(file)
    names = Counter(name for file in known for name in (file, _stem(file)))
    listed = [(_stem(file) if names[_stem(file)] == 1 else file, file) for file in known]
    return Listing(sorted(listed), beside, refused, root)


def read_listed(
    folder: Path, files: Sequence[tuple[str, str]]
) -> tuple[list[Article], list[tuple[str, str]]]:
    """Read some of the articles of a listing.

    Args:
        folder: Of the listing.
        files: Some of its files.

    Returns:
        The articles that could be read, in the order of `files`; and file and reason of what could
        not be read or, of their metadata, not be used.
    """
    articles: list[Article] = []
    refused: list[_RefusedError] = []
    for article_id, file in files:
        try:
            articles.append(_read_one(folder, file, article_id=article_id, refused=refused))
        except _RefusedError as refusal:
            refused.append(refusal)
    return articles, [(refusal.file, refusal.reason) for refusal in refused]


def refused_table(refused: Iterable[tuple[str, str]], listing: Listing) -> pd.DataFrame:
    """Everything that could not be used, what lies beside no article included.

    Args:
        refused: File and reason of what was refused while reading.
        listing: What was read.

    Returns:
        Columns file, reason, in the order of the files.
    """
    rows = [*listing.refused, *refused]
    strays = _strays(listing.beside, dict(listing.files), {file for file, _ in rows})
    rows = sorted([*rows, *((stray.file, stray.reason) for stray in strays)])
    return pd.DataFrame(rows, columns=["file", "reason"], dtype="str")


def no_articles(path: str | os.PathLike[str], refused: pd.DataFrame) -> ArticlesError:
    """The error that says why there is nothing to read."""
    reasons = "; ".join(f"{file}: {reason}" for file, reason in refused.head(5).itertuples(False))
    hint = f" ({reasons})" if reasons else ""
    return ArticlesError(f"No .txt or Markdown article could be read in {path}{hint}.")


def article_table(articles: list[Article]) -> pd.DataFrame:
    """One row per article.

    Returns:
        Columns article_id, file, title (empty where there is none), sha256, encoding,
        characters, date (ISO 8601, empty where none is known).
    """
    return pd.DataFrame(
        {
            "article_id": pd.Series([a.id for a in articles], dtype="str"),
            "file": pd.Series([a.file for a in articles], dtype="str"),
            "title": pd.Series([a.title or "" for a in articles], dtype="str"),
            "sha256": pd.Series([a.sha256 for a in articles], dtype="str"),
            "encoding": pd.Series([a.encoding for a in articles], dtype="str"),
            "characters": pd.Series([len(a.text) for a in articles], dtype="int64"),
            "date": pd.Series([date_of(a.metadata) for a in articles], dtype="str"),
        }
    )


def companion(folder: Path, article_id: str, suffix: str) -> Path:
    """Where a data card or hand labels lie: beside the article, named after its id.

    So ``a.txt`` has ``a.mentions.csv``; with an ``a.md`` beside it the two keep their suffixes in
    their ids, and have ``a.txt.mentions.csv`` and ``a.md.mentions.csv``.

    Args:
        folder: The folder that ids are relative to.
        article_id: Of the article.
        suffix: `DATA_CARD_SUFFIX` or `LABELS_SUFFIX`.
    """
    return folder / f"{article_id}{suffix}"


def _candidates(path: str) -> tuple[Path, list[str], list[tuple[str, str]]]:
    """The folder that ids are relative to, its files, and the folders in it that are left out."""
    place = Path(path).expanduser()
    if place.is_dir():
        return place, *walk(place)
    if place.is_file():
        return place.parent, [place.name], []
    matches = [Path(match) for match in sorted(glob.glob(str(place), recursive=True))]
    files = [match for match in matches if match.is_file()]
    if not files:
        raise ArticlesError(f"There is no folder, file or pattern {path} with an article in it.")
    root = Path(os.path.commonpath([file.parent for file in files]))
    return root, [f.relative_to(root).as_posix() for f in files if is_shown(f.name)], []


def _shown(text: str) -> str:
    """A name as it can be printed, whatever its bytes are."""
    return text.encode(errors="replace").decode()


def _is_companion(file: str) -> bool:
    name = PurePosixPath(file).name
    return name.endswith((DATA_CARD_SUFFIX, LABELS_SUFFIX)) or name == CORRECTIONS_FILE


def _strays(
    beside: list[str], owner_of: dict[str, str], unread: set[str]
) -> Iterator[_RefusedError]:
    """The files beside the articles that none of the articles makes use of, and why."""
    alike: dict[str, list[str]] = {}
    for file in owner_of.values() if beside else ():
        alike.setdefault(_stem(file), []).append(file)
    for file in beside:
        suffix = LABELS_SUFFIX if file.endswith(LABELS_SUFFIX) else DATA_CARD_SUFFIX
        name = file.removesuffix(suffix)
        if PurePosixPath(file).name == CORRECTIONS_FILE:
            if file != CORRECTIONS_FILE:
                yield _RefusedError(file, "it is used only at the top of the folder that is read")
        elif name not in owner_of and name in alike:
            names = " or ".join(f"{article}{suffix}" for article in alike[name])
            yield _RefusedError(file, f"more than one article has this name; call it {names}")
        elif name not in owner_of:
            yield _RefusedError(file, f"there is no article {name}")
        elif owner_of[name] in unread:
            yield _RefusedError(file, f"its article {owner_of[name]} could not be read")


def _stem(file: str) -> str:
    return PurePosixPath(file).with_suffix("").as_posix()


def _read_one(root: Path, file: str, *, article_id: str, refused: list[_RefusedError]) -> Article:
    """Read one article; what is wrong with its metadata alone is added to `refused`."""
    path = root / file
    markup = SUFFIXES[path.suffix.lower()]
    try:
        data = path.read_bytes()
        text, encoding = decode(data)
    except OSError as error:
        raise _RefusedError(file, error.strerror or "it cannot be opened") from error
    except ValueError as error:
        raise _RefusedError(file, str(error)) from error
    front_matter, body_start = ("", 0) if markup == "plain" else split_front_matter(text)
    if not any(character.isalnum() for character in text[body_start:]):
        raise _RefusedError(file, "it holds no text")
    if len(_CONTROL.findall(text)) > len(text) / 4:
        raise _RefusedError(file, "it is full of control characters, so it is no text file")
    metadata: dict[str, Any] = {}
    card = companion(root, article_id, DATA_CARD_SUFFIX)
    try:
        metadata |= read_metadata(front_matter.encode())
    except ValueError as error:
        refused.append(_RefusedError(f"{file} (front matter)", f"{error}, so it was not used"))
    try:
        metadata |= read_metadata(card.read_bytes()) if os.path.lexists(card) else {}
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        shown = card.relative_to(root).as_posix()
        refused.append(_RefusedError(shown, f"{reason}, so it was not used"))
    return Article(
        id=article_id,
        text=text,
        file=file,
        title=title_of(metadata),
        metadata=metadata,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        markup=markup,
        body_start=body_start,
    )
