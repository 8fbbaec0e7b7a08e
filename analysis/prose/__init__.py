"""Sentences with numbers in them, written from the tables so that they are true of any article."""

from analysis.prose.entities import (
    aliases_reading,
    audit_reading,
    corpus_entities_reading,
    corrections_reading,
    disagreements_reading,
    entities_answer,
    reconciliation,
    rules_reading,
    unmerged_reading,
)
from analysis.prose.folder import (
    articles_reading,
    folder_answer,
    made_with,
    refused_reading,
    tables_reading,
)
from analysis.prose.keywords import (
    articles_as_documents_reading,
    background_reading,
    certainty_reading,
    keyness_reading,
    keyword_reading,
    keywords_answer,
    ranks_reading,
    section_keywords_reading,
)
from analysis.prose.structure import (
    lengths_reading,
    lines_reading,
    longest_reading,
    structure_answer,
)

__all__ = [
    "aliases_reading",
    "articles_as_documents_reading",
    "articles_reading",
    "audit_reading",
    "background_reading",
    "certainty_reading",
    "corpus_entities_reading",
    "corrections_reading",
    "disagreements_reading",
    "entities_answer",
    "folder_answer",
    "keyness_reading",
    "keyword_reading",
    "keywords_answer",
    "lengths_reading",
    "lines_reading",
    "longest_reading",
    "made_with",
    "ranks_reading",
    "reconciliation",
    "refused_reading",
    "rules_reading",
    "section_keywords_reading",
    "structure_answer",
    "tables_reading",
    "unmerged_reading",
]
