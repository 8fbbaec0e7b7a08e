"""Rank the terms that make an article this article and no other, and compare articles by them.

`units` reads the words and names of articles, `background` says what is common elsewhere, `ranking`
scores; `stability` and `peers` ask how sure it is. `tfidf` counts and weighs terms of documents,
also for `keyness` (of `groups`) and `duplicates`.
"""
