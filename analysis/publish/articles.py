"""The page of an article: its figures, every count with its sentences, and its marked text."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis import figures
from analysis.corpus import Corpus
from analysis.corpus.notices import of_other_languages
from analysis.entities.corrections import REVIEWED
from analysis.entities.dispersion import ENOUGH
from analysis.figures.picture import Figure
from analysis.publish.pages import page, render, write_page
from analysis.reader import STYLE, Mark, article_html, mark_text
from analysis.wording import times, type_name

Draw = Callable[..., Figure]
Both = tuple[Figure, Figure]
Count = tuple[str, str, list[str]]  # a name, a word on it, the sentences that it opens to

PAGES, FIGURES = "pages", "figures"
_LONGEST = 80  # characters of a file's name, well below what any system allows
_MIME = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv"}
_IDS = re.compile(r'(<[a-z0-9]+ (?:class="[a-z]+" )?(?:id="|href="#))')
_HEADINGS = re.compile(r"(</?h)([1-5])")


class ArticlePage(NamedTuple):
    """What the first page says of an article, and what was written."""

    article_id: str
    name: str  # of its page and of the folder of its figures, without suffix
    facts: dict[str, Any]
    manifest: list[dict[str, Any]]  # its rows in figures/manifest.json
    alone: str  # its page as a part of a single file, where it is asked for


def page_names(ids: Sequence[str]) -> dict[str, str]:
    """For each article a name that any file system takes and that no other one has.

    An id of letters, digits, ``-``, ``_`` and ``.`` stays as it is; of others, and of those that
    differ in capitals only, a digest makes the name unique.
    """
    folded = Counter(article_id.casefold() for article_id in ids)
    names = {}
    for article_id in ids:
        safe = re.sub(r"[^A-Za-z0-9._-]+", "-", article_id)[:_LONGEST].strip(".-")
        is_kept = safe == article_id and folded[article_id.casefold()] == 1
        digest = hashlib.sha256(article_id.encode(errors="surrogateescape")).hexdigest()[:8]
        names[article_id] = safe if is_kept else f"{safe}-{digest}".lstrip("-")
    return names


def facts(article: Corpus) -> dict[str, Any]:
    """Headline, date, source, words, first entity and keyword, and whether it is in English."""
    row = article.articles.iloc[0]
    phrases = article.keywords.loc[article.keywords["style"] == "phrases", "keyword"]
    return {
        "headline": row["title"] or row["article_id"],
        "date": row["date"],
        "source": row.get("source", ""),
        "words": int(row["words"]),
        "entity": next(iter(article.entities["entity"]), ""),
        "mentions": int(next(iter(article.entities["mentions"]), 0)),
        "keyword": next(iter(phrases), ""),
        "others": of_other_languages(article),
    }


def write_article(
    article: Corpus, *, name: str, folder: Path, around: Sequence[tuple[str, str]], is_alone: bool
) -> ArticlePage:
    """Draw the figures of an article and write its page, which has links to those around it.

    With `is_alone` the page is made as a part of a single file too.
    """
    place = folder / FIGURES / name
    place.mkdir()
    drawn = draw_both(article_figures(article))
    manifest = save_figures([wide for wide, _ in drawn], folder / FIGURES, name)
    told = facts(article)
    known = {
        **told,
        "pictures": [picture(both, place, f"../{FIGURES}/{name}") for both in drawn],
        "entities": _entities(article),
        "keywords": _keywords(article),
        "sections": article.sections[article.sections["words"] > 0].to_dict("records"),
        "unmerged": article.unmerged.to_dict("records"),
        "types": [(t, type_name(t)) for t in article.mentions["label"].drop_duplicates()],
        "text": article_html(article, marks="both"),
    }
    body = render("article.html.j2", **known)
    links = [("../index.html", "All articles"), *around]
    html = page(str(told["headline"]), body, style=STYLE, links=links)
    write_page(folder / PAGES / f"{name}.html", html)
    alone = ""
    if is_alone:
        known["pictures"] = [picture(both, place) for both in drawn]
        alone = render("article.html.j2", **known)
        alone = _IDS.sub(rf"\g<1>{name}-", alone)
        alone = _HEADINGS.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", alone)
    return ArticlePage(article.name, name, told, manifest, alone)


def article_figures(article: Corpus) -> list[Draw]:
    """What draws the figures of an article's page: those that have a finding."""
    draw: list[Draw] = [figures.entity_bars, figures.keyword_parts]
    if article.entities["mentions"].max() >= ENOUGH:
        draw.append(figures.entity_dispersion)
    if (article.sections["words"] > 0).sum() > 1:
        draw += [figures.entity_by_section, figures.section_terms]
        draw += [figures.article_strip, figures.section_lengths]
    return [partial(function, article) for function in draw]


def draw_both(draw: Sequence[Draw]) -> list[Both]:
    """Each figure, and how a telephone shows it; what has nothing to show is left out."""
    wide = [(function, function()) for function in draw]
    return [(figure, function(narrow=True)) for function, figure in wide if len(figure.data)]


def save_figures(drawn: Sequence[Figure], folder: Path, place: str = ".") -> list[dict[str, Any]]:
    """Write figures to a place in the folder of figures, and say what each one says."""
    told = ("name", "title", "alt", "source")
    return [
        {name: getattr(figure, name) for name in told}
        | {"files": [f.relative_to(folder).as_posix() for f in figure.save(folder / place)]}
        for figure in drawn
    ]


def picture(drawn: Both, folder: Path, href: str | None = None) -> dict[str, Any]:
    """What a page shows of a figure that was saved to a folder.

    `href` leads from the page to that folder; without it the files go into the page.
    """
    figure, narrow = drawn
    paths = {suffix: folder / f"{figure.name}.{suffix}" for suffix in _MIME}
    files = {suffix: f"{href}/{path.name}" for suffix, path in paths.items()}
    if href is None:
        # The picture that is shown can be saved itself; a second copy would be the largest part.
        del paths["png"]
        files = {name: f"data:{_MIME[name]};base64,{_base64(path)}" for name, path in paths.items()}
    return {
        "figure": figure,
        "stem": f"{folder.name}-{figure.name}",
        "files": files,
        "png": _base64(folder / f"{figure.name}.png"),
        "narrow": base64.b64encode(narrow.svg()).decode(),
    }


def _base64(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()


def _entities(article: Corpus) -> list[Count]:
    sentences = _sentences_behind(article.mentions, article.sentences, by="entity")
    by_hand = article.mentions["rule"].str.contains(REVIEWED, regex=False)
    corrected = set(article.mentions.loc[by_hand, "entity"])
    rows = article.entities[["entity", "label", "mentions"]].itertuples(index=False)
    return [
        (
            entity,
            f"{type_name(label)}, {times(mentions)}{', corrected' * (entity in corrected)}",
            sentences[entity],
        )
        for entity, label, mentions in rows
    ]


def _keywords(article: Corpus) -> list[Count]:
    found, keywords = article.keyword_occurrences, article.keywords
    found = found[found["style"] == "phrases"]
    sentences = _sentences_behind(found, article.sentences, by="keyword")
    rows = keywords.loc[keywords["style"] == "phrases", ["keyword", "tf"]].itertuples(index=False)
    return [(keyword, times(tf), sentences[keyword]) for keyword, tf in rows]


def _sentences_behind(
    occurrences: pd.DataFrame, sentences: pd.DataFrame, *, by: str
) -> dict[str, list[str]]:
    """For each name its sentences as HTML, each of them once; its places lead to the text."""
    within = sentences[["sentence", "start", "text"]]
    within = within.rename(columns={"start": "begin", "text": "whole"})
    places = occurrences[[by, "sentence", "start", "end"]].sort_values("start")
    found: dict[str, list[str]] = {}
    rows = places.merge(within, on="sentence", validate="many_to_one")
    for (name, _), group in rows.groupby([by, "sentence"], sort=False):
        marks = [Mark(*place) for place in group[["start", "end"]].itertuples(index=False)]
        html = mark_text(group["whole"].iloc[0], marks, offset=group["begin"].iloc[0], link=True)
        found.setdefault(str(name), []).append(html)
    return found
