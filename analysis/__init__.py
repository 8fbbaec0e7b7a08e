"""Read news articles closely: sections, entities, keywords, and the sentences behind each number.

The public names are loaded when they are first used, so that ``import analysis`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from analysis.articles import Article, read_articles
    from analysis.audit import disagreements, mentions_of_the_model, score_mentions, score_stages
    from analysis.collection import articles_by_entity
    from analysis.corpus import Corpus, open_corpus
    from analysis.duplicates import duplicate_groups, near_duplicates, shared_sentences
    from analysis.entities import corpus_entities, entity_frequency, resolve
    from analysis.entities.dispersion import dispersion
    from analysis.errors import AnalysisError
    from analysis.evidence import (
        concordance,
        entity_evidence,
        highlight,
        unfold_articles,
        unfold_entities,
        unfold_keywords,
        unfold_pairs,
    )
    from analysis.groups import (
        dividing_entity,
        group_articles,
        group_by_date,
        group_by_entity,
        group_by_folder,
    )
    from analysis.keywords import (
        PARTS,
        article_keywords,
        inverse_document_frequency,
        keyword_occurrences,
        ranks_without,
        section_keywords,
        tfidf_keywords,
        tfidf_table,
    )
    from analysis.keywords.background import background_from_articles, wordfreq_background
    from analysis.keywords.keyness import article_keyness, group_keyness, keyness
    from analysis.keywords.peers import agreement, available_peers, shared_with_peers
    from analysis.keywords.stability import stability
    from analysis.structure import find_structure, structure_tables
    from analysis.timeline import articles_over_time
    from analysis.totals import document_frequency, entity_totals, keyness_totals
    from analysis.vectors import article_vectors

_HOMES = {
    "articles": ["Article", "read_articles"],
    "audit": ["disagreements", "mentions_of_the_model", "score_mentions", "score_stages"],
    "keywords.background": ["background_from_articles", "wordfreq_background"],
    "collection": ["articles_by_entity"],
    "corpus": ["Corpus", "open_corpus"],
    "duplicates": ["duplicate_groups", "near_duplicates", "shared_sentences"],
    "entities": ["corpus_entities", "entity_frequency", "resolve"],
    "entities.dispersion": ["dispersion"],
    "errors": ["AnalysisError"],
    "evidence": [
        *("concordance", "entity_evidence", "highlight"),
        *("unfold_articles", "unfold_entities", "unfold_keywords", "unfold_pairs"),
    ],
    "groups": [
        *("dividing_entity", "group_articles"),
        *("group_by_date", "group_by_entity", "group_by_folder"),
    ],
    "keywords": [
        *("article_keywords", "inverse_document_frequency", "keyword_occurrences"),
        *("PARTS", "ranks_without", "section_keywords", "tfidf_keywords", "tfidf_table"),
    ],
    "keywords.keyness": ["article_keyness", "group_keyness", "keyness"],
    "keywords.peers": ["agreement", "available_peers", "shared_with_peers"],
    "keywords.stability": ["stability"],
    "structure": ["find_structure", "structure_tables"],
    "totals": ["document_frequency", "entity_totals", "keyness_totals"],
    "vectors": ["article_vectors"],
    "timeline": ["articles_over_time"],
}
_HOME_OF = {name: room for room, names in _HOMES.items() for name in names}

__all__ = [
    "PARTS",
    "AnalysisError",
    "Article",
    "Corpus",
    "agreement",
    "article_keyness",
    "article_keywords",
    "article_vectors",
    "articles_by_entity",
    "articles_over_time",
    "available_peers",
    "background_from_articles",
    "concordance",
    "corpus_entities",
    "disagreements",
    "dispersion",
    "dividing_entity",
    "document_frequency",
    "duplicate_groups",
    "entity_evidence",
    "entity_frequency",
    "entity_totals",
    "find_structure",
    "group_articles",
    "group_by_date",
    "group_by_entity",
    "group_by_folder",
    "group_keyness",
    "highlight",
    "inverse_document_frequency",
    "keyness",
    "keyness_totals",
    "keyword_occurrences",
    "mentions_of_the_model",
    "near_duplicates",
    "open_corpus",
    "ranks_without",
    "read_articles",
    "resolve",
    "score_mentions",
    "score_stages",
    "section_keywords",
    "shared_sentences",
    "shared_with_peers",
    "stability",
    "structure_tables",
    "tfidf_keywords",
    "tfidf_table",
    "unfold_articles",
    "unfold_entities",
    "unfold_keywords",
    "unfold_pairs",
    "wordfreq_background",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(f"analysis.{_HOME_OF[name]}"), name)
