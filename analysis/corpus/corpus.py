"""Hold the tables of a folder of articles, in memory or on disk; refuse what is no corpus."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd

from analysis.cache import Note
from analysis.corpus.batches import Batch, Run, read_table
from analysis.errors import AnalysisError, UnknownNameError
from analysis.wording import counted, escape, one_line, suggest, visible

OF_ARTICLES = (
    *("articles", "sections", "lines", "paragraphs", "sentences", "tokens", "spans", "mentions"),
    *("entities", "unmerged", "keywords", "keyword_occurrences", "section_keywords", "labels"),
)
OF_THE_FOLDER = ("corpus_entities", "refused", "corrections", "rejected_corrections")


class Lazily(dict[str, pd.DataFrame]):
    """Tables that are made when they are first asked for."""

    def __init__(self, make: Callable[[str], pd.DataFrame]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, name: str) -> pd.DataFrame:
        self[name] = self._make(name)
        return self[name]


@dataclass(frozen=True)
class InMemory:
    """All tables as one part, and what they are made with."""

    tables: Mapping[str, pd.DataFrame]
    run: Run

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """The whole table."""
        yield self.tables[name]

    def around(self, article_id: str) -> "InMemory":
        """The tables of some articles, that one among them."""
        return self


@dataclass(frozen=True)
class OnDisk:
    """Tables in the cache, a part a batch.

    Attributes:
        batches: In the order of their articles.
        run: What they are made with.
        holds: What must live as long as the tables, such as a temporary folder.
    """

    batches: list[Batch]
    run: Run
    holds: Any = None

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """One table, a batch at a time."""
        return (read_table(batch, name, self.run) for batch in self.batches)

    def around(self, article_id: str) -> "OnDisk":
        """The batch of an article."""
        found = [batch for batch in self.batches if article_id in batch.ids]
        return OnDisk(found, self.run, self.holds)


Tables = InMemory | OnDisk


@dataclass(frozen=True)
class Corpus:
    """The tables of a folder of articles, and what made them; README has all columns.

    Each table is an attribute, and is read as a whole when it is first asked for. `parts` is for
    tables that would be too large for that, and `only` for one article.

    Attributes:
        ids: Of the articles, in order.
        model: Name and version of the pipeline.
        background: One line about what keywords are held against.
        folder: That files and ids are relative to.
        cache_notes: What was wrong with what was kept of earlier runs, as far as it was read.
        names: Of all tables.
    """

    ids: list[str]
    model: str
    background: str
    folder: Path
    of_articles: Tables
    of_folder: Mapping[str, Callable[[], pd.DataFrame]]
    cache_notes: list[Note] = field(default_factory=list, compare=False)
    _read: dict[str, pd.DataFrame] = field(default_factory=dict, compare=False)
    names: ClassVar[tuple[str, ...]] = (*OF_ARTICLES, *OF_THE_FOLDER)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in self.names:
            raise UnknownNameError(f"A corpus has no table {name}; {suggest(name, self.names)}")
        if name not in self._read:
            parts = list(self.parts(name))
            self._read[name] = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
        # Shallow, and copied where it is written to: whoever overwrites a column has their own.
        return self._read[name].copy(deep=False)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.names]

    @property
    def name(self) -> str:
        """What figures call it: the id of its one article, or its folder's name."""
        return self.ids[0] if len(self.ids) == 1 else visible(self.folder.resolve().name)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its name."""
        return {name: getattr(self, name) for name in self.names}

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """One table, a batch of articles at a time, in the order of `tables`."""
        if name in OF_THE_FOLDER:
            return iter([self.of_folder[name]()])
        return self.of_articles.parts(name)

    def only(self, article_id: str | None = None) -> "Corpus":
        """The same tables for one article; the first where none is named.

        Raises:
            AnalysisError: There is no article of that name.
        """
        wanted = self.ids[0] if article_id is None else article_id
        if wanted not in self.ids:
            raise AnalysisError(f"There is no article {wanted}; {suggest(wanted, self.ids)}")
        near = self.of_articles.around(wanted)
        own = Lazily(lambda name: _rows_of(next(near.parts(name)), wanted))
        return replace(self, ids=[wanted], of_articles=InMemory(own, near.run), _read={})

    def each(self) -> Iterator["Corpus"]:
        """The articles one by one, as from `only`; a batch of them is read at a time."""
        for batch in zip(*map(self.parts, OF_ARTICLES), strict=True):
            for article_id in batch[0]["article_id"]:
                rows = (_rows_of(table, article_id) for table in batch)
                own = InMemory(dict(zip(OF_ARTICLES, rows, strict=True)), self.of_articles.run)
                yield replace(self, ids=[article_id], of_articles=own, _read={})

    def __repr__(self) -> str:
        return "\n".join(self._summary())

    def _repr_html_(self) -> str:
        # Both classes keep MathJax, old and new, from taking dollars for formulas.
        lines = "<br>".join(map(escape, self._summary()))
        return f'<p class="tex2jax_ignore mathjax_ignore">{lines}</p>'

    def _summary(self) -> list[str]:
        """Three lines, for which no large table is read."""
        counts = [
            counted(self._count("mentions"), "mention"),
            counted(self._count("entities"), "entity", "entities"),
        ]
        name, how = "", " (article by article)"
        if len(self.ids) == 1:
            title = one_line(str(self.articles["title"].iloc[0]))
            name, how = f", {one_line(self.ids[0])}" + (f" (“{title}”)" if title else ""), ""
        return [
            f"Corpus of {counted(len(self.ids), 'article')}{name}: {', '.join(counts)}{how}",
            f"model: {one_line(self.model)}",
            f"background: {one_line(self.background)}",
        ]

    def _count(self, name: str) -> int:
        if isinstance(self.of_articles, InMemory):
            return len(self.of_articles.tables[name])
        return int(sum(part[name].sum() for part in self.of_articles.parts("made_with")))


def _rows_of(table: pd.DataFrame, article_id: str) -> pd.DataFrame:
    return table[table["article_id"] == article_id].reset_index(drop=True)


def require_corpus(given: object) -> None:
    """Refuse what is no corpus, such as one of its tables.

    Raises:
        AnalysisError: It is none.
    """
    if not isinstance(given, Corpus):
        raise AnalysisError(
            "Figures, evidence and prose take a corpus or one article, such as "
            f"open_corpus(…).only(…), not a {type(given).__name__}."
        )


def require_article(given: object) -> None:
    """Refuse what is no corpus of a single article.

    Raises:
        AnalysisError: It is none; the message says how to choose an article.
    """
    require_corpus(given)
    if isinstance(given, Corpus) and len(given.ids) != 1:
        raise AnalysisError(
            f"This takes one article, and the corpus has {counted(len(given.ids), 'article')}; "
            f"choose one, such as corpus.only({given.ids[0]!r})."
        )
