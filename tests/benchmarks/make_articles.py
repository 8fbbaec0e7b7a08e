"""Make many different articles out of a few real ones, to time the suite with.

    python tests/benchmarks/make_articles.py SOURCE N OUT [--words 100] [--sentences 2] [--seed 7]

Each new article takes one of SOURCE (a folder of .txt) in turn and shuffles its sentences over its
paragraphs: lengths, words and line breaks stay real, and no two articles are equal, so nothing
that remembers a paragraph can help. Sentences are cut at a full stop, question or exclamation mark
before white space, which is good enough to shuffle. With --sentences each paragraph gets so many
of them, for sources that have lost their paragraphs; with --words each article ends after the
sentence that reaches so many words, for collections that would take too long otherwise.
"""

import argparse
import random
import re
from pathlib import Path

_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def shuffled(text: str, draw: random.Random, *, each: int | None = None) -> str:
    """The text with its sentences in another order.

    Args:
        text: Real text.
        draw: Where chance comes from.
        each: Sentences of a paragraph; where nothing is said each one keeps its number.
    """
    paragraphs = [_SENTENCE.split(p.strip()) for p in _PARAGRAPH.split(text) if p.strip()]
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    draw.shuffle(sentences)
    if each:
        lots = [sentences[start : start + each] for start in range(0, len(sentences), each)]
        return "\n\n".join(" ".join(lot) for lot in lots) + "\n"
    rest = iter(sentences)
    return "\n\n".join(" ".join(next(rest) for _ in paragraph) for paragraph in paragraphs) + "\n"


def cut(text: str, words: int) -> str:
    """The text up to the sentence that reaches so many words."""
    said = 0
    for sentence in re.finditer(r"\S.*?(?:[.!?](?=\s)|$)", text, re.S):
        said += len(sentence[0].split())
        if said >= words:
            return text[: sentence.end()] + "\n"
    return text


def make_articles(
    source: Path,
    number: int,
    out: Path,
    *,
    words: int | None = None,
    sentences: int | None = None,
    seed: int = 7,
) -> None:
    """Write `number` articles into the folder `out`.

    Args:
        source: A folder of ``.txt`` articles.
        number: How many to make.
        out: Where; it is made.
        words: About how many each one has at most.
        sentences: See `shuffled`.
        seed: The same seed gives the same articles.
    """
    texts = [file.read_text(encoding="utf-8") for file in sorted(source.glob("*.txt"))]
    draw = random.Random(seed)
    out.mkdir(parents=True, exist_ok=True)
    for index in range(number):
        text = shuffled(texts[index % len(texts)], draw, each=sentences)
        text = cut(text, words) if words else text
        (out / f"article-{index:06}.txt").write_text(text, encoding="utf-8")


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
    options = parser.parse_args()
    make_articles(
        options.source, options.number, options.out, words=options.words, seed=options.seed
    )


if __name__ == "__main__":
    main()
