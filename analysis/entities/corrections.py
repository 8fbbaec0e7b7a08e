"""The reviewed list that overrides the rules: what a person read and decided."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from analysis.entities.mention import LABELS, Mention, Words

REVIEWED = "reviewed list"


@dataclass(slots=True)
class Correction:
    """One row of the list, equal to any that says the same; no label: the text is no name."""

    row: int = field(compare=False)
    text: str
    entity: str
    label: str
    article_id: str
    found: int = field(default=0, compare=False)


def read_corrections(
    table: pd.DataFrame, articles: Iterable[str]
) -> tuple[list[Correction], list[tuple[int, str, str]]]:
    """The corrections that can be used, and row, text and reason of those that cannot.

    Rows have the numbers of a spreadsheet, in which the header is the first.
    """
    known = {"", *articles}
    good: list[Correction] = []
    rejected: list[tuple[int, str, str]] = []
    cells = table.reindex(columns=["text", "entity", "label", "article_id"])
    cells = cells.astype("str").fillna("").apply(lambda column: column.str.strip())
    named = ["text", "entity"]
    cells[named] = cells[named].apply(lambda column: column.str.normalize("NFC"))
    cells["label"] = cells["label"].replace("-", "").str.upper()
    rows = cells.itertuples(index=False, name=None)
    for row, (text, entity, label, article_id) in enumerate(rows, start=2):
        if not text:
            rejected.append((row, text, "it has no text"))
        elif label and label not in LABELS:
            rejected.append((row, text, f"{label} is none of {', '.join(LABELS)}"))
        elif article_id not in known:
            rejected.append((row, text, f"there is no article {article_id}"))
        else:
            good.append(Correction(row, text, entity or text, label, article_id))
    # Of two rows about one text the later one has the last word, and the other is no silent loss.
    last = {(one.text, one.article_id): one for one in good}
    conflicts = [one for one in good if one != last[one.text, one.article_id]]
    rejected += [(one.row, one.text, "a later row says otherwise of it") for one in conflicts]
    return [one for one in good if one == last[one.text, one.article_id]], rejected


def reject_corrections(
    table: pd.DataFrame, articles: Iterable[str], uses: pd.DataFrame
) -> pd.DataFrame:
    """Row, text and reason of the corrections that could not be used.

    ``uses`` is ``Resolution.uses``, of any number of resolutions one after the other.
    """
    good, rejected = read_corrections(table, articles)
    found = set(uses.loc[uses["found"] > 0, "row"])
    rejected += [
        (correction.row, correction.text, "this text never occurs as whole words")
        for correction in good
        if correction.row not in found
    ]
    rows = pd.DataFrame(sorted(rejected), columns=["row", "text", "reason"])
    return rows.astype({"row": "int64", "text": "str", "reason": "str"})


def find_occurrences(words: Words, text: str) -> list[tuple[int, int]]:
    """Where a text stands as whole tokens: its first token and the one after its last."""
    wanted = " ".join(text.split())
    found = []
    for length in range(1, len(wanted) + 1):
        for first in words.where.get(wanted[:length], ()):
            last = first + 1
            while last < len(words) and len(words.phrase(first, last)) < len(wanted):
                last += 1
            one_sentence = words.sentence[first] == words.sentence[last - 1]
            if one_sentence and words.phrase(first, last) == wanted:
                found.append((first, last))
    return sorted(found)


def correct(words: Words, mentions: list[Mention], corrections: list[Correction]) -> list[Mention]:
    """Let the reviewed list have the last word on one article; the mentions that stay.

    The rows are taken in their order. Each is about its text, as it is written or in capitals, and
    about the entity of that name, as the rules and the rows above leave it: what was merged into
    that entity goes with it. A text that is no name loses its mentions. Any other gets a mention
    wherever it stands as whole words in what is counted, and in a title or heading where running
    text has it too, except inside a longer name; a mention that it overlaps in another way gives
    way. The label holds for the whole entity.
    """
    known = {name for mention in mentions for name in (mention.entity, mention.text)}
    for correction in corrections:
        text = correction.text
        # In capitals one of three letters could not be told from an acronym.
        texts = [text] if len(text) <= 3 or text.isupper() else [text, text.upper()]
        places = [place for text in texts for place in find_occurrences(words, text)]
        # A list may be far longer than the article: most of its rows are about none of its names.
        if not places and known.isdisjoint((correction.text, correction.entity)):
            continue
        own = [mention for mention in mentions if mention.entity == correction.text]
        correction.found += len(places) or len(own)
        if not correction.label:
            mentions = [m for m in mentions if {m.entity, m.text}.isdisjoint(texts)]
            continue
        in_body = any(words.counted[first] for first, _ in places)
        for first, last in places:
            is_there = any((m.first, m.last) == (first, last) for m in mentions)
            if is_there or words.counted[first] or (in_body and words.heading[first]):
                mentions = _put(words, mentions, correction, first, last)
        known.add(correction.entity)
        for mention in mentions:
            if mention in own or mention.entity == correction.entity:
                _name(mention, correction)
    return sorted(mentions, key=lambda mention: mention.first)


def _name(mention: Mention, correction: Correction) -> None:
    if (mention.entity, mention.label) != (correction.entity, correction.label):
        mention.entity, mention.label = correction.entity, correction.label
        mention.note(REVIEWED)


def _put(
    words: Words, mentions: list[Mention], correction: Correction, first: int, last: int
) -> list[Mention]:
    """Give one place the entity of a correction, in a mention that is there or in a new one."""
    overlapping = [m for m in mentions if m.first < last and first < m.last]
    same = [m for m in overlapping if (m.first, m.last) == (first, last)]
    is_inside = any(m.first <= first and last <= m.last for m in overlapping)
    is_taken = is_inside or any(REVIEWED in m.rules for m in overlapping)  # by a row above it
    if not same and is_taken:
        return mentions
    mention = (same or overlapping or [Mention(first, last, "")])[0]
    if not same:  # it takes the place of the first that it overlaps
        mention.first, mention.last, mention.text = first, last, words.phrase(first, last)
        mention.entity, mention.rules = "", []
        mentions = [m for m in mentions if m not in overlapping] + [mention]
    _name(mention, correction)
    return mentions
