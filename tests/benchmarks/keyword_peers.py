"""Score this package and the installed peers on articles whose keyphrases people chose.

    python tests/benchmarks/keyword_peers.py ARTICLES --gold GOLD.jsonl [--style words]

GOLD.jsonl has one JSON object a line: {"id": article_id, "keyphrases": ["…", …]}. A hit is an exact
match after lower-casing and stemming each word (Porter 1980), as is usual (Boudin 2016, pke); F1@10
is the mean over articles, phrases that the article lacks included; intervals are percentile
bootstraps over articles.
"""

import argparse
import json
import re
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import snowballstemmer

from analysis import available_peers, open_corpus, rank_keywords
from analysis.keywords.peers import PEERS, Peer

TOP = 10
_PORTER = snowballstemmer.stemmer("porter")


def stemmed(phrase: str) -> str:
    """The phrase as it is compared: lower case, possessives and hyphens gone, stems."""
    plain = re.sub(r"\s?'s\b", "", phrase.lower().replace("’", "'"))
    words = re.sub(r"[-–—/_]", " ", plain).split()
    bare = (re.sub(r"^[^\w$£€%#]+|[^\w%]+$", "", word) for word in words)
    return " ".join(_PORTER.stemWord(word) for word in bare if word)


def f1_at_top(ranked: list[str], gold: set[str]) -> float:
    """F1 of the first ten different phrases against the gold ones."""
    found = [phrase for phrase in dict.fromkeys(map(stemmed, ranked)) if phrase][:TOP]
    hits = sum(phrase in gold for phrase in found)
    return 2 * hits / (len(found) + len(gold)) if hits else 0.0


def interval(scores: np.ndarray, *, draws: int = 1000) -> tuple[float, float]:
    """The middle 95% of the mean under resampling of articles."""
    picks = np.random.default_rng(13).integers(0, len(scores), (draws, len(scores)))
    low, high = np.percentile(scores[picks].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def main() -> None:
    """Print one row per method, the best first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles")
    parser.add_argument("--gold", required=True, type=Path)
    parser.add_argument("--style", choices=["phrases", "words"], default="phrases")
    options = parser.parse_args()
    lines = options.gold.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip()]
    gold = {r["id"]: {stemmed(phrase) for phrase in r["keyphrases"]} - {""} for r in records}

    corpus = open_corpus(options.articles)
    rows = []

    def add(method: str, rankings: dict[str, list[str]]) -> None:
        scores = np.array([f1_at_top(rankings.get(name, []), gold[name]) for name in gold])
        low, high = interval(100 * scores)
        rows.append((method, 100 * scores.mean(), low, high))

    table, _ = rank_keywords(corpus.tokens, corpus.mentions, styles=(options.style,))
    own = {str(name): rows["keyword"].tolist() for name, rows in table.groupby("article_id")}
    add(f"article-analysis, {options.style}", own)

    peers, left_out = available_peers()
    if options.style == "words" and not left_out:
        yake = next(peer.how for peer in PEERS if peer.name == "YAKE")
        peers.append(Peer("YAKE, single words", "yake", partial(yake, words=1)))
    tokens_of = dict(list(corpus.tokens.groupby("article_id")))
    for peer in peers:
        ranked = {name: peer.rank(tokens, top=TOP) for name, tokens in tokens_of.items()}
        add(peer.name, ranked)

    columns = ["method", "F1@10", "95% low", "high"]
    result = pd.DataFrame(rows, columns=columns).sort_values("F1@10", ascending=False)
    print(f"{len(gold)} articles, {options.articles}, style {options.style}")
    print(result.round(1).to_string(index=False))
    print("\n".join(left_out))


if __name__ == "__main__":
    main()
