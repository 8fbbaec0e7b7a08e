"""Read news articles closely: sections, entities, keywords, and the sentences behind each number.

The public names are loaded when they are first used, so that ``import analysis`` costs nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.2.0"

_HOMES = {
    "articles": "Article read_articles",
    "articles.timeline": "articles_over_time",
    "corpus": "Corpus open_corpus",
    "entities": "articles_by_entity corpus_entities entity_frequency resolve",
    "entities.dispersion": "dispersion",
    "entities.scores": "disagreements mentions_of_the_model score_stages",
    "errors": "AnalysisError",
    "explorer": "explore",
    "keywords.background": "background_from_articles wordfreq_background",
    "keywords.duplicates": "duplicate_groups near_duplicates shared_sentences",
    "keywords.groups": """
        group_articles group_by_column group_by_date group_by_entity terms_over_time
    """,
    "keywords.keyness": "article_keyness group_keyness",
    "keywords.peers": "available_peers shared_with_peers",
    "keywords.ranking": "PARTS rank_keywords ranks_without",
    "keywords.stability": "stability",
    "keywords.tfidf": "article_keywords inverse_document_frequency section_keywords",
    "structure": "find_structure structure_tables",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        from analysis.errors import UnknownNameError
        from analysis.wording import suggest

        raise UnknownNameError(f"analysis has no {name}; {suggest(name, list(_HOME_OF))}")
    return getattr(import_module(f"analysis.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME_OF])
