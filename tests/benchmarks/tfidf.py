"""Time TF-IDF from the suite's stored tokens against scikit-learn's from raw text.

    python tests/benchmarks/tfidf.py ARTICLES [--rounds 5]

Timed in turn, in CPU seconds: scikit-learn's TfidfVectorizer on raw text; `article_keywords` on the
tokens table, every term of every article with its tf, df, idf and score; `article_vectors`, a
matrix from tokens stored as Parquet, reading included; and bare weights from codes into a list of
words, the least that any method must do. The numbers of the second are compared with those of
scikit-learn on the same terms, the third with the second's, the fourth with the first's.
"""

import argparse
import re
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis import article_keywords, article_vectors, open_corpus

TOKEN = re.compile(r"(?u)\b\w\w+\b")


def from_codes(article: np.ndarray, code: np.ndarray, articles: int, terms: int) -> csr_matrix:
    """Smoothed idf × tf with rows of length one, as scikit-learn's defaults have it."""
    pair, tf = np.unique(article * terms + code, return_counts=True)
    row, column = np.divmod(pair, terms)
    idf = np.log((1 + articles) / (1 + np.bincount(column, minlength=terms))) + 1
    weight = tf * idf[column]
    weight /= np.sqrt(np.bincount(row, weights=weight**2, minlength=articles))[row]
    return csr_matrix((weight, (row, column)), shape=(articles, terms))


def main() -> None:
    """Print medians, ranges and the greatest difference."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    texts = [file.read_text(encoding="utf-8") for file in sorted(options.articles.glob("*.txt"))]
    found = [TOKEN.findall(text.lower()) for text in texts]
    tokens = pa.array([word for words in found for word in words]).dictionary_encode()
    terms = tokens.dictionary.to_pylist()
    code = tokens.indices.to_numpy().astype(np.int64)
    article = np.repeat(np.arange(len(texts)), [len(words) for words in found])
    corpus = open_corpus(options.articles)
    table = corpus.tokens
    ours, theirs, bare, stored = [], [], [], []
    for _ in range(options.rounds):
        began = time.process_time()
        vectorizer = TfidfVectorizer()
        reference = vectorizer.fit_transform(texts)
        between = time.process_time()
        weights = from_codes(article, code, len(texts), len(terms))
        after = time.process_time()
        keywords = article_keywords(table, top=sys.maxsize)
        ours.append(time.process_time() - after)
        begun = time.process_time()
        vectors = article_vectors(corpus.scan("tokens"))
        stored.append(time.process_time() - begun)
        bare.append(after - between)
        theirs.append(between - began)
    moved = weights[:, sorted(range(len(terms)), key=terms.__getitem__)]
    assert vectorizer.get_feature_names_out().tolist() == sorted(terms)
    documents = keywords.loc[keywords.index.repeat(keywords["tf"])].groupby("article_id")["keyword"]
    own = TfidfVectorizer(analyzer=list)
    same = own.fit_transform(documents.agg(list))
    rows = keywords["article_id"].map({name: n for n, name in enumerate(documents.groups)})
    columns = keywords["keyword"].map(own.vocabulary_)
    wide = csr_matrix((keywords["score"], (rows, columns)), shape=same.shape)
    ratios = [[a / b for a, b in zip(theirs, timed, strict=True)] for timed in (ours, stored, bare)]
    place = [own.vocabulary_[term] for term in vectors.terms]
    apart = abs(same[:, place] - vectors.weights).max()
    print(f"{len(texts)} articles, {len(code)} tokens, {options.rounds} rounds, CPU seconds")
    for name, values in (
        ("scikit-learn, raw text", theirs),
        ("article_keywords", ours),
        ("article_vectors", stored),
        ("bare, from codes", bare),
        ("times as fast", ratios[0]),
        ("vectors, times as fast", ratios[1]),
        ("bare, times as fast", ratios[2]),
    ):
        median = statistics.median(values)
        print(f"{name:>24} {median:8.3f}  ({min(values):.3f} to {max(values):.3f})")
    print(f"greatest difference of a score: {abs(wide - same).max():.1e}")
    print(f"greatest difference of a vector's weight: {apart:.1e}")
    print(f"greatest difference of a bare weight: {abs(moved - reference).max():.1e}")


if __name__ == "__main__":
    main()
