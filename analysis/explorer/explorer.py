"""The explorer: a widget that shows tables beside an article's text, and lets them be corrected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
from traitlets import Unicode

from analysis import corrections
from analysis.corpus import Corpus, require_corpus
from analysis.entities import LABELS
from analysis.errors import AnalysisError
from analysis.evidence import concordance
from analysis.explorer import parts
from analysis.explorer.parts import part
from analysis.explorer.rows import KINDS, PLACE, places_of, rows_of
from analysis.reader import Mark, article_html
from analysis.wording import counted, one_line, type_name, visible


def explore(corpus: Corpus) -> Explorer:
    """Show names, key terms and words of one article or many beside the text they stand in.

    What is corrected is written beside the articles; `corpus` stays as it is, and the attribute
    ``corpus`` of the result is the corrected one.

    Raises:
        AnalysisError: `corpus` is something else.
    """
    require_corpus(corpus)
    return Explorer(corpus)


class Explorer(anywidget.AnyWidget):
    """The widget that `explore` shows; its attribute ``corpus`` has what was corrected so far.

    All of it is HTML that is made here. The script puts in place the parts that changed, and
    tells what was clicked, typed or submitted: the method of that name then changes the state.
    """

    _esm = Path(__file__).with_name("templates") / "explorer.js"
    frame = Unicode().tag(sync=True)
    bar = Unicode().tag(sync=True)
    table = Unicode().tag(sync=True)
    details = Unicode().tag(sync=True)
    form = Unicode().tag(sync=True)
    answer = Unicode().tag(sync=True)
    kept = Unicode().tag(sync=True)
    hits = Unicode().tag(sync=True)
    text = Unicode().tag(sync=True)
    chosen = Unicode().tag(sync=True)
    needle = Unicode().tag(sync=True)

    def __init__(self, corpus: Corpus) -> None:
        super().__init__()
        self._kind, self._scope, self._key = "entities", "article", ""
        self._sort, self._down = "count", True
        self._found: pd.DataFrame | None = None  # of a search, where the text shows it
        self._hits = pd.DataFrame(columns=PLACE)
        self._said, self._is_problem = "", False
        self._proposed: corrections.Preview | None = None
        self._before: list[Corpus] = []  # each correction that was kept here
        self._open(corpus, corpus.ids[0])
        self.frame = part("frame", one_line(corpus.name), parts.style(), len(corpus.ids) > 1)
        self._draw()
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        return f"Explorer of {counted(len(self.corpus.ids), 'article')}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, "text/html": parts.still(self.corpus)}, metadata

    def _open(self, corpus: Corpus, article_id: str) -> None:
        self.corpus, self._article = corpus, corpus.only(article_id)
        self._listed: dict[tuple[str, ...], pd.DataFrame] = {}
        self._drawn: dict[str, tuple[Any, ...]] = {}  # what the details and the text are made of

    @property
    def _source(self) -> Corpus:
        return self._article if self._scope == "article" else self.corpus

    def _rows(self) -> pd.DataFrame:
        which = self._kind, self._scope, self._article.name
        if which not in self._listed:
            self._listed[which] = rows_of(self._source, self._kind)
        return self._listed[which]

    def _hear(self, _: Any, message: dict[str, Any], __: Any) -> None:
        self._said, self._is_problem, show = "", False, None
        with self.hold_sync():
            try:
                show = getattr(self, f"_on_{message['do']}")(message.get("value"))
            except AnalysisError as error:
                self._said, self._is_problem = str(error), True
            self._draw()
        if show:  # a part, and what of it shall be seen
            self.send({"show": show})

    def _on_article(self, number: str) -> None:
        self._article = self.corpus.only(self.corpus.ids[int(number)])
        if self._scope == "article":
            self._forget()

    def _on_kind(self, kind: str) -> None:
        self._kind, self._found = kind, None
        self._sort, self._down = ("score" if kind == "keywords" else "count"), True
        self._forget()

    def _on_scope(self, scope: str) -> None:
        self._scope = scope
        self._forget()

    def _on_filter(self, needle: str) -> None:
        self.needle = needle

    def _on_sort(self, column: str) -> None:
        self._down = not self._down if column == self._sort else column not in {"name", "label"}
        self._sort = column

    def _on_choose(self, key: str) -> list[str]:
        self._forget()
        self._key, self._found = key, None
        places = places_of(self._source, self._kind, self._row())
        if self._article.name not in set(places["article_id"]):
            self._article = self.corpus.only(places["article_id"].iloc[0])
        here = places.loc[places["article_id"] == self._article.name, "start"]
        return ["text", f"#at-{here.iloc[0]}"]

    def _on_mark(self, name_and_label: list[str]) -> list[str] | None:
        name, label = name_and_label
        rows = self._rows()
        is_it = rows["name"].map(visible).eq(name) & rows["only_in"].isin(["", self._article.name])
        rows = rows[is_it].sort_values("label", key=lambda labels: labels != label, kind="stable")
        if rows.empty:
            return None
        self._forget()
        self.needle, self._key = "", str(rows.index[0])
        return ["table", ".chosen"]

    def _on_go(self, place: str) -> list[str]:
        number, start = place.split()
        if (article_id := self.corpus.ids[int(number)]) != self._article.name:
            self._article = self.corpus.only(article_id)
        self._draw()
        if f'id="at-{start}"' not in self.text:
            self._found = self._hits
        return ["text", f"#at-{start}"]

    def _on_search(self, told: dict[str, str]) -> None:
        source = self.corpus if told.get("scope") == "all" else self._article
        query = " ".join(told["query"].split())
        self._hits = concordance(source, query, sort=told["sort"])  # type: ignore[arg-type]
        self._found = self._hits if len(self._hits) else None
        self.hits = parts.hits_part(query, self._hits, source, self.corpus)

    def _on_preview(self, told: dict[str, str]) -> None:
        what, name = told["what"], told["name"]
        said: dict[str, Any] = {what: {"label": told["label"], "no_name": True}.get(what, name)}
        found = corrections.preview(
            self.corpus,
            self._row()["name"],
            article_id=self._article.name if told.get("where") == "here" else "",
            reason=told["reason"],
            **said,
        )
        self._proposed = found if len(found.moved) else None
        self._said = str(found) if len(found.moved) else "Nothing would change."

    def _on_keep(self, _: None) -> None:
        if self._proposed is not None:
            name, said = self._proposed.correction["entity"], str(self._proposed)
            kept = corrections.keep(self._proposed)
            self._before.append(self.corpus)
            self._again(kept, name, f"Kept in corrections.csv: {said}")

    def _on_undo(self, number: str) -> None:
        row = self.corpus.corrections.iloc[int(number)]
        correction = dict(zip(row.index, row, strict=True))
        # Of an older row the tables are made from those before the last one.
        before = self._before.pop() if self._before else None
        undone = corrections.undo(self.corpus, correction, before=before)
        self._again(undone, correction["text"], "Taken out of corrections.csv again.")

    def _again(self, corpus: Corpus, name: str, said: str) -> None:
        """Go on with another corpus, and choose a name where it is still one."""
        self._open(corpus, self._article.name)
        self._forget()
        rows = self._rows()
        same = rows.index[rows["name"] == name]
        self._key = str(same[0]) if len(same) else ""
        self._said = said

    def _forget(self) -> None:
        self._key, self._proposed = "", None

    def _row(self) -> pd.Series:
        rows = self._rows()
        return rows[rows.index == int(self._key)].iloc[0]

    def _draw(self) -> None:
        """Make every part anew; what is as it was is not sent."""
        told = self.corpus.articles[["article_id", "title"]].itertuples(index=False)
        named = [(str(n), f"{t} ({i})" if t else i) for n, (i, t) in enumerate(told)]
        number = str(self.corpus.ids.index(self._article.name))
        self.bar = part("bar", named, number, KINDS, self._kind, self._scope)
        self.table = parts.table_part(
            self._rows(), self._kind, self._sort, self._down, self.needle, self._key
        )
        if self._differs("details", self._kind, self._scope, self._article.name, self._key):
            self._draw_chosen()
        if self._differs("text", self._kind, self._article.name, self._key, id(self._found)):
            self.text = self._text()
        if self._differs("answer", self._said, self._is_problem, id(self._proposed)):
            moved = self._proposed.moved if self._proposed else self._hits.head(0)
            listed = parts.in_sentences(moved, self.corpus, self.corpus)
            self.answer = part("answer", self._said, self._is_problem, *listed)
        rows = self.corpus.corrections.to_dict("records")
        self.kept = part("kept", rows, bool(self._before), type_name)

    def _differs(self, name: str, *made_of: Any) -> bool:
        before, self._drawn[name] = self._drawn.get(name), made_of
        return before != made_of

    def _draw_chosen(self) -> None:
        self.chosen = self.details = self.form = ""
        if self._key:
            row = self._row()
            self.chosen = visible(row["name"])
            places = places_of(self._source, self._kind, row)
            self.details = parts.details_part(row, places, self._source, self._article, self.corpus)
            if self._kind == "entities":
                names = self._rows()["name"].head(500).drop_duplicates()
                types = [(label, type_name(label)) for label in LABELS]
                several = len(self.corpus.ids) > 1
                self.form = part("form", row["name"], types, row["label"], names, several)

    def _text(self) -> str:
        """The text with the marks of the table, of a word that was chosen, or of a search."""
        places = self._found
        if places is None and self._kind != "words":
            return article_html(self._article, marks=self._kind)  # type: ignore[arg-type]
        if places is None and self._key:
            places = places_of(self._article, "words", self._row())
        if places is None:
            return article_html(self._article)
        own = places.loc[places["article_id"] == self._article.name, ["start", "end"]]
        marks = [Mark(start, end, "word") for start, end in own.itertuples(index=False)]
        return article_html(self._article, marks=marks)
