"""Count entities: in each article, in all of them, and which article names which."""

from collections.abc import Iterable

import pandas as pd

from analysis.structure.markup import visible_text

_ENTITY = ["entity", "label", "only_in"]


def entity_frequency(mentions: pd.DataFrame) -> pd.DataFrame:
    """The table entities: how often each article names each entity.

    Columns article_id, entity, label, mentions, sections (how many it occurs in), first_start,
    aliases (most frequent first, joined by ``" | "``). Within an article the most frequent come
    first, then in the order of the text.
    """
    key = ["article_id", "entity", "label"]
    counts = mentions.groupby(key, sort=False).agg(
        mentions=("start", "size"), sections=("section", "nunique"), first_start=("start", "min")
    )
    counts = counts.join(_aliases(_with_alias(mentions).assign(times=1), key)).reset_index()
    order = ["order", "mentions", "first_start"]
    counts["order"] = pd.factorize(counts["article_id"])[0]
    counts = counts.sort_values(order, ascending=[True, False, True], ignore_index=True)
    return counts.drop(columns="order")


def corpus_entities(mentions: pd.DataFrame | Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The same entity as one row over all articles.

    Equal names of equal type are one entity, except a person known by one word alone: nothing
    joins the Smith of one article to the Smith of another, so each stays a row of its own.
    Parts of the table of mentions come one at a time, with all of an article in one part.

    Returns:
        entity, label, articles, mentions, article_id (of the only article, for a name that is
        not joined across articles; else empty), aliases. Those in most articles come first.
    """
    parts = [mentions] if isinstance(mentions, pd.DataFrame) else mentions
    counts, times = [], []
    for part in parts:
        named = _with_alias(part).assign(only_in=_only_in(part))
        of_part = named.groupby(_ENTITY)
        counts.append(of_part.agg(articles=("article_id", "nunique"), mentions=("start", "size")))
        times.append(named.groupby([*_ENTITY, "alias"]).size().rename("times").reset_index())
    aliases = _aliases(pd.concat(times), _ENTITY)
    table = (
        pd.concat(counts)
        .groupby(_ENTITY)
        .sum()
        .join(aliases)
        .reset_index()
        .rename(columns={"only_in": "article_id"})
    )
    order = ["articles", "mentions", "entity", "label", "article_id"]
    table = table.sort_values(order, ascending=[False, False, True, True, True])
    columns = ["entity", "label", "articles", "mentions", "article_id", "aliases"]
    return table[columns].reset_index(drop=True)


def articles_by_entity(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """For each entity of a collection the articles that name it, with the first sentence.

    Returns:
        Columns entity, label, article_id, mentions, share (of all mentions in that article, 0 to
        1); section, paragraph, sentence, start, end of the first mention there; first_sentence.
        Entities in the order of `corpus_entities`; within one, the article with most mentions
        first, ties by name.
    """
    overall = corpus_entities(mentions).rename(columns={"article_id": "only_in"})
    named = mentions.assign(only_in=_only_in(mentions))
    key = [*_ENTITY, "article_id"]
    counts = named.groupby(key)["start"].transform("size").astype("int64")
    of_article = mentions.groupby("article_id")["start"].transform("size")
    first = (
        named.assign(mentions=counts, share=(counts / of_article).astype("float64"))
        .sort_values("start")
        .drop_duplicates(key)
    )
    text = sentences[["article_id", "sentence", "text"]]
    table = (
        first.drop(columns="text")
        .merge(overall[_ENTITY].reset_index(names="order"), on=_ENTITY)
        .merge(text.rename(columns={"text": "first_sentence"}), on=["article_id", "sentence"])
        .sort_values(["order", "mentions", "article_id"], ascending=[True, False, True])
    )
    columns = ["entity", "label", "article_id", "mentions", "share"]
    place = ["section", "paragraph", "sentence", "start", "end", "first_sentence"]
    return table[[*columns, *place]].reset_index(drop=True)


def _only_in(mentions: pd.DataFrame) -> pd.Series:
    """The article of a person known by one word; empty for any other entity."""
    is_word = ~mentions["entity"].str.contains(" ", regex=False)
    return mentions["article_id"].where(is_word & (mentions["label"] == "PERSON"), "")


def _with_alias(mentions: pd.DataFrame) -> pd.DataFrame:
    """The mentions with their text as a reader sees it."""
    return mentions.assign(alias=mentions["text"].map(visible_text).astype("str"))


def _aliases(times: pd.DataFrame, key: list[str]) -> pd.Series:
    """The different aliases of each entity in one text, the most frequent first."""
    counts = times.groupby([*key, "alias"])["times"].sum().reset_index()
    counts = counts.sort_values(["times", "alias"], ascending=[False, True])
    return counts.groupby(key)["alias"].agg(" | ".join).rename("aliases").astype("str")
