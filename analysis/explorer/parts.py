"""The parts of the explorer as HTML; all that comes from articles is escaped by the templates."""

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.corpus import Corpus
from analysis.entities.dispersion import ENOUGH, deviation_of_proportions, dispersion
from analysis.evidence import marked
from analysis.explorer.rows import KINDS, PLACE, rows_of
from analysis.reader import STYLE, article_html
from analysis.wording import counted, templates, type_name

MOST = 200
"""Rows of a table, and places of a search, that are shown."""
SENTENCES = 100

_TEMPLATES = Path(__file__).with_name("templates")
_COLUMNS = {
    "name": ("Name", ""),
    "label": ("Type", "type"),
    "articles": ("Articles", "number"),
    "sections": ("Sections", "number spare"),
    "score": ("Score", "number spare"),
    "count": ("Count", "number"),
}


def part(name: str, *values: Any) -> str:
    """One macro of the template."""
    module = templates(_TEMPLATES).get_template("parts.html.j2").module
    return str(getattr(module, name)(*values))


@cache
def style() -> Markup:
    """The style sheet of the explorer and of the article's text."""
    return Markup(STYLE + (_TEMPLATES / "explorer.css").read_text(encoding="utf-8"))


def _shown(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    shown = rows.assign(key=rows.index.astype("str"), label=rows["label"].map(type_name))
    if "score" in shown:
        shown["score"] = shown["score"].map("{:.2f}".format)
    return shown.to_dict("records")


def table_part(rows: pd.DataFrame, kind: str, sort: str, down: bool, needle: str, key: str) -> str:
    """The table: sorted, those that contain the needle, the first `MOST` of them."""
    found = rows[rows["name"].str.contains(needle, case=False, regex=False)] if needle else rows
    by = [sort, "name"] if sort in rows and sort != "name" else ["name"]
    found = found.sort_values(by, ascending=[not down, True][: len(by)], kind="stable")
    caption = f"{len(found):,} {KINDS[kind]}"
    if len(found) > MOST:
        caption += f"; the first {MOST}"
    has_labels = (rows["label"] != "").any()
    columns = [
        (name, *told)
        for name, told in _COLUMNS.items()
        if name in rows and (name != "label" or has_labels)
    ]
    return part("table", caption, columns, sort, down, _shown(found.head(MOST)), key)


def details_part(
    row: pd.Series, places: pd.DataFrame, source: Corpus, article: Corpus, corpus: Corpus
) -> str:
    """What a row stands for: how often, where along the article, and its sentences."""
    own = places[places["article_id"] == article.ids[0]]
    kind = f"{type_name(row['label'])}, " if row["label"] else ""
    picture = Markup(_strip(row["name"], own, article)) if len(own) else ""
    about = kind + counted(len(places), "time")
    return part("details", row["name"], about, picture, *in_sentences(places, source, corpus))


def in_sentences(
    places: pd.DataFrame, source: Corpus, corpus: Corpus
) -> tuple[list[tuple[str, str, Markup]], int]:
    """The first `SENTENCES` with places in them: where each leads, its name, its HTML; and more."""
    sentences = places.drop_duplicates(PLACE[:4])
    first = sentences.head(SENTENCES)
    behind = marked(places.merge(first[PLACE[:4]]), source.sentences)
    listed = []
    for start, (article_id, where, html) in zip(first["start"], behind, strict=True):
        named = f"{article_id}, {where}" if len(source.ids) > 1 else where
        listed.append((f"{corpus.ids.index(article_id)} {start}", named, Markup(html)))
    return listed, len(sentences) - len(listed)


def _strip(name: str, places: pd.DataFrame, article: Corpus) -> str:
    last = max(1, int(article.articles["characters"].iloc[0]))
    at = (places["start"] * 1000 // last).tolist()
    label = f"Where {name} stands in the text: {counted(len(at), 'place')}"
    if len(at) > 1:
        label += f" from {at[0] // 10}% to {at[-1] // 10}% of its length"
    if len(at) >= ENOUGH:
        spread = dispersion(places.assign(entity=name), article.tokens)["dp"].iloc[0]
        label += f", dispersion DP {spread:.2f}"
    headed = article.sections[article.sections["heading"] != ""]
    return part("strip", label, at, (headed["heading_start"] * 1000 // last).tolist())


def hits_part(query: str, found: pd.DataFrame, source: Corpus, corpus: Corpus) -> str:
    """The places of a search, with their number and how evenly they are spread."""
    several = len(source.ids) > 1
    summary = f"“{query}”: {counted(len(found), 'place')}" if query else "Type what to look for."
    if several and len(found):
        summary += f" in {found['article_id'].nunique()} of {counted(len(source.ids), 'article')}"
    if len(found) >= ENOUGH and several:
        words = source.articles.set_index("article_id")["words"]
        counts = found["article_id"].value_counts().reindex(words.index, fill_value=0)
        spread = deviation_of_proportions(counts.to_numpy()[None, :], words.to_numpy())[0]
        summary += f"; dispersion DP {spread:.2f} over the articles"
    elif len(found) >= ENOUGH:
        spread = dispersion(found.assign(entity=""), source.tokens)["dp"].iloc[0]
        summary += f"; dispersion DP {spread:.2f} over ten parts of the text"
    shown = found.head(MOST)
    which = shown["article_id"].map(corpus.ids.index).astype("str")
    shown = shown.assign(place=which + " " + shown["start"].astype("str"))
    return part("hits", summary, shown.to_dict("records"), len(found) > MOST, several)


def still(corpus: Corpus) -> str:
    """What stands in place of the explorer where nothing can be clicked: a table and the text."""
    article = corpus.only()
    rows = rows_of(article, "entities")
    columns = [(name, *_COLUMNS[name]) for name in ("name", "label", "sections", "count")]
    shown = _shown(rows.head(20))
    text = Markup(article_html(article, marks="entities"))
    return part("still", style(), article.name, columns, shown, len(rows), text)
