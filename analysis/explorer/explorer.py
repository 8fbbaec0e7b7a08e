"""The explorer: a widget that shows tables beside an article's text, and lets them be corrected."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
from traitlets import Unicode

from analysis import corrections
from analysis.corpus import Corpus, require_corpus
from analysis.entities import LABELS
from analysis.entities.dispersion import ENOUGH, deviation_of_proportions, dispersion
from analysis.errors import AnalysisError
from analysis.evidence import concordance
from analysis.explorer import parts
from analysis.explorer.parts import MOST, SEP, part
from analysis.explorer.rows import KINDS, places_of, rows_of
from analysis.reader import Mark, article_html
from analysis.wording import counted, one_line, type_name


def explore(corpus: Corpus) -> Explorer:
    """Show names, key terms and words beside the text that they stand in.

    Args:
        corpus: One article or many. What is corrected is written beside its articles; `corpus`
            stays as it is, and the attribute ``corpus`` of the result is the corrected one.

    Raises:
        AnalysisError: `corpus` is something else.
    """
    require_corpus(corpus)
    return Explorer(corpus)


class Explorer(anywidget.AnyWidget):
    """The widget that `explore` shows.

    All of it is HTML that is made here; the script puts it in place and tells what was clicked.

    Attributes:
        corpus: With what was corrected so far.
    """

    _esm = Path(__file__).with_name("templates") / "explorer.js"
    frame = Unicode().tag(sync=True)
    bar = Unicode().tag(sync=True)
    table = Unicode().tag(sync=True)
    details = Unicode().tag(sync=True)
    form = Unicode().tag(sync=True)
    answer = Unicode().tag(sync=True)
    hits = Unicode().tag(sync=True)
    text = Unicode().tag(sync=True)
    chosen = Unicode().tag(sync=True)

    def __init__(self, corpus: Corpus) -> None:
        super().__init__()
        self._kind, self._scope, self._needle = "entities", "article", ""
        self._sort, self._down = "count", True
        self._row: pd.Series | None = None
        self._proposed: corrections.Preview | None = None
        self._kept: list[tuple[dict[str, str], Corpus]] = []
        self._open(corpus, corpus.ids[0])
        self.frame = part("frame", one_line(corpus.name), parts.style(), len(corpus.ids) > 1)
        self._draw_bar()
        self._draw_table()
        self._draw_text()
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        return f"Explorer of {counted(len(self.corpus.ids), 'article')}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        shown = super()._repr_mimebundle_(**kwargs)
        data, metadata = shown if isinstance(shown, tuple) else (shown or {}, {})
        return {**data, "text/plain": repr(self), "text/html": parts.still(self.corpus)}, metadata

    def _open(self, corpus: Corpus, article_id: str) -> None:
        self.corpus = corpus
        self._only = lru_cache(maxsize=8)(corpus.only)
        self._rows = lru_cache(maxsize=6)(lambda kind, article_id: self._listed(kind, article_id))
        self._article = self._only(article_id)

    def _listed(self, kind: str, article_id: str) -> pd.DataFrame:
        return rows_of(self._only(article_id) if article_id else self.corpus, kind)

    @property
    def _source(self) -> Corpus:
        return self._article if self._scope == "article" else self.corpus

    @property
    def _shown_rows(self) -> pd.DataFrame:
        return self._rows(self._kind, self._article.ids[0] if self._scope == "article" else "")

    def _hear(self, _: Any, message: dict[str, Any], __: Any) -> None:
        """Do what was clicked, typed or submitted, and send what changed by it at once."""
        what = str(message.get("do", ""))
        act = getattr(self, f"_on_{what}", None)
        if act is None:
            return
        with self.hold_sync():
            try:
                show = act(message.get("value"), message)
            except AnalysisError as error:
                self._say(str(error), problem=True)
                show = None
        if show:
            self.send({"show": show})

    def _on_article(self, value: str, _: Any) -> None:
        self._turn_to(value)
        if self._scope == "article":
            self._forget()
        self._draw_table()

    def _on_kind(self, value: str, _: Any) -> None:
        self._kind = value
        self._sort, self._down = ("score" if value == "keywords" else "count"), True
        self._forget()
        self._draw_table()
        self._draw_text()

    def _on_scope(self, value: str, _: Any) -> None:
        self._scope = value
        self._forget()
        self._draw_table()

    def _on_filter(self, value: str, _: Any) -> None:
        self._needle = value
        self._draw_table()

    def _on_sort(self, value: str, _: Any) -> None:
        self._down = not self._down if value == self._sort else value not in {"name", "label"}
        self._sort = value
        self._draw_table()

    def _on_choose(self, value: str, _: Any) -> list[tuple[str, str]]:
        places = self._choose(value)
        here = places[places["article_id"] == self._article.ids[0]]
        if here.empty and len(places):
            self._turn_to(str(places["article_id"].iloc[0]))
            here = places[places["article_id"] == self._article.ids[0]]
        if self._kind == "words":
            self._draw_text(here, "word")
        return [("text", f"#at-{at}") for at in here["start"].head(1)]

    def _on_mark(self, value: str, message: dict[str, Any]) -> list[tuple[str, str]]:
        rows = self._shown_rows
        found = rows[(rows["name"] == value)]
        found = found[found["only_in"].isin(["", self._article.ids[0]])]
        if found.empty:
            return []
        same = found[found["label"] == message.get("label")]
        row = (same if len(same) else found).iloc[0]
        self._needle = ""
        self._draw_bar()
        self._choose(parts.key_of(row))
        return [("table", ".chosen")]

    def _on_go(self, value: str, _: Any) -> list[tuple[str, str]]:
        article_id, _, start = value.partition(SEP)
        if article_id != self._article.ids[0]:
            self._turn_to(article_id)
        if f'id="at-{start}"' not in self.text:
            self._draw_text(self._found, "hit")
        return [("text", f"#at-{start}")]

    def _on_search(self, value: dict[str, str], _: Any) -> None:
        query = " ".join(value["query"].split())
        everywhere = value.get("scope") == "all"
        source = self.corpus if everywhere else self._article
        found = concordance(source, query, sort=value["sort"])  # type: ignore[arg-type]
        self._found = found
        summary = (
            f"“{query}”: {counted(len(found), 'place')}" if query else "Type what to look for."
        )
        if everywhere and len(found):
            summary += (
                f" in {found['article_id'].nunique()} of {counted(len(source.ids), 'article')}"
            )
        if len(found) >= ENOUGH:
            summary += f"; dispersion DP {_spread(found, source):.2f}"
            summary += " over the articles" if everywhere else " over ten parts of the text"
        place = found["article_id"] + SEP + found["start"].astype("str")
        rows = found.assign(place=place).head(MOST).to_dict("records")
        self.hits = part("hits", summary, rows, len(found) > MOST, everywhere)
        if not everywhere and len(found):
            self._draw_text(found, "hit")

    def _on_preview(self, value: dict[str, str], _: Any) -> None:
        if self._row is None:
            return
        what = value["what"]
        told: dict[str, Any] = {
            "label": {"label": value["label"]},
            "no_name": {"no_name": True},
        }.get(what, {what: value["name"]})
        self._proposed = corrections.preview(
            self.corpus,
            self._row["name"],
            article_id=self._article.ids[0] if value.get("where") == "here" else "",
            reason=value["reason"],
            **told,
        )
        moves = len(self._proposed.moved) > 0
        self._proposed = self._proposed if moves else None
        self._say(str(self._proposed) if moves else "Nothing would change.")

    def _on_drop(self, _: Any, __: Any) -> None:
        self._proposed = None
        self._say("Nothing was written.")

    def _on_keep(self, _: Any, __: Any) -> None:
        if self._proposed is None:
            return
        correction = self._proposed.correction
        said = str(self._proposed).replace(" move.", " moved.").replace(" moves.", " moved.")
        kept = corrections.keep(self._proposed)
        self._kept.append((correction, self.corpus))
        self._open(kept, self._article.ids[0])
        self._again(correction["entity"], f"Kept in corrections.csv: {said}")

    def _on_undo(self, _: Any, __: Any) -> None:
        if not self._kept:
            return
        correction, before = self._kept[-1]
        undone = corrections.undo(self.corpus, correction, before=before)
        self._open(undone, self._article.ids[0])
        self._kept.pop()
        self._again(correction["text"], "Taken out of corrections.csv again.")

    def _again(self, name: str, message: str) -> None:
        """Show the corrected corpus, with a name chosen where it is still one."""
        self._proposed = None
        rows = self._shown_rows
        found = rows[rows["name"] == name]
        self._forget()
        self._draw_text()
        if len(found):
            self._choose(parts.key_of(found.iloc[0]))
        else:
            self._draw_table()
        self._say(message)

    def _choose(self, key: str) -> pd.DataFrame:
        rows = self._shown_rows
        name, label, only_in = key.split(SEP)
        is_it = (rows["name"] == name) & (rows["label"] == label) & (rows["only_in"] == only_in)
        self._row = row = rows[is_it].iloc[0]
        places = places_of(self._source, self._kind, row)
        self.chosen = name
        self._proposed = None
        self._say("")
        self._draw_table()
        self.details = parts.details_part(row, places, self._source, self._article)
        self.form = ""
        if self._kind == "entities":
            labels = [(label, type_name(label)) for label in LABELS]
            names = self._rows("entities", "")["name"].head(1000).drop_duplicates().tolist()
            several = len(self.corpus.ids) > 1
            self.form = part("form", name, labels, row["label"], names, several)
        return places

    def _forget(self) -> None:
        self._row, self._proposed = None, None
        self.chosen = self.details = self.form = ""
        self._say("")

    def _turn_to(self, article_id: str) -> None:
        self._article = self._only(article_id)
        self._draw_bar()
        self._draw_text()

    def _say(self, message: str, *, problem: bool = False) -> None:
        kept, _ = self._kept[-1] if self._kept else (None, None)
        to = kept and (kept["entity"] or "no name")
        undo = kept and f"{kept['text']} → {to}"
        self.answer = part("answer", message, problem, self._proposed is not None, undo)

    def _draw_bar(self) -> None:
        articles = self.corpus.articles[["article_id", "title"]].itertuples(index=False)
        named = [(i, f"{one_line(title)} ({i})" if title else i) for i, title in articles]
        article_id = self._article.ids[0]
        self.bar = part(
            "bar", named, article_id, list(KINDS.items()), self._kind, self._scope, self._needle
        )

    def _draw_table(self) -> None:
        key = parts.key_of(self._row) if self._row is not None else ""
        self.table = parts.table_part(
            self._shown_rows,
            KINDS[self._kind],
            sort=self._sort,
            down=self._down,
            needle=self._needle,
            key=key,
        )

    def _draw_text(self, places: pd.DataFrame | None = None, css: str = "") -> None:
        """The text with the marks of its table, or with some places marked in their stead."""
        if places is None:
            kind = self._kind if self._kind != "words" else None
            self.text = article_html(self._article, marks=kind)  # type: ignore[arg-type]
            return
        own = places.loc[places["article_id"] == self._article.ids[0], ["start", "end"]]
        marks = [Mark(start, end, css, "", "") for start, end in own.itertuples(index=False)]
        self.text = article_html(self._article, marks=marks)


def _spread(found: pd.DataFrame, source: Corpus) -> float:
    """DP over the articles, or over ten parts of the only one."""
    if len(source.ids) == 1:
        return float(dispersion(found.assign(entity=""), source.tokens)["dp"].iloc[0])
    sizes = source.articles.set_index("article_id")["words"]
    counts = found["article_id"].value_counts().reindex(sizes.index, fill_value=0)
    return float(deviation_of_proportions(counts.to_numpy()[None, :], sizes.to_numpy())[0])
