"""The reviewed list that overrides the rules: what a person read and decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from analysis.entities.mention import LABELS, Mention, Words

REVIEWED = "reviewed list"
NO_NAME = frozenset({"", "-"})


@dataclass(slots=True)
class Correction:
    """One row of the list; ``row`` counts from 1, ``label`` is empty where the text is no name."""

    row: int
    text: str
    entity: str
    label: str
    reason: str
    article_id: str
    found: int = field(default=0)
    changed: int = field(default=0)

    def applies_to(self, article_id: str) -> bool:
        """Whether it holds for an article: for its own one, or for all."""
        return self.article_id in {"", article_id}


def read_corrections(
    table: pd.DataFrame | None, articles: Iterable[str]
) -> tuple[list[Correction], list[tuple[int, str, str]]]:
    """The corrections that can be used, and row, text and reason of those that cannot.

    Args:
        table: Columns text, entity, label, reason and, if it likes, article_id; or nothing.
        articles: The ids of the articles at hand.
    """
    if table is None or table.empty:
        return [], []
    columns = []
    for column in ("text", "entity", "label", "reason", "article_id"):
        values = table[column].tolist() if column in table else [""] * len(table)
        columns.append(["" if pd.isna(value) else str(value).strip() for value in values])
    known = set(articles)
    good: list[Correction] = []
    rejected: list[tuple[int, str, str]] = []
    rows = zip(*columns, strict=True)
    for row, (text, entity, label, reason, article_id) in enumerate(rows, start=1):
        label = "" if label in NO_NAME else label.upper()
        if not text:
            rejected.append((row, text, "it has no text"))
        elif label and label not in LABELS:
            rejected.append((row, text, f"{label} is none of {', '.join(LABELS)}"))
        elif article_id and article_id not in known:
            rejected.append((row, text, f"there is no article {article_id}"))
        else:
            good.append(Correction(row, text, entity or text, label, reason, article_id))
    return good, rejected


def find_occurrences(words: Words, text: str) -> list[tuple[int, int]]:
    """Where a text stands as whole tokens: its first token and the one after its last."""
    wanted = " ".join(text.split())
    found = []
    for start in [token for token in words.count if wanted.startswith(token)]:
        for first in words.where(start):
            last, so_far = first + 1, start
            while len(so_far) < len(wanted) and last < len(words):
                gap = " " if words.start[last] > words.end[last - 1] else ""
                so_far += gap + words.text[last]
                last += 1
                if not wanted.startswith(so_far):
                    break
            if so_far == wanted:
                found.append((first, last))
    return sorted(found)


def correct(
    words: Words, mentions: list[Mention], corrections: list[Correction]
) -> tuple[list[Mention], list[Mention]]:
    """Let the reviewed list have the last word on one article.

    A text that is no name loses its mentions. Any other gets a mention wherever it stands as
    whole words in what is counted, except inside a longer name; a mention that it overlaps in
    another way gives way. The label holds for the whole entity.

    Returns:
        The mentions in text order, and those that were taken away.
    """
    removed: list[Mention] = []
    for correction in corrections:
        places = find_occurrences(words, correction.text)
        correction.found += len(places)
        if not correction.label:
            gone = [m for m in mentions if m.name == correction.text]
            mentions = [m for m in mentions if m.name != correction.text]
            correction.changed += len(gone)
            removed += gone
    for correction in corrections:
        if not correction.label:
            continue
        for first, last in find_occurrences(words, correction.text):
            mentions = _put(words, mentions, removed, correction, first, last)
        for mention in mentions:
            if mention.entity == correction.entity and mention.label != correction.label:
                mention.label = correction.label
                mention.note(REVIEWED)
                correction.changed += 1
    return sorted(mentions, key=lambda mention: mention.first), removed


def _put(
    words: Words,
    mentions: list[Mention],
    removed: list[Mention],
    correction: Correction,
    first: int,
    last: int,
) -> list[Mention]:
    overlapping = [m for m in mentions if m.first < last and first < m.last]
    if any(
        m.last - m.first > last - first and m.first <= first and last <= m.last for m in overlapping
    ):
        return mentions
    same = [m for m in overlapping if (m.first, m.last) == (first, last)]
    if same:
        mention = same[0]
    elif words.counted[first]:
        raw_label = overlapping[0].raw_label if overlapping else ""
        mention = Mention(first, last, raw_label, words.phrase(first, last))
        removed += overlapping
        mentions = [m for m in mentions if m not in overlapping] + [mention]
    else:
        return mentions
    if (mention.entity, mention.label) != (correction.entity, correction.label):
        mention.entity, mention.label = correction.entity, correction.label
        mention.note(REVIEWED)
        correction.changed += 1
    return mentions
