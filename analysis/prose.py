"""The sentences that must be computed: short answers, and what a table's first row says.

An `article` is a corpus of one article, see `analysis.corpus.Corpus.only`; whatever else is given
raises `analysis.errors.AnalysisError`, as what is no corpus does where a `corpus` is taken.
"""

import string
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.corpus import Corpus, require_article, require_corpus
from analysis.entities.resolve import is_added
from analysis.wording import Prose, counted, largest, listed, literal, percent, times

_BEFORE = "the part before the first heading"
_LEFT_OUT = {
    "date or number": ("date or number", "dates and numbers"),
    "heading": ("in a heading only", "in headings only"),
    "not counted": ("outside the running text", "outside the running text"),
    "inside a longer name": ("inside a longer name", "inside longer names"),
    "junk": ("that is no name", "that are no names"),
}


class _Filler(string.Formatter):
    """Text of articles is shown as it is; ``{n:times}`` and ``{n:n word/words}`` count."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str):
            return literal(value)
        if format_spec == "times":
            return times(int(value))
        if format_spec.startswith("n "):
            return counted(int(value), *format_spec.removeprefix("n ").split("/"))
        return str(super().format_field(value, format_spec))


def sentence(template: str, table: pd.DataFrame, **more: object) -> Prose:
    """A sentence about the first row of a table; nothing where the table has none.

    Args:
        template: With the names of columns in braces, such as ``"{entity} is named {mentions:times}
            in {sections:n section}."``; ``times`` gives "once" or "2 times", ``n section`` gives
            "1 section" or "2 sections", ``n entity/entities`` names the plural, and any other
            format is Python's.
        table: The first row is read.
        more: Other values that the template names.
    """
    if table.empty:
        return Prose("")
    values = table.iloc[0].to_dict()
    return Prose(_Filler().format(template, **{str(k): v for k, v in values.items()}, **more))


def folder_answer(corpus: Corpus) -> Prose:
    """How much was read, in a sentence."""
    require_corpus(corpus)
    words = counted(int(corpus.articles["words"].sum()), "word")
    said = f"**Short answer.** {counted(len(corpus.ids), 'article')} with {words}"
    return Prose(f"{said}; {_not_used(corpus)}." if len(corpus.refused) else f"{said}.")


def refused_reading(corpus: Corpus) -> Prose:
    """Whether a file, or a row of one, could not be used; the table of them stands above."""
    require_corpus(corpus)
    if corpus.refused.empty:
        return Prose("Nothing was refused.")
    return Prose(f"{_not_used(corpus)}, each with its reason above.")


def _not_used(corpus: Corpus) -> str:
    entries = counted(len(corpus.refused), "file or row of a file", "files or rows of files")
    return f"{entries} could not be used"


def structure_answer(article: Corpus) -> Prose:
    """How one article is built, in a sentence."""
    require_article(article)
    sections = article.sections
    words = int(sections["words"].sum())
    before = int(sections.loc[sections["section"] == 0, "paragraphs"].sum())
    headed = int((sections["section"] > 0).sum())
    parts = [counted(headed, "section") + " with a heading"] if headed else []
    if before:
        where = "before the first heading" if headed else "without any heading"
        parts.insert(0, f"{counted(before, 'paragraph')} {where}")
    said = f"{counted(words, 'word')}: {listed(parts) or 'no text'}"
    shown = sections[sections["words"] > 0]
    if len(shown) > 1:
        names = [f"“{literal(h)}”" if h else _BEFORE for h in shown["heading"]]
        longest = largest(names, shown["words"].tolist())
        share = f"{percent(shown['words'].max(), words)} of the words"
        which = f"the longest part, {longest[0]}, holds {share}"
        if len(longest) > 1:
            which = f"the longest parts, {listed(longest, most=3)}, hold {share} each"
        said += f"; {which}"
    return _answer(article, said)


def entities_answer(article: Corpus) -> Prose:
    """Who and what is in one article, in a sentence."""
    require_article(article)
    entities = article.entities
    if entities.empty:
        return _answer(article, "No name was found in it")
    leaders = entities[["entity", "mentions"]].head(3)
    names = [f"{literal(name)} ({number})" for name, number in leaders.itertuples(index=False)]
    share = percent(leaders["mentions"].sum(), entities["mentions"].sum())
    make = "makes" if len(names) == 1 else "make"
    return _answer(article, f"{_mentions(article)}; {listed(names)} {make} up {share} of them")


def reconciliation(article: Corpus) -> Prose:
    """Spans found, minus what was left out, plus what was added, is what was counted.

    Raises:
        ValueError: The sum does not hold, which would be a defect of this package.
    """
    require_article(article)
    is_mention = article.spans["outcome"] == "mention"
    if int(is_mention.sum()) != int(article.entities["mentions"].sum()):
        raise ValueError("spans found and mentions counted do not reconcile")
    added = int(is_added(article.spans).sum())
    left_out = article.spans.loc[~is_mention, "outcome"].value_counts()
    terms = [f" + {added} added"] if added else []
    terms += [f" − {n} {_LEFT_OUT[str(outcome)][n != 1]}" for outcome, n in left_out.items()]
    found = counted(len(article.spans) - added, "span")
    return Prose(f"{found} found{''.join(terms)} = **{_mentions(article)}**")


def audit_reading(scores: pd.DataFrame) -> Prose:
    """How near each stage of `analysis.score_stages` is to the hand labels, by the last measure."""
    if scores.empty:
        return Prose(
            "This article has no hand labels beside it, so nothing is scored: a file "
            "`NAME.mentions.csv` with the columns start, end, text, entity, label makes it so."
        )
    strict = scores[scores["measure"] == scores["measure"].iloc[-1]]
    said = strict["stage"] + ", F1 " + strict["f1"].map("{:.1%}".format)
    return Prose(f"Name, type and entity all right: {'; '.join(said)}.")


def _mentions(article: Corpus) -> str:
    mentions = counted(int(article.entities["mentions"].sum()), "mention")
    return f"{mentions} of {counted(len(article.entities), 'entity', 'entities')}"


def keywords_answer(article: Corpus) -> Prose:
    """Which terms make it this article, in a sentence."""
    require_article(article)
    said = [
        f"among the {style!s}, " + listed([f"*{literal(k)}*" for k in keywords.head(4)])
        for style, keywords in article.keywords.groupby("style", sort=False)["keyword"]
    ]
    return _answer(article, f"First {'; first '.join(said)}" if said else "It has no keywords")


def _answer(article: Corpus, said: str) -> Prose:
    title = article.articles["title"].iloc[0] or article.name
    return Prose(f"**Short answer** on “{literal(str(title))}”. {said}.")


def certainty_reading(stays: pd.DataFrame, absent: Sequence[str]) -> Prose:
    """The steadiest and the least steady of the first ten keywords, and which methods are missing.

    `stays` is `analysis.stability` of one article, `absent` is from `analysis.available_peers`.
    """
    if stays.empty:
        return Prose("There is no keyword to be sure of.")
    first = stays.head(10)
    names, share = [f"“{literal(keyword)}”" for keyword in first["keyword"]], first["stays"]
    surest, least_sure = (listed(largest(names, v.tolist()), most=3) for v in (share, -share))
    said = f"Surest, in {share.max():.0%} of the draws: {surest}"
    if share.max() > share.min():
        said += f"; least sure, in {share.min():.0%}: {least_sure}"
    return Prose(" ".join([f"{said}.", *absent]))


def collection_answer(corpus: Corpus, pairs: pd.DataFrame) -> Prose:
    """Who and what most articles name, and how many `analysis.near_duplicates` there are."""
    articles, entities = corpus.articles, corpus.corpus_entities
    words = counted(int(articles["words"].sum()), "word")
    said = [f"{counted(len(articles), 'article')} with {words}"]
    named = int(entities["articles"].max()) if len(entities) else 0
    if named > 1:
        names = [literal(name) for name in entities["entity"]]
        leading = largest(names, entities["articles"].tolist())
        are = "is named" if len(leading) == 1 else "are each named"
        said.append(f"{listed(leading, most=3)} {are} in {named:,} of them")
    said.append(f"{counted(len(pairs), 'pair')} of near-duplicates")
    return Prose(f"**Short answer.** {'; '.join(said)}.")
