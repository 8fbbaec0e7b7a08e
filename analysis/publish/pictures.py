"""Which figures a page has, what draws them, and their files."""

import base64
import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from analysis import figures
from analysis.articles.timeline import articles_over_time
from analysis.corpus import Corpus
from analysis.entities.dispersion import ENOUGH
from analysis.figures.picture import Figure
from analysis.keywords.groups import group_articles, terms_over_time
from analysis.keywords.keyness import group_keyness
from analysis.keywords.peers import shared_with_peers
from analysis.keywords.stability import stability

Draw = Callable[..., Figure]
Both = tuple[Figure, Figure]

_MIME = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv"}


def article_figures(article: Corpus) -> list[Draw]:
    """What draws the figures of an article's page: those that have a finding."""
    draw: list[Draw] = [figures.entity_bars, figures.keyword_parts]
    if article.entities["mentions"].max() >= ENOUGH:
        draw.append(figures.entity_dispersion)
    if (article.sections["words"] > 0).sum() > 1:
        draw += [figures.entity_by_section, figures.section_terms]
        draw += [figures.article_strip, figures.section_lengths]
    return [partial(function, article) for function in draw]


def collection_figures(corpus: Corpus) -> list[Draw]:
    """What draws the figures of all articles together: those that have a finding."""
    entities, draw = corpus.corpus_entities, list[Draw]()
    if entities["articles"].max() > 1:
        draw += [partial(figures.collection_entities, corpus)]
        draw += [partial(figures.entity_by_article, corpus)]
    groups = group_articles(corpus.articles, corpus.mentions, entities)
    marks = group_keyness(corpus.tokens, groups.group, leave_out=groups.forms)
    # Words that chance alone would bring up mark no group.
    if marks["expected"].min() <= 1:
        draw += [partial(figures.group_keyness, corpus, marks)]
    # A lone period is no course over time, nor is one article in each.
    periods = articles_over_time(corpus.articles)["articles"]
    if (periods > 0).sum() > 1 and (periods > 1).any():
        counts = terms_over_time(corpus.articles, corpus.mentions, entities["entity"].head(5))
        draw += [partial(figures.articles_over_time, corpus)]
        draw += [partial(figures.terms_over_time, corpus, counts)]
    return draw


def repository_figures(article: Corpus, corpus: Corpus) -> list[Figure]:
    """Every figure that the notebooks show: of an article, and of a collection."""
    stays = stability(article.tokens, article.mentions)
    others = shared_with_peers(stays["keyword"].tolist(), article.tokens)
    return [
        *(draw() for draw in article_figures(article)),
        figures.keyword_score(article),
        figures.keyword_parts(article, style="words"),
        figures.keyword_certainty(article, stays, others),
        *(draw() for draw in collection_figures(corpus)),
    ]


def draw_both(draw: Sequence[Draw]) -> list[Both]:
    """Each figure, and how a telephone shows it; what has nothing to show is left out."""
    wide = [(function, function()) for function in draw]
    return [(figure, function(narrow=True)) for function, figure in wide if len(figure.data)]


def write_figures(drawn: Sequence[Figure], folder: Path) -> None:
    """Write each figure as SVG, PNG and CSV, and what they say to ``manifest.json`` there."""
    told = ("name", "title", "alt", "source")
    rows = [
        {name: getattr(figure, name) for name in told}
        | {"files": [file.name for file in figure.save(folder)]}
        for figure in drawn
    ]
    text = json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8", errors="replace")


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
