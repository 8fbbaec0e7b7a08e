"""From any number back to the sentences that it counts."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.errors import AnalysisError
from analysis.require import require_columns
from analysis.wording import counted, listed, times

_SENTENCE = ["article_id", "sentence"]
_PLACE = ["article_id", "section", "paragraph", "sentence"]


def entity_evidence(
    mentions: pd.DataFrame, sentences: pd.DataFrame, *, entity: str
) -> pd.DataFrame:
    """Every mention of one entity, in its sentence.

    Args:
        mentions: Columns article_id, section, paragraph, sentence, start, end, text, entity.
        sentences: Columns article_id, sentence, start, text.
        entity: The entity's name as it stands in `mentions`.

    Returns:
        One row per mention: article_id, section, paragraph, sentence, before, match, after, where
        before + match + after is the sentence.

    Raises:
        AnalysisError: There is no mention of it.
    """
    require_columns(mentions, "mentions", *_PLACE, "start", "end", "entity")
    found = mentions[mentions["entity"] == entity]
    if found.empty:
        known = listed(mentions["entity"].drop_duplicates().tolist(), most=5)
        raise AnalysisError(
            f"There is no mention of {entity}; the mentions are of {known or 'nobody'}."
        )
    return occurrences_in_context(found, sentences)


def concordance(
    tokens: pd.DataFrame, sentences: pd.DataFrame, words: str, *, match_case: bool = True
) -> pd.DataFrame:
    """Every place where the words stand, in its sentence; headings are searched too.

    Args:
        tokens: Columns article_id, section, paragraph, sentence, start, end, text.
        sentences: Columns article_id, sentence, start, text.
        words: One or more whole words, literally: no character has a special meaning.
        match_case: Whether ``US`` and ``us`` are different words.

    Returns:
        As `entity_evidence`.
    """
    fold = str if match_case else str.casefold
    text = [fold(token) for token in tokens["text"].tolist()]
    gap = (tokens["start"] > tokens["end"].shift()).tolist()
    parts = [fold(word) for word in words.split()]
    pairs = [(first, _last_token(text, gap, first, parts)) for first in range(len(text))]
    found = pd.DataFrame(
        [(first, last) for first, last in pairs if last is not None],
        columns=["first", "last"],
        dtype="int64",
    )
    begins, ends = (tokens.take(found[name].to_numpy()).reset_index(drop=True) for name in found)
    together = (begins[_SENTENCE] == ends[_SENTENCE]).all(axis=1)
    return occurrences_in_context(begins.assign(end=ends["end"])[together], sentences)


def _last_token(text: list[str], gap: list[bool], first: int, parts: list[str]) -> int | None:
    """With which token the words are complete that begin at a token; ``None`` if they do not.

    A word such as ``$5`` or ``well-known`` may be several tokens, which then touch each other.
    """
    at = first
    for part in parts:
        rest = part
        while rest:
            if at == len(text) or not rest.startswith(text[at]):
                return None
            if at > first and gap[at] != (rest == part):
                return None
            rest = rest[len(text[at]) :]
            at += 1
    return at - 1 if parts else None


def occurrences_in_context(occurrences: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Put each occurrence back into its sentence.

    Args:
        occurrences: Columns article_id, section, paragraph, sentence, start, end.
        sentences: Columns article_id, sentence, start, text.

    Returns:
        One row per occurrence: article_id, section, paragraph, sentence, before, match, after.
    """
    columns = [*_SENTENCE, "start", "text"]
    require_columns(occurrences, "occurrences", *_PLACE, "start", "end")
    require_columns(sentences, "sentences", *columns)
    joined = occurrences[[*_PLACE, "start", "end"]].merge(
        sentences[columns], on=_SENTENCE, suffixes=("", "_of_sentence"), validate="many_to_one"
    )
    first = (joined["start"] - joined["start_of_sentence"]).tolist()
    last = (joined["end"] - joined["start_of_sentence"]).tolist()
    text = joined["text"].tolist()
    before = [line[:a] for line, a in zip(text, first, strict=True)]
    match = [line[a:b] for line, a, b in zip(text, first, last, strict=True)]
    after = [line[b:] for line, b in zip(text, last, strict=True)]
    parts = {"before": before, "match": match, "after": after}
    return joined[_PLACE].assign(**{name: pd.Series(p, dtype="str") for name, p in parts.items()})


class Html(str):
    """HTML that a notebook shows as it is; what came from an article is escaped in it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<{len(self)} characters of HTML>"


def mark(text: str, spans: list[tuple[int, int]]) -> str:
    """The text as HTML with the spans in ``<mark>``; of overlapping spans the first one stands."""
    parts: list[str] = []
    reached = 0
    for start, end in sorted(spans):
        if start >= reached:
            parts += [escape(text[reached:start]), f"<mark>{escape(text[start:end])}</mark>"]
            reached = end
    return "".join(parts) + escape(text[reached:])


def highlight(evidence: pd.DataFrame) -> Html:
    """Sentences with the matches marked, as a list; a sentence with two matches stands once.

    Args:
        evidence: As `occurrences_in_context` returns it.

    Returns:
        An HTML list that needs no style sheet and no script.
    """
    require_columns(evidence, "evidence", *_PLACE, "before", "match", "after")
    several = len(evidence["article_id"].drop_duplicates()) > 1
    items = []
    for (article_id, section, paragraph, _), rows in evidence.groupby(_PLACE, sort=False):
        before, match = rows["before"].str.len(), rows["match"].str.len()
        sentence = str((rows["before"] + rows["match"] + rows["after"]).iloc[0])
        spans = list(zip(before.tolist(), (before + match).tolist(), strict=True))
        source = f"{escape(str(article_id))}, " if several else ""
        where = f"{source}section {section}, paragraph {paragraph}"
        items.append(f"<li>{mark(sentence, spans)} <small>({where})</small></li>")
    return Html(f"<ul>{''.join(items)}</ul>")


def unfold_entities(
    entities: pd.DataFrame, mentions: pd.DataFrame, sentences: pd.DataFrame
) -> Html:
    """Each entity with its count; opening it shows the sentences behind the count.

    Args:
        entities: Columns article_id, entity, label, mentions; shown in this order.
        mentions: See `entity_evidence`.
        sentences: See `entity_evidence`.

    Returns:
        One HTML ``details`` element per row, which opens without a script.
    """
    require_columns(entities, "entities", "article_id", "entity", "label", "mentions")
    keys = entities[["article_id", "entity"]]
    lines = [
        f"{entity} · {label} · {times(count)}"
        for entity, label, count in entities[["entity", "label", "mentions"]].itertuples(
            index=False
        )
    ]
    return _unfold(keys, lines, mentions, sentences)


def unfold_keywords(
    keywords: pd.DataFrame, occurrences: pd.DataFrame, sentences: pd.DataFrame
) -> Html:
    """Each keyword with its term frequency; opening it shows the sentences it stands in.

    Args:
        keywords: Columns article_id, style, keyword, tf, score; shown in this order.
        occurrences: Columns article_id, style, keyword, section, paragraph, sentence, start, end.
        sentences: Columns article_id, sentence, start, text.

    Returns:
        One HTML ``details`` element per row, which opens without a script.
    """
    require_columns(keywords, "keywords", "article_id", "style", "keyword", "tf", "score")
    keys = keywords[["article_id", "style", "keyword"]]
    lines = [
        f"{keyword} · {times(tf)} · score {score:.2f}"
        for keyword, tf, score in keywords[["keyword", "tf", "score"]].itertuples(index=False)
    ]
    return _unfold(keys, lines, occurrences, sentences)


def unfold_articles(by_entity: pd.DataFrame, sentences: pd.DataFrame, *, top: int = 5) -> Html:
    """Each of the first entities with its articles; opening it shows where each names it first.

    Args:
        by_entity: `analysis.collection.articles_by_entity`.
        sentences: See `entity_evidence`.
        top: How many entities to show.

    Returns:
        As `unfold_entities`.
    """
    key = ["entity", "label"]
    entities = by_entity.groupby(key, sort=False)["mentions"].agg(["size", "sum"]).head(top)
    lines = [
        f"{entity} · {label} · {counted(size, 'article')} · {counted(mentions, 'mention')}"
        for (entity, label), size, mentions in entities.itertuples()
    ]
    return _unfold(entities.reset_index()[key], lines, by_entity, sentences)


def unfold_pairs(pairs: pd.DataFrame, shared: pd.DataFrame) -> Html:
    """Each pair of alike articles; opening it shows the sentences that both have.

    Args:
        pairs: `analysis.duplicates.near_duplicates`.
        shared: `analysis.duplicates.shared_sentences`.

    Returns:
        As `unfold_entities`; a pair that shares no sentence says so.
    """
    texts = dict(list(shared.groupby(["article_id", "other"])["text"]))
    details = []
    for one, other, similarity in pairs[["article_id", "other", "similarity"]].itertuples(
        index=False
    ):
        both = texts.get((one, other), pd.Series(dtype="str"))
        number = counted(len(both), "sentence")
        line = f"{one} and {other} · similarity {similarity:.2f} · {number} in both"
        items = "".join(f"<li>{escape(text)}</li>" for text in both)
        details.append(
            f"<details><summary>{escape(line)}</summary><ul>"
            f"{items or '<li>(none word for word)</li>'}</ul></details>"
        )
    return Html("".join(details))


def _unfold(
    keys: pd.DataFrame, lines: list[str], occurrences: pd.DataFrame, sentences: pd.DataFrame
) -> Html:
    wanted = occurrences.merge(keys, on=list(keys.columns))
    groups = dict(list(wanted.groupby(list(keys.columns), sort=False)))
    details = [
        f"<details><summary>{escape(line)}</summary>"
        f"{highlight(occurrences_in_context(groups[key], sentences))}</details>"
        for key, line in zip(keys.itertuples(index=False, name=None), lines, strict=True)
        if key in groups
    ]
    return Html("".join(details))
