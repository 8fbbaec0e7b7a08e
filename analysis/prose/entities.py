"""Sentences about who and what is in one article, and how far the counts can be trusted."""

from __future__ import annotations

import pandas as pd

from analysis.audit import disagreements
from analysis.entities.dispersion import ENOUGH
from analysis.wording import Prose, counted, largest, listed, literal, percent, times

_FATES = {
    "date or number": ("date or number", "dates and numbers"),
    "heading": ("in a heading only", "in headings only"),
    "not counted": ("outside the running text", "outside the running text"),
    "inside a longer name": ("inside a longer name", "inside longer names"),
    "junk": ("that is no name", "that are no names"),
}


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
    share = percent(int(leaders["mentions"].sum()), total)
    return Prose(
        f"**Short answer.** {counted(total, 'mention')} of "
        f"{counted(len(entities), 'entity', 'entities')}; {listed(names)} "
        f"make{'s' if len(names) == 1 else ''} up {share} of them."
    )


def aliases_reading(entities: pd.DataFrame) -> Prose:
    """The entity with the most names, read aloud.

    Args:
        entities: Columns entity, mentions, aliases; of one article.
    """
    if entities.empty:
        return Prose("There is no entity to read.")
    row = entities.assign(forms=entities["aliases"].str.count(r" \| ")).nlargest(1, "forms").iloc[0]
    names = listed([f"“{literal(form)}”" for form in str(row["aliases"]).split(" | ")])
    return Prose(f"{literal(row['entity'])} is named {times(int(row['mentions']))}, as {names}.")


def dispersion_reading(dispersion: pd.DataFrame) -> Prose:
    """Which entity is spread most evenly over the article, and which least.

    Args:
        dispersion: `analysis.entities.dispersion.dispersion`.
    """
    often = dispersion[dispersion["mentions"] >= ENOUGH]
    if often.empty:
        return Prose(f"No entity is named {ENOUGH} times, too few to speak of a spread.")
    names, dp = [literal(name) for name in often["entity"]], often["dp"].round(2)
    if dp.max() == dp.min():
        which = listed(names, most=3)
        return Prose(f"Named {ENOUGH} times or more: {which}, with a DP of {dp.max():.2f}.")
    most, least = (listed(largest(names, v.tolist()), most=3) for v in (-dp, dp))
    return Prose(
        f"Of the {len(often)} entities named {ENOUGH} times or more, spread most evenly: {most} "
        f"(DP {dp.min():.2f}); least evenly: {least} (DP {dp.max():.2f})."
    )


def corpus_entities_reading(corpus_entities: pd.DataFrame) -> Prose:
    """How many entities the articles share, and the one in most of them.

    Args:
        corpus_entities: `analysis.entities.corpus_entities`.
    """
    if corpus_entities.empty:
        return Prose("There is no entity in the folder.")
    shared = int((corpus_entities["articles"] > 1).sum())
    first = corpus_entities.iloc[0]
    return Prose(
        f"{counted(len(corpus_entities), 'entity', 'entities')} in all, {shared} in more than one "
        f"article; {literal(first['entity'])} is in {counted(int(first['articles']), 'article')}."
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
        f"Rules or the reviewed list touched {touched} of {counted(len(mentions), 'mention')} "
        f"({percent(touched, len(mentions))})."
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
    plus = f" + {added} added" if added else ""
    minus = "".join(
        f" − {n} {_FATES.get(str(fate), (fate, fate))[n != 1]}" for fate, n in out.items()
    )
    return Prose(
        f"{counted(len(fates) - added, 'span')} found{plus}{minus} = "
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
        return Prose("There is no reviewed list of this folder, or no row in it.")
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
        return Prose("The rules found no name that fits more than one entity.")
    return Prose(f"{counted(len(unmerged), 'name')} left apart, with the reason.")
