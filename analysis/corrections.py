"""Correct names where they are read: a row of the reviewed list, and what it would change."""

from typing import Any, NamedTuple

import pandas as pd

from analysis.articles.reviewed import (
    append_correction,
    read_corrections_file,
    remove_correction,
)
from analysis.corpus import Corpus, require_corpus
from analysis.corpus.recount import with_corrections
from analysis.entities import LABELS
from analysis.errors import AnalysisError
from analysis.wording import counted, suggest

_PLACE = ["article_id", "section", "paragraph", "sentence", "start", "end", "text"]


class Preview(NamedTuple):
    """What a correction would change.

    Attributes:
        correction: The row: text, entity, label, reason; article_id where it is for one alone.
        moved: article_id, section, paragraph, sentence, start, end, text, entity, label and
            new_entity, new_label of each mention that changes; empty are those before it is a
            mention and those after it is none.
        corpus: With the correction.
    """

    correction: dict[str, str]
    moved: pd.DataFrame
    corpus: Corpus

    def __str__(self) -> str:
        mentions = counted(len(self.moved), "mention")
        articles = counted(self.moved["article_id"].nunique(), "article")
        return f"{mentions} in {articles} {'changes' if len(self.moved) == 1 else 'change'}."


def preview(
    corpus: Corpus,
    entity: str,
    *,
    rename: str | None = None,
    same_as: str | None = None,
    label: str | None = None,
    no_name: bool = False,
    article_id: str = "",
    reason: str = "",
) -> Preview:
    """What a correction would change; nothing is written.

    What was merged into the entity goes with it: whoever renames Maliki renames the mentions
    “Nouri al-Maliki” that are his.

    Args:
        corpus: Of the articles; it stays as it is.
        entity: As in the table of entities, or one of its aliases, which then goes alone; with
            `label`, also a text that is not yet a name.
        rename: Its new name.
        same_as: Another entity, whose name and type it gets.
        label: Its type, one of the labels of OntoNotes 5 such as ``"PERSON"``.
        no_name: Its mentions are no names, and are counted no more.
        article_id: The only article that it is for; all of them where none is named.
        reason: For those who read the list.

    Raises:
        AnalysisError: There is no such entity, label or article.
    """
    require_corpus(corpus)
    label = label and label.upper()
    told = [rename is not None, same_as is not None, no_name]
    if sum(told) > 1 or not (any(told) or label):
        raise AnalysisError("Say one thing of it: rename, same_as, no_name, or label.")
    if label and label not in LABELS:
        raise AnalysisError(f"{label} is no type of a name; {suggest(label, LABELS)}")
    named = corpus.only(article_id) if article_id else corpus
    if any(told):
        _require_name(named.mentions[["entity", "text"]], entity)
    new = " ".join((entity if rename is None else rename).split())
    if not new:
        raise AnalysisError("A name cannot be empty; say no_name=True of what is none.")
    if same_as is not None:
        _require_name(corpus.mentions[["entity"]], new := same_as)
    if not label and not no_name:
        is_it = (corpus.mentions[["entity", "text"]] == (same_as or entity)).any(axis="columns")
        label = str(corpus.mentions.loc[is_it, "label"].value_counts().index[0])
    correction = {
        "text": entity,
        "entity": "" if no_name else new,
        "label": "" if no_name else label or "",
        "reason": " ".join(reason.split()),
        **({"article_id": article_id} if article_id else {}),
    }
    rows = [corpus.corrections, pd.DataFrame([correction], dtype="str")]
    after = with_corrections(corpus, pd.concat(rows, ignore_index=True).fillna(""))
    return Preview(correction, _moved(corpus.mentions, after.mentions), after)


def add(corpus: Corpus, entity: str, **what: Any) -> Corpus:
    """Write a correction to ``corrections.csv`` beside the articles, and count again.

    It takes and raises the same as `preview`.

    Returns:
        The corpus with the correction.

    Raises:
        AnalysisError: Nothing would change, or the list cannot be written.
    """
    found = preview(corpus, entity, **what)
    if found.moved.empty:
        raise AnalysisError(f"Nothing would change: {entity} is what you say already.")
    return keep(found)


def keep(found: Preview) -> Corpus:
    """Write the row of a preview; it returns and raises as `add`."""
    append_correction(found.corpus.folder, found.correction)
    return _as_listed(found.corpus)


def undo(
    corpus: Corpus, correction: dict[str, str] | None = None, *, before: Corpus | None = None
) -> Corpus:
    """Take a row out of ``corrections.csv`` again, the last one where none is given.

    Args:
        corpus: Of the articles; it stays as it is.
        correction: The row: its cells by column.
        before: The corpus without it, where it is at hand; else it is made anew.

    Raises:
        AnalysisError: There is none.
    """
    require_corpus(corpus)
    if correction is None:
        rows = corpus.corrections.to_dict("records")
        if not rows:
            raise AnalysisError("There is no correction to take back.")
        correction = {str(name): str(cell) for name, cell in rows[-1].items()}
    remove_correction(corpus.folder, correction)
    return _as_listed(before or corpus)


def _as_listed(corpus: Corpus) -> Corpus:
    """The corpus with the reviewed list that lies beside its articles, whoever wrote in it."""
    return with_corrections(corpus, read_corrections_file(corpus.folder)[0])


def _require_name(known: pd.DataFrame, entity: str) -> None:
    names = pd.unique(known.to_numpy().ravel()).tolist()
    if entity not in names:
        raise AnalysisError(f"There is no entity {entity}; {suggest(entity, names)}")


def _moved(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The mentions that are not the same in both, in the order of the text."""
    told = [*_PLACE, "entity", "label"]
    both = pd.concat([before[told], after[told]], keys=["old", "new"])
    is_one = both.duplicated(["article_id", "start", "end", "entity", "label"], keep=False)
    differ = both[~is_one]
    side = differ.index.get_level_values(0)
    old, new = differ[side == "old"], differ[side == "new"]
    new = new.rename(columns={"entity": "new_entity", "label": "new_label"})
    joined = old.merge(new, on=_PLACE, how="outer")
    return joined.fillna(dict.fromkeys(("entity", "label", "new_entity", "new_label"), ""))
