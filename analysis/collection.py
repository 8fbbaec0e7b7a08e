"""Which articles of a collection name an entity, how often, and where first."""

from __future__ import annotations

import pandas as pd

from analysis.entities import corpus_entities

_ENTITY = ["entity", "label", "only_in"]


def articles_by_entity(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """For each entity of a collection the articles that name it, with the first sentence.

    What one entity is over many articles, `analysis.entities.corpus_entities` says: a person
    known by one word stays apart in each article.

    Args:
        mentions: Columns article_id, section, paragraph, sentence, start, end, text, label,
            entity.
        sentences: Columns article_id, sentence, text.

    Returns:
        Columns entity, label, article_id, mentions, share (of all mentions in that article, 0 to
        1); section, paragraph, sentence, start, end of the first mention there; first_sentence.
        Entities in the order of `corpus_entities`; within one, the article with most mentions
        first, ties by name.
    """
    overall = corpus_entities(mentions).rename(columns={"article_id": "only_in"})
    apart = pd.MultiIndex.from_frame(overall.loc[overall["only_in"] != "", ["entity", "label"]])
    is_apart = pd.MultiIndex.from_frame(mentions[["entity", "label"]]).isin(apart)
    named = mentions.assign(only_in=mentions["article_id"].where(is_apart, ""))
    key = [*_ENTITY, "article_id"]
    counts = named.groupby(key)["start"].transform("size").astype("int64")
    of_article = mentions.groupby("article_id")["start"].transform("size")
    first = (
        named.assign(mentions=counts, share=(counts / of_article).astype("float64"))
        .sort_values("start", kind="stable")
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
