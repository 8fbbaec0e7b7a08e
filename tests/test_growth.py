"""Ten times the text takes some ten times the work, whatever its shape; calls are counted."""

import itertools
import sys
import time

import pytest
from routes import write
from test_entities import annotated

from analysis import open_corpus, shared_with_peers, stability
from analysis.entities import resolve
from analysis.structure import find_structure
from analysis.structure.markup import strip_markup

SYLLABLES = ("Ba", "Dor", "El", "Fin", "Ga", "Lo", "Mir", "Nes", "Ta", "Vik")
WORDS = [a + b.lower() + c.lower() for a, b, c in itertools.product(SYLLABLES, repeat=3)]
LABELS = ("PERSON", "ORG", "GPE")


def names(count):
    """So many different names, with headings, acronyms, names that share ends or surnames."""
    for n in range(count):
        word, other = WORDS[n % 997], WORDS[n * 7 % 991]
        yield f"# {other}"
        named = f"[{word} {other}|{LABELS[n % 3]}], [{other} United|ORG], [{word[0]}{n}X|ORG]"
        named += f", [{word} {WORDS[n % 9]}|PERSON]"
        yield f"He saw {named}."


def resolve_names(count):
    tokens, spans = annotated(*names(count))
    return lambda: resolve(spans, tokens)


def find_short_lines(count):
    text = "\n".join(f"The {WORDS[n % 997]} and {WORDS[n * 7 % 991]}" for n in range(4 * count))
    return lambda: find_structure(text)


def calls(work):
    """How many functions are called, Python's own included."""
    counted = itertools.count()
    sys.setprofile(lambda frame, event, _: next(counted) if event.endswith("call") else None)
    try:
        work()
    finally:
        sys.setprofile(None)
    return next(counted)


@pytest.mark.parametrize("work", [resolve_names, find_short_lines])
def test_four_times_the_text_takes_about_four_times_the_calls(work):
    work(50)()  # what is imported or read once
    assert calls(work(800)) < 5.5 * calls(work(200))


def test_brackets_that_open_no_link_take_no_time():
    started = time.process_time()
    assert strip_markup("[" * 80_000)[0] == "[" * 80_000
    assert time.process_time() - started < 5


def test_a_run_of_capitals_that_goes_on_for_pages_takes_no_time():
    tokens, spans = annotated("So " + " ".join(WORDS * 12))
    started = time.process_time()
    resolve(spans, tokens)
    assert time.process_time() - started < 2


def test_a_span_that_goes_on_for_pages_is_no_name():
    tokens, spans = annotated("So [" + "Ada and " * 2000 + "Ada|PERSON] left.")
    assert set(resolve(spans, tokens).spans["outcome"]) == {"junk"}


def test_endless_words_take_no_time_where_a_ranking_is_tried_out(tmp_path):
    text = f"The mayor of Lyon saw the river rise. {'x' * 200_000} bridge opened. "
    article = open_corpus(write(tmp_path, {"a.txt": text}), cache=False).only()
    started = time.process_time()
    stays = stability(article.tokens, article.mentions)
    shared_with_peers(stays["keyword"].tolist(), article.tokens)
    assert time.process_time() - started < 8
