"""Hold the tables of a folder of articles, in memory or on disk; refuse what is no corpus."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd

from analysis.cache import Note
from analysis.corpus.batches import Run
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
class Tables:
    """The tables of articles, in memory or in the cache.

    Attributes:
        batches: For each the ids of its articles, and what gives a table of theirs by its name.
        run: What they are made with.
        holds: What must live as long as the tables, such as a temporary folder.
    """

    batches: Sequence[tuple[list[str], Callable[[str], pd.DataFrame]]]
    run: Run
    holds: Any = None

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """One table, a batch at a time."""
        return (make(name) for _, make in self.batches)


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
        make = next(make for ids, make in self.of_articles.batches if wanted in ids)
        own = Lazily(lambda name: _rows_of(make(name), wanted))
        tables = replace(self.of_articles, batches=[([wanted], own.__getitem__)])
        return replace(self, ids=[wanted], of_articles=tables, _read={})

    def each(self) -> Iterator["Corpus"]:
        """The articles one by one, as from `only`; a batch of them is read at a time."""
        for ids, make in self.of_articles.batches:
            batch = {name: make(name) for name in OF_ARTICLES}
            for article_id in ids:
                own = {name: _rows_of(table, article_id) for name, table in batch.items()}
                tables = Tables([([article_id], own.__getitem__)], self.of_articles.run)
                yield replace(self, ids=[article_id], of_articles=tables, _read={})

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
        if len(self.of_articles.batches) == 1:
            return len(next(self.of_articles.parts(name)))
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
