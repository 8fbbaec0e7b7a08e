"""Read what is said about an article: the front matter of Markdown, and YAML data cards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from analysis.decode import decode

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


def split_front_matter(text: str) -> tuple[str, int]:
    """What stands between two ``---`` at the head of a Markdown file, and where the text begins."""
    found = _FRONT_MATTER.match(text)
    # Prose between two rules has no `name:` at the head of a line; it is text.
    if not found or not re.search(r"^[\w-]+\s*:", found.group(1), re.MULTILINE):
        return "", 0
    return found.group(1), found.end()


def read_metadata(source: bytes) -> dict[str, Any]:
    """Names and values of a YAML text; dates become ISO 8601, the same wherever it is written.

    Raises:
        ValueError: It is no YAML, or no list of names and values.
    """
    if not source:
        return {}
    import yaml

    try:
        loaded = yaml.safe_load(decode(source)[0]) or {}
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    # PyYAML lets any error of Python through: a month 13, `!!bool maybe`, `!!int ""`.
    except Exception as error:
        problem = str(error).partition("\n")[0]
        raise ValueError(f"it is not valid YAML ({problem})") from error
    if not isinstance(loaded, dict):
        raise ValueError("it is no list of names and values")
    return {
        str(key): value.isoformat() if isinstance(value, date) else value
        for key, value in loaded.items()
    }


def title_of(metadata: Mapping[str, Any]) -> str | None:
    """The title as text, a number such as 1984 too; ``None`` where it is missing or unknown."""
    value = metadata.get("title")
    try:
        text = str(value).strip() if isinstance(value, str | int | float) else ""
    except ValueError:  # a number of thousands of digits
        return None
    return text if text.lower() not in {"", "unknown"} else None


def date_of(metadata: Mapping[str, Any]) -> str:
    """The day as ISO 8601, e.g. ``2020-03-04``; empty where it is missing or can be misread.

    Only ISO 8601 is taken, with or without a time of day: ``03/04/2020`` is one day in London and
    another in New York, and no day is better than a wrong one.
    """
    value = metadata.get("date")
    try:
        text = value.isoformat() if isinstance(value, date) else str(value).strip()
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return ""
