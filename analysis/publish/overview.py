"""The first page: the articles by headline, what runs through them, and what made the report."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis import __version__
from analysis.corpus import Corpus
from analysis.entities import articles_by_entity
from analysis.entities.corrections import read_corrections
from analysis.keywords.duplicates import near_duplicates, shared_sentences
from analysis.publish.articles import FIGURES, PAGES, ArticlePage
from analysis.publish.pages import render
from analysis.publish.pictures import Both, picture
from analysis.wording import counted, type_name, visible

_ROWS, _COLUMNS = 50, 6  # of the table of entities by article; more is no table to read
_DUPLICATES = 2_000  # articles that are compared in pairs for it


class Part(NamedTuple):
    """A folder of articles in the report: their pages, and the figures of all of them together."""

    corpus: Corpus
    written: Sequence[ArticlePage]
    drawn: Sequence[Both]


def overview(
    parts: Sequence[Part],
    folder: Path,
    *,
    unwritten: str,
    cards: Sequence[Mapping[str, Any]] = (),
    is_alone: bool = False,
) -> str:
    """The first page's HTML; the tables of the report are those of its first part.

    `folder` has the figures; `unwritten` says why articles have no page, if any has none; `cards`
    are those of the notebooks; with `is_alone` everything is in this one file.
    """
    first = parts[0].corpus
    return render(
        "overview.html.j2",
        size=counted(sum(len(part.corpus.ids) for part in parts), "article"),
        parts=[_known(part, folder, is_alone=is_alone) for part in parts],
        unwritten=unwritten,
        cards=cards,
        tables=[] if is_alone else sorted(first.names),
        model=first.model,
        background=first.background,
        version=__version__,
    )


def _used(part: Part, href: str) -> list[dict[str, Any]]:
    """The rows of the reviewed list that were used, in their order."""
    corpus, pages = part.corpus, {page.article_id: page for page in part.written}
    rejected = set(corpus.rejected_corrections["row"])
    good, _ = read_corrections(corpus.corrections, corpus.ids)
    return [
        {
            "text": one.text,
            "entity": one.entity,
            "type": one.label and type_name(one.label),
            "article_id": one.article_id,
            "page": (page := pages.get(one.article_id)),
            "href": page and href.format(page.name),
            "reason": corpus.corrections["reason"].iloc[one.row - 2],
        }
        for one in good
        if one.row not in rejected
    ]


def _known(part: Part, folder: Path, *, is_alone: bool) -> dict[str, Any]:
    href = "#{}" if is_alone else f"{PAGES}/{{}}.html"
    rows = [{**page.facts, "href": href.format(page.name)} for page in part.written]
    at = "#{}-at-{}" if is_alone else f"{PAGES}/{{}}.html#at-{{}}"
    return {
        "name": visible(part.corpus.folder.resolve().name),
        "size": counted(len(part.corpus.ids), "article"),
        "rows": rows,
        "has": {name: any(row[name] for row in rows) for name in ("date", "source")},
        "crossed": _crossed(part, at) if 1 < len(part.written) <= _ROWS else {},
        "pairs": _pairs(part, href),
        "refused": part.corpus.refused.to_dict("records"),
        "used": _used(part, href),
        "rejected": part.corpus.rejected_corrections.to_dict("records"),
        "pictures": [picture(f, folder, None if is_alone else FIGURES) for f in part.drawn],
    }


def _crossed(part: Part, at: str) -> dict[str, Any]:
    """How often each article names each main entity, with a link to the first place."""
    named = articles_by_entity(part.corpus.mentions, part.corpus.sentences)
    of = named.groupby("entity", sort=False)["article_id"].nunique()
    leading = of[of > 1].head(_COLUMNS).index.tolist()
    places = named.drop_duplicates(["entity", "article_id"])
    cells = places.set_index(["article_id", "entity"])[["mentions", "start"]].to_dict("index")
    rows = []
    for page in part.written:
        found = [cells.get((page.article_id, entity)) for entity in leading]
        links = [c and (c["mentions"], at.format(page.name, c["start"])) for c in found]
        if any(links):
            rows.append((page.facts["headline"], links))
    without = len(part.written) - len(rows)
    left_out = without and counted(without, "article")
    return {"entities": leading, "rows": rows, "left_out": left_out} if leading else {}


def _pairs(part: Part, href: str) -> list[dict[str, Any]]:
    """The near-duplicates by headline, with the sentences that both have."""
    if not 1 < len(part.corpus.ids) <= _DUPLICATES:
        return []
    pairs = near_duplicates(part.corpus.parts("tokens"))
    if pairs.empty:
        return []
    pages = {page.article_id: page for page in part.written}
    pairs = pairs[pairs["article_id"].isin(pages) & pairs["other"].isin(pages)]
    shared = shared_sentences(pairs, part.corpus.sentences)
    rows = pairs[["article_id", "other", "similarity"]].itertuples(index=False)
    return [
        {
            "links": [(href.format(pages[i].name), pages[i].facts["headline"]) for i in both],
            "similarity": f"{similarity:.2f}",
            "sentences": sentences,
        }
        for (*both, similarity), sentences in zip(rows, shared, strict=True)
    ]
