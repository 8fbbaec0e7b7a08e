"""The page of an article: its figures, every count with its sentences, and its marked text."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.notices import of_other_languages
from analysis.entities.corrections import REVIEWED
from analysis.publish.pages import page, render, write_page
from analysis.publish.pictures import article_figures, draw_both, picture, write_figures
from analysis.reader import STYLE, Mark, article_html, mark_text
from analysis.wording import times, type_name

Count = tuple[str, str, list[str]]  # a name, a word on it, the sentences that it opens to

PAGES, FIGURES = "pages", "figures"
_LONGEST = 80  # characters of a file's name, well below what any system allows
_IDS = re.compile(r'(<[a-z0-9]+ (?:class="[a-z]+" )?(?:id="|href="#))')
_HEADINGS = re.compile(r"(</?h)([1-5])")


class ArticlePage(NamedTuple):
    """What the first page says of an article, and what was written."""

    article_id: str
    name: str  # of its page and of the folder of its figures, without suffix
    facts: dict[str, Any]
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
    write_figures([wide for wide, _ in drawn], place)
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
    return ArticlePage(article.name, name, told, alone)


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
    rows = sentences[["sentence", "text", "start"]].itertuples(index=False)
    texts = {number: place for number, *place in rows}
    found: dict[str, list[str]] = {}
    groups = occurrences.sort_values("start").groupby([by, "sentence"], sort=False)
    for (name, number), own in groups:
        marks = [Mark(*place) for place in own[["start", "end"]].itertuples(index=False)]
        text, start = texts[number]
        html = mark_text(text, marks, offset=start, link=True)
        found.setdefault(str(name), []).append(html)
    return found
