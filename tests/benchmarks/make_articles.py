"""Make many different articles out of a few real ones, to time the suite with.

    python tests/benchmarks/make_articles.py SOURCE N OUT [--words 100]

Each new article takes one of SOURCE (a folder of .txt) in turn and shuffles its sentences over its
paragraphs: lengths, words and line breaks stay real, and no two articles are equal, so nothing
that remembers a paragraph can help. With --words each article ends after the sentence that reaches
so many words, for collections that would take too long otherwise.
"""

import argparse
import random
import re
from itertools import accumulate, islice
from pathlib import Path


def shuffled(text: str, draw: random.Random, *, words: int) -> str:
    """The text with its sentences in another order, as many a paragraph as before."""
    # Cut at a mark before white space, which is good enough to shuffle.
    paragraphs = [re.split(r"(?<=[.!?])\s+", p.strip()) for p in text.splitlines() if p.strip()]
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    draw.shuffle(sentences)
    before = accumulate((len(sentence.split()) for sentence in sentences), initial=0)
    rest = iter([s for s, said in zip(sentences, before, strict=False) if said < words])
    lots = (" ".join(islice(rest, len(paragraph))) for paragraph in paragraphs)
    return "\n\n".join(filter(None, lots)) + "\n"


def main() -> None:
    """Read the arguments and write the articles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--words", type=int, default=10**9)
    given = parser.parse_args()
    texts = [file.read_text(encoding="utf-8") for file in sorted(given.source.glob("*.txt"))]
    draw = random.Random(7)
    given.out.mkdir(parents=True, exist_ok=True)
    for index in range(given.number):
        text = shuffled(texts[index % len(texts)], draw, words=given.words)
        (given.out / f"article-{index:06}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
