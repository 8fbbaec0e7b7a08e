"""Read news articles from a folder, a file or a glob, and keep them as they are."""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import pandas as pd

from analysis.articles.files import decode, read_file, reason_of
from analysis.articles.metadata import (
    date_in_name,
    date_of,
    is_unknown,
    read_metadata,
    split_front_matter,
    text_of,
)
from analysis.articles.spreadsheet import METADATA_FILES, read_metadata_table
from analysis.articles.walk import find_files
from analysis.errors import AnalysisError

SUFFIXES = {".txt": "plain", ".md": "markdown", ".markdown": "markdown"}
DATA_CARD_SUFFIX = ".card.yaml"
LABELS_SUFFIX = ".mentions.csv"
CORRECTIONS_FILE = "corrections.csv"
_OF_THE_FOLDER = (CORRECTIONS_FILE, *METADATA_FILES)
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
        title: From what is said about it, where a title is given.
        metadata: Data card, front matter and the article's row of the metadata table; the first
            of them that says something wins.
        date: ISO 8601, of the first of them that has one, or of the file's path; a day or a month,
            empty where none is known or it can be misread.
        date_from: Where the date stands: ``"data card"``, ``"front matter"``, ``"metadata table"``
            or ``"name"``.
        columns: The other columns of the metadata table, for every article the same ones.
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
    date: str = ""
    date_from: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    sha256: str = ""
    encoding: str = "utf-8"
    markup: str = "plain"
    body_start: int = 0


Refused = tuple[str, str]
"""A file, or a row of one, that could not be used, and the reason."""


class Listing(NamedTuple):
    """What lies in a folder, by name alone; no file has been opened.

    Attributes:
        files: Id and file of each article, in the order of their ids.
        beside: Data cards, hand labels, reviewed lists and metadata tables.
        refused: What cannot be an article.
        folder: That files and ids are relative to.
    """

    files: list[tuple[str, str]]
    beside: list[str]
    refused: list[Refused]
    folder: Path


class Reading(NamedTuple):
    """What came out of a folder.

    Attributes:
        articles: In the order of their ids.
        refused: Columns file, reason; what could not be read, or not be used.
    """

    articles: list[Article]
    refused: pd.DataFrame


def read_articles(path: str | os.PathLike[str]) -> Reading:
    """Read every ``.txt`` and Markdown file of a folder (nested ones too), one file, or a glob.

    Hidden files and a folder's ``README`` are passed over, and so are the data cards and hand
    labels of its articles, its reviewed list and its metadata table; any other file that cannot be
    read as an article, or folder that cannot be entered, is refused by name while the rest goes
    on. Links to folders are followed, but no folder is read twice.

    Cards and labels are named after an article's id: ``a.txt`` has ``a.mentions.csv``; with an
    ``a.md`` beside it the two have ``a.txt.mentions.csv`` and ``a.md.mentions.csv``.

    Args:
        path: A folder, a file, or a pattern such as ``news/*.txt``.

    Raises:
        AnalysisError: Nothing is there, or nothing that is there could be read.
    """
    listing = list_articles(path)
    about, unread = read_metadata_table(listing.folder, listing.files)
    articles, refused = read_listed(listing.folder, listing.files, about)
    table = refused_table([*refused, *unread], listing)
    if not articles:
        raise no_articles(path, table)
    return Reading(articles, table)


def list_articles(path: str | os.PathLike[str]) -> Listing:
    """Find the articles of a folder, a file or a glob; see `read_articles`.

    Raises:
        AnalysisError: Nothing is there.
    """
    folder, files, not_entered = find_files(os.fspath(path))
    beside: list[str] = []
    known: list[str] = []
    refused = [(_shown(place), _shown(reason)) for place, reason in not_entered]
    for file in files:
        suffix, name = PurePosixPath(file).suffix, PurePosixPath(file).name
        if name.endswith((DATA_CARD_SUFFIX, LABELS_SUFFIX)) or name in _OF_THE_FOLDER:
            beside.append(file)
        elif _shown(file) != file:
            refused.append((_shown(file), "its name is not written in UTF-8"))
        elif suffix.lower() not in SUFFIXES:
            refused.append((file, f"{suffix or 'no suffix'} is not one of {', '.join(SUFFIXES)}"))
        else:
            known.append(file)
    names = Counter(name for file in known for name in (file, _stem(file)))
    listed = [(_stem(file) if names[_stem(file)] == 1 else file, file) for file in known]
    return Listing(sorted(listed), beside, refused, folder)


def read_listed(
    folder: Path, files: Sequence[tuple[str, str]], about: pd.DataFrame
) -> tuple[list[Article], list[Refused]]:
    """Read some of the articles of a listing, and say what could not be read or not be used.

    `about` is the folder's metadata table, see `read_metadata_table`.
    """
    rows = about.reindex([file for _, file in files], fill_value="").to_dict("index")
    articles: list[Article] = []
    refused: list[Refused] = []
    for article_id, file in files:
        try:
            row = {str(name): str(cell) for name, cell in rows[file].items()}
            articles.append(_read_one(folder, file, row, article_id=article_id, refused=refused))
        except (OSError, ValueError) as error:
            refused.append((file, reason_of(error)))
    return articles, refused


def refused_table(refused: Iterable[Refused], listing: Listing) -> pd.DataFrame:
    """Everything that could not be used, what lies beside no article included.

    Returns:
        Columns file, reason, in the order of the files.
    """
    rows = [*listing.refused, *refused]
    rows += _unused(listing, {file for file, _ in rows})
    return pd.DataFrame(sorted(rows), columns=["file", "reason"], dtype="str")


def no_articles(path: str | os.PathLike[str], refused: pd.DataFrame) -> AnalysisError:
    """The error that says why there is nothing to read."""
    reasons = "; ".join(f"{file}: {reason}" for file, reason in refused.head(5).itertuples(False))
    hint = f" ({reasons})" if reasons else ""
    return AnalysisError(f"No .txt or Markdown article could be read in {path}{hint}.")


def article_table(articles: list[Article]) -> pd.DataFrame:
    """One row per article.

    Returns:
        Columns article_id, file, title, sha256, encoding, characters, date (ISO 8601), date_from,
        source, and the other columns of the metadata table; empty where nothing is known.
    """
    rows = [
        (
            *(a.id, a.file, a.title or "", a.sha256, a.encoding, len(a.text), a.date, a.date_from),
            *(text_of(a.metadata, "source"), *a.columns.values()),
        )
        for a in articles
    ]
    columns = ["article_id", "file", "title", "sha256", "encoding", "characters"]
    columns += ["date", "date_from", "source", *(articles[0].columns if articles else ())]
    types = dict.fromkeys(columns, "str") | {"characters": "int64"}
    return pd.DataFrame(rows, columns=columns).astype(types)


def _shown(text: str) -> str:
    """A name as it can be printed, whatever its bytes are."""
    return text.encode(errors="replace").decode()


def _unused(listing: Listing, unread: set[str]) -> Iterator[Refused]:
    """The files beside the articles that none of the articles makes use of, and why."""
    article_of = dict(listing.files)
    for file in listing.beside:
        suffix = LABELS_SUFFIX if file.endswith(LABELS_SUFFIX) else DATA_CARD_SUFFIX
        name = file.removesuffix(suffix)
        if PurePosixPath(file).name in _OF_THE_FOLDER:
            if file not in _OF_THE_FOLDER:
                yield file, "it is used only at the top of the folder that is read"
        elif name not in article_of:
            alike = [f"{other}{suffix}" for other in article_of.values() if _stem(other) == name]
            meant = f"more than one article has this name; call it {' or '.join(alike)}"
            yield file, meant if alike else f"there is no article {name}"
        elif article_of[name] in unread:
            yield file, f"its article {article_of[name]} could not be read"


def _stem(file: str) -> str:
    return PurePosixPath(file).with_suffix("").as_posix()


def _read_one(
    folder: Path, file: str, row: dict[str, str], *, article_id: str, refused: list[Refused]
) -> Article:
    """Read one article; what is wrong with its metadata alone is added to `refused`."""
    data = read_file(folder / file)
    text, encoding = decode(data)
    markup = SUFFIXES[Path(file).suffix.lower()]
    front_matter, body_start = ("", 0) if markup == "plain" else split_front_matter(text)
    if not any(character.isalnum() for character in text[body_start:]):
        raise ValueError("it holds no text")
    if len(_CONTROL.findall(text)) > len(text) / 4:
        raise ValueError("it is full of control characters, so it is no text file")
    said: dict[str, dict[str, Any]] = {"metadata table": {n: c for n, c in row.items() if c}}
    card = folder / f"{article_id}{DATA_CARD_SUFFIX}"
    try:
        said["front matter"] = read_metadata(front_matter.encode())
    except ValueError as error:
        refused.append((f"{file} (front matter)", f"{error}, so it was not used"))
    try:
        if os.path.lexists(card):
            said["data card"] = read_metadata(read_file(card))
    except (OSError, ValueError) as error:
        shown = card.relative_to(folder).as_posix()
        refused.append((shown, f"{reason_of(error)}, so it was not used"))
    metadata: dict[str, Any] = {}
    for words in said.values():
        metadata |= {k: v for k, v in words.items() if k not in metadata or not is_unknown(v)}
    dates = {place: date_of(words) for place, words in reversed(said.items())}
    dates["name"] = date_in_name(file)
    date_from, date = next((dated for dated in dates.items() if dated[1]), ("", ""))
    others = [name for name in row if name not in {"title", "date", "source"}]
    return Article(
        id=article_id,
        text=text,
        file=file,
        title=text_of(metadata, "title") or None,
        metadata=metadata,
        date=date,
        date_from=date_from,
        columns={name: text_of(metadata, name) for name in others},
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        markup=markup,
        body_start=body_start,
    )
