"""Make many different articles out of a few real ones, to time the suite with.

    python tests/benchmarks/make_articles.py SOURCE N OUT [--words 100] [--sentences 2] [--seed 7]

Each new article takes one of SOURCE (a folder of .txt) in turn and shuffles its sentences over its
paragraphs: lengths, words and line breaks stay real, and no two articles are equal, so nothing
that remembers a paragraph can help. With --sentences each paragraph gets so many of them, for
sources that have lost their paragraphs; with --words each article ends after the sentence that
reaches so many words, for collections that would take too long otherwise.
"""

import argparse
import random
import re
from itertools import accumulate, islice
from pathlib import Path


def shuffled(text: str, draw: random.Random, *, each: int | None, words: int | None) -> str:
    """The text with its sentences in another order, `each` a paragraph or as many as before."""
    # Cut at a mark before white space, which is good enough to shuffle.
    paragraphs = [re.split(r"(?<=[.!?])\s+", p.strip()) for p in text.splitlines() if p.strip()]
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    draw.shuffle(sentences)
    sizes = [each] * len(sentences) if each else [len(paragraph) for paragraph in paragraphs]
    if words:
        before = accumulate((len(sentence.split()) for sentence in sentences), initial=0)
        sentences = [s for s, said in zip(sentences, before, strict=False) if said < words]
    rest = iter(sentences)
    lots = (" ".join(islice(rest, size)) for size in sizes)
    return "\n\n".join(filter(None, lots)) + "\n"


def main() -> None:
    """Read the arguments and write the articles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--words", type=int)
    parser.add_argument("--sentences", type=int)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    texts = [file.read_text(encoding="utf-8") for file in sorted(given.source.glob("*.txt"))]
    draw = random.Random(given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    for index in range(given.number):
        text = texts[index % len(texts)]
        text = shuffled(text, draw, each=given.sentences, words=given.words)
        (given.out / f"article-{index:06}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
