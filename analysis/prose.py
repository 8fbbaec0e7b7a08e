"""Sentences with numbers in them, written from the tables so that they are true of any article."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.audit import disagreements
from analysis.wording import Prose, counted, listed, literal

_FATES = {
    "date or number": "dates and numbers",
    "heading": "in headings",
    "not counted": "in bylines and captions",
    "junk": "no names",
}


def folder_answer(articles: pd.DataFrame, refused: pd.DataFrame) -> Prose:
    """How much was read, in a sentence.

    Args:
        articles: Column words.
        refused: One row per refused file.
    """
    said = (
        f"{counted(len(articles), 'article')} with {counted(int(articles['words'].sum()), 'word')}"
    )
    left = f"; {counted(len(refused), 'file')} refused" if len(refused) else ""
    return Prose(f"**Short answer.** {said}{left}.")


def articles_reading(articles: pd.DataFrame) -> Prose:
    """The first and the longest article, read aloud.

    Args:
        articles: Columns article_id, words, sections.
    """
    longest = articles.loc[articles["words"].idxmax()]
    which = "The article" if len(articles) == 1 else "The longest article"
    return Prose(
        f"{which}, `{longest['article_id']}`, has {counted(int(longest['words']), 'word')} in "
        f"{counted(int(longest['sections']), 'section')} with a heading."
    )


def refused_reading(refused: pd.DataFrame) -> Prose:
    """Whether anything was refused.

    Args:
        refused: Columns file, reason.
    """
    if refused.empty:
        return Prose("Nothing was refused.")
    return Prose(f"{counted(len(refused), 'file')} refused, each with its reason above.")


def tables_reading(tables: Mapping[str, pd.DataFrame]) -> Prose:
    """A list of the tables and how many rows each has.

    Args:
        tables: `analysis.corpus.Corpus.tables`.
    """
    lines = [f"- `corpus.{name}`: {counted(len(t), 'row')}" for name, t in tables.items()]
    return Prose("\n".join(lines))


def made_with(model: str, background: str) -> Prose:
    """What the numbers depend on besides the articles.

    Args:
        model: Name and version of the spaCy pipeline.
        background: Name and size of the background.
    """
    return Prose(f"Model: {literal(model)}. Background: {literal(background)}.")


def structure_answer(sections: pd.DataFrame) -> Prose:
    """How one article is built, in a sentence.

    Args:
        sections: Columns section, heading, paragraphs, words; of one article.
    """
    words = int(sections["words"].sum())
    lede = sections[(sections["section"] == 0) & (sections["paragraphs"] > 0)]
    headed = sections[sections["section"] > 0]
    parts = []
    if len(lede):
        paragraphs = counted(int(lede["paragraphs"].iloc[0]), "paragraph")
        name = f"a lede of {paragraphs}" if len(headed) else f"{paragraphs} without any heading"
        parts.append(name)
    if len(headed):
        parts.append(counted(len(headed), "section") + " with a heading")
    said = f"**Short answer.** {counted(words, 'word')}: {listed(parts) if parts else 'no text'}"
    if len(headed) and words:
        longest = headed.loc[headed["words"].idxmax()]
        share = longest["words"] / words
        said += f"; the longest, “{literal(longest['heading'])}”, holds {share:.0%} of the words"
    return Prose(said + ".")


def lines_reading(lines: pd.DataFrame) -> Prose:
    """What kinds of line an article has.

    Args:
        lines: Column kind; of one article.
    """
    kinds = [counted(int(n), f"{kind} line") for kind, n in lines["kind"].value_counts().items()]
    return Prose(f"{counted(len(lines), 'line')} with text in them: {listed(kinds)}.")


def lengths_reading(sections: pd.DataFrame) -> Prose:
    """How long the sentences of the sections are.

    Args:
        sections: Columns heading, sentences, words; of one article.
    """
    shown = sections[sections["sentences"] > 0]
    if shown.empty:
        return Prose("There is no running text to measure.")
    mean = shown["words"] / shown["sentences"]
    overall = shown["words"].sum() / shown["sentences"].sum()
    said = f"A sentence has {overall:.1f} words on average"
    if len(shown) > 1:
        most, least = (shown.loc[i, "heading"] for i in (mean.idxmax(), mean.idxmin()))
        said += (
            f": most in {_part(most)} ({mean.max():.1f}), fewest in {_part(least)} "
            f"({mean.min():.1f})"
        )
    return Prose(said + ".")


def longest_reading(sections: pd.DataFrame) -> Prose:
    """Which part is the longest and which the shortest.

    Args:
        sections: Columns heading, words; of one article.
    """
    shown = sections[sections["words"] > 0]
    if len(shown) < 2:
        return Prose("The article has one part only, so there is nothing to compare.")
    long, short = shown.loc[shown["words"].idxmax()], shown.loc[shown["words"].idxmin()]
    return Prose(
        f"{_part(long['heading'])} is the longest with {long['words']} words, "
        f"{_part(short['heading'])} the shortest with {short['words']}."
    )


def aliases_reading(entities: pd.DataFrame) -> Prose:
    """The entity with the most names, read aloud.

    Args:
        entities: Columns entity, mentions, aliases; of one article.
    """
    if entities.empty:
        return Prose("There is no entity to read.")
    forms = entities["aliases"].str.split(" | ", regex=False)
    most = forms.str.len().idxmax()
    names = listed([f"“{literal(form)}”" for form in forms[most]])
    row = entities.loc[most]
    return Prose(
        f"{literal(row['entity'])} is named {counted(row['mentions'], 'time')}, as {names}."
    )


def rules_reading(mentions: pd.DataFrame) -> Prose:
    """How many mentions a rule touched.

    Args:
        mentions: Column rule.
    """
    touched = int((mentions["rule"] != "").sum())
    if mentions.empty:
        return Prose("There is no mention.")
    return Prose(
        f"Rules touched {touched} of {counted(len(mentions), 'mention')} "
        f"({touched / len(mentions):.0%})."
    )


def disagreements_reading(mentions: pd.DataFrame, labels: pd.DataFrame) -> Prose:
    """How many mentions the machine and the hand see differently.

    Args:
        mentions: See `analysis.audit.disagreements`.
        labels: See `analysis.audit.disagreements`.
    """
    if labels.empty:
        return Prose("There are no hand labels to disagree with.")
    number = len(disagreements(mentions, labels))
    return Prose(f"{counted(number, 'disagreement')} about {counted(len(labels), 'label')}.")


def corrections_reading(corrections: pd.DataFrame, rejected: pd.DataFrame) -> Prose:
    """How long the reviewed list is, and which of its rows could not be used.

    Args:
        corrections: One row per correction.
        rejected: Columns text, reason.
    """
    if corrections.empty:
        return Prose("This folder has no reviewed list.")
    said = f"{counted(len(corrections), 'correction')}"
    for text, reason in rejected[["text", "reason"]].itertuples(index=False):
        said += f"; “{literal(text)}” was not used: {literal(reason)}"
    return Prose(said + ".")


def unmerged_reading(unmerged: pd.DataFrame) -> Prose:
    """How many names were left apart.

    Args:
        unmerged: One row per name that fits several entities.
    """
    if unmerged.empty:
        return Prose("No name was left apart: each fits one entity.")
    return Prose(f"{counted(len(unmerged), 'name')} left apart, with the reason.")


def entities_answer(entities: pd.DataFrame) -> Prose:
    """Who and what is in one article, in a sentence.

    Args:
        entities: Columns entity, mentions; of one article, most frequent first.
    """
    total = int(entities["mentions"].sum())
    if not total:
        return Prose("**Short answer.** No name was found in this article.")
    leaders = entities.head(3)
    names = [
        f"{literal(name)} ({n})"
        for name, n in leaders[["entity", "mentions"]].itertuples(index=False)
    ]
    share = leaders["mentions"].sum() / total
    return Prose(
        f"**Short answer.** {counted(total, 'mention')} of "
        f"{counted(len(entities), 'entity', 'entities')}; {listed(names)} "
        f"make{'s' if len(names) == 1 else ''} up {share:.0%} of them."
    )


def reconciliation(fates: pd.DataFrame, entities: pd.DataFrame) -> Prose:
    """Spans found, minus what was left out, plus what was added, is what was counted.

    Args:
        fates: Columns raw_label, fate; every span that the model found or that a rule added.
        entities: One row per entity.

    Raises:
        ValueError: The sum does not hold, which would be a defect of this package.
    """
    added = int((fates["raw_label"] == "").sum())
    out = fates.loc[fates["fate"] != "mention", "fate"].value_counts()
    mentions = int((fates["fate"] == "mention").sum())
    if len(fates) - int(out.sum()) != mentions or int(entities["mentions"].sum()) != mentions:
        raise ValueError("spans found and mentions counted do not reconcile")
    plus = f" + {added} that the model missed" if added else ""
    minus = "".join(f" − {n} {_FATES.get(str(fate), fate)}" for fate, n in out.items())
    return Prose(
        f"{len(fates) - added} spans found{plus}{minus} = "
        f"**{counted(mentions, 'mention')} of {counted(len(entities), 'entity', 'entities')}**"
    )


def audit_reading(scores: pd.DataFrame) -> Prose:
    """How near each stage comes to the hand labels, by the strictest measure.

    Args:
        scores: `analysis.audit.score_stages`.
    """
    if scores.empty or not scores["labelled"].iloc[0]:
        return Prose(
            "This article has no hand labels beside it, so nothing is scored: a file "
            "`NAME.mentions.csv` with the columns start, end, text, entity, label makes it so."
        )
    strict = scores[scores["measure"] == scores["measure"].iloc[-1]]
    said = [
        f"{stage}, F1 {f1:.1%}" for stage, f1 in strict[["stage", "f1"]].itertuples(index=False)
    ]
    return Prose(f"Name, type and entity all right: {'; '.join(said)}.")


def keywords_answer(keywords: pd.DataFrame) -> Prose:
    """Which terms make it this article, in a sentence.

    Args:
        keywords: Columns style, keyword; of one article, best first.
    """
    first = {
        style: [f"*{literal(k)}*" for k in rows["keyword"].head(4)]
        for style, rows in keywords.groupby("style", sort=False)
    }
    if not first:
        return Prose("**Short answer.** This article has no keywords.")
    said = [f"as {style}, {listed(terms)}" for style, terms in first.items()]
    return Prose(f"**Short answer.** Against everyday English: {'; '.join(said)}.")


def keyword_reading(keywords: pd.DataFrame) -> Prose:
    """The first row of a keyword table, read aloud.

    Args:
        keywords: Columns keyword, tf, idf, score; best first.
    """
    if keywords.empty:
        return Prose("There is no keyword to read.")
    first = keywords.iloc[0]
    return Prose(
        f"“{literal(first['keyword'])}” stands {counted(int(first['tf']), 'time')} in the article; "
        f"its idf is {first['idf']:.2f} and its score {first['score']:.2f}."
    )


def section_keywords_reading(section_keywords: pd.DataFrame) -> Prose:
    """The strongest word of all sections, read aloud.

    Args:
        section_keywords: Columns section, keyword, tf, df, score; of one article.
    """
    if section_keywords.empty:
        return Prose("There are no sections to compare.")
    best = section_keywords.loc[section_keywords["score"].idxmax()]
    return Prose(
        f"“{literal(best['keyword'])}” marks section {best['section']} most: it stands there "
        f"{counted(int(best['tf']), 'time')}, and in {counted(int(best['df']), 'section')} in all."
    )


def background_reading(background: str) -> Prose:
    """What the keywords were held against.

    Args:
        background: Name, size and licence of the background.
    """
    return Prose(f"The background of these keywords: {literal(background)}.")


def _part(heading: str) -> str:
    return f"“{literal(heading)}”" if heading else "the part before the first heading"
