"""Read what is said about an article: the front matter of Markdown, and YAML data cards."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from analysis.articles.files import decode

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)

_MOST = 100_000  # bytes of a data card or of front matter; to parse more YAML takes seconds
_DEEPEST = 50  # lists in lists
_LONGEST_DATE = 100  # characters
_DAY = re.compile(r"(?<![^\W_])((?:1[6-9]|20)\d\d)([-_]?)(\d\d)(\2)(\d\d)(?![^\W_])")
_FOLDERS = re.compile(r"/((?:1[6-9]|20)\d\d)/(\d\d)/(?:(\d\d)/)?")

_NOTHING = ("", "~", "null", "Null", "NULL")
_BEFORE_ZONE = re.compile(r"\s+(?=(?:Z|[+-][\d:]+)\Z)")  # YAML may have a space there


def split_front_matter(text: str) -> tuple[str, int]:
    """What stands between two ``---`` at the head of a Markdown file, and where the text begins."""
    found = _FRONT_MATTER.match(text)
    # Prose between two rules has no `name:` at the head of a line; it is text.
    if not found or not re.search(r"^[\w-]+\s*:", found.group(1), re.MULTILINE):
        return "", 0
    return found.group(1), found.end()


def read_metadata(source: bytes) -> dict[str, Any]:
    """Names and values of a YAML text, each as it is written, be it ``No`` or ``1984``.

    Names without a value are left out, and so are those whose value is ``~`` or ``null``.

    Raises:
        ValueError: It is no YAML, or no list of names and values.
    """
    if not source:
        return {}
    if len(source) > _MOST:
        raise ValueError(f"it is longer than {_MOST:,} bytes")
    import yaml

    # This loader knows nothing but text, lists and mappings, so it runs nothing.
    loader = yaml.BaseLoader
    try:
        text, _ = decode(source)
        depth, has_aliases = 0, False
        for event in yaml.parse(text, loader):
            # A few aliases of aliases make a billion values of one.
            has_aliases |= isinstance(event, yaml.AliasEvent)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:  # each level makes every further character slower
                raise RecursionError
        loaded = {} if has_aliases else yaml.load(text, loader) or {}  # noqa: S506
        # Fails where half of a character is escaped.
        json.dumps(loaded, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    # PyYAML lets any error of Python through.
    except Exception as error:
        problem = str(error).partition("\n")[0]
        raise ValueError(f"it is not valid YAML ({problem})") from error
    if has_aliases:
        raise ValueError("it has aliases, such as *name, which are not followed")
    if not isinstance(loaded, dict):
        raise ValueError("it is no list of names and values")
    return {str(key): value for key, value in loaded.items() if value not in _NOTHING}


def text_of(metadata: Mapping[str, Any], name: str) -> str:
    """What is said under a name, if it is text; empty where it is missing or unknown."""
    value = metadata.get(name)
    return value.strip() if isinstance(value, str) and not is_unknown(value) else ""


def is_unknown(value: Any) -> bool:
    """Whether somebody says that something is not known."""
    return isinstance(value, str) and value.strip().lower() == "unknown"


def date_of(metadata: Mapping[str, Any]) -> str:
    """The day as ISO 8601, e.g. ``2020-03-04``; empty where it is missing or can be misread.

    Only ISO 8601 is taken, with or without a time of day: ``03/04/2020`` is one day in London and
    another in New York, and no day is better than a wrong one. Of a month alone, ``2020-03``, the
    day stays unknown.
    """
    text = str(metadata.get("date", "")).strip()
    if len(text) > _LONGEST_DATE:
        return ""
    text = _BEFORE_ZONE.sub("", text)
    month = re.fullmatch(r"\d{4}-\d\d", text)
    try:
        day = datetime.fromisoformat(f"{text}-01" if month else text).date().isoformat()
    except ValueError:
        return ""
    return day[:7] if month else day


def date_in_name(file: str) -> str:
    """The day that a file's path has in it, or the month where its folders are ``2020/03``.

    The file's own name comes first, then its folders, the nearest before the others. A name with
    two dates gives none, unless it begins with one of them.
    """
    folders, _, name = f"/{file}".rpartition("/")
    for part in (name, *reversed(folders.split("/"))):
        found = [date_of({"date": "-".join(day.groups()[::2])}) for day in _DAY.finditer(part)]
        days = dict.fromkeys(filter(None, found))
        if days:
            return found[0] if _DAY.match(part) and found[0] else "".join(days) * (len(days) == 1)
    in_folders = _FOLDERS.search(f"{folders}/")
    parts = [part for part in in_folders.groups() if part] if in_folders else []
    return date_of({"date": "-".join(parts)}) or date_of({"date": "-".join(parts[:2])})
