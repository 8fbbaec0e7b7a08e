"""Rank the terms that make an article this article and no other, and compare articles by them.

`units` reads the words and names of articles, `background` says what is common elsewhere, `ranking`
scores; `stability` and `peers` ask how sure it is. `tfidf` counts and weighs terms of documents,
also for `keyness` (of `groups`) and `duplicates`.
"""

from analysis.keywords.background import background_from_articles as background_from_articles
from analysis.keywords.background import wordfreq_background as wordfreq_background
from analysis.keywords.duplicates import duplicate_groups as duplicate_groups
from analysis.keywords.duplicates import near_duplicates as near_duplicates
from analysis.keywords.duplicates import shared_sentences as shared_sentences
from analysis.keywords.groups import group_articles as group_articles
from analysis.keywords.groups import group_by_column as group_by_column
from analysis.keywords.groups import group_by_date as group_by_date
from analysis.keywords.groups import group_by_entity as group_by_entity
from analysis.keywords.groups import terms_over_time as terms_over_time
from analysis.keywords.keyness import article_keyness as article_keyness
from analysis.keywords.keyness import group_keyness as group_keyness
from analysis.keywords.peers import available_peers as available_peers
from analysis.keywords.peers import shared_with_peers as shared_with_peers
from analysis.keywords.ranking import PARTS as PARTS
from analysis.keywords.ranking import rank_keywords as rank_keywords
from analysis.keywords.ranking import ranks_without as ranks_without
from analysis.keywords.stability import stability as stability
from analysis.keywords.tfidf import article_keywords as article_keywords
from analysis.keywords.tfidf import inverse_document_frequency as inverse_document_frequency
from analysis.keywords.tfidf import section_keywords as section_keywords
