"""Load a spaCy pipeline and read articles with it; the only module that does."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from analysis.annotate.model import INSTALL, is_released, model_name, pipeline_folder
from analysis.annotate.names import NameFinder
from analysis.annotate.sentences import mend_sentences
from analysis.errors import AnalysisError
from analysis.structure.markup import strip_markup

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_SENTENCES = {"senter", "sentencizer"}


def load_model(model: str | None = None) -> "Language":
    """Load an installed spaCy pipeline for words, sentences and names.

    The dependency parser is left out, since nothing here asks for it and it takes a quarter of the
    time; ``senter`` finds the sentences where the pipeline has one.

    spaCy multiplies its matrices with blis; numpy's BLAS takes half the time, and tags, lemmas,
    sentences and names come out equal (a test holds that on real texts). The layers of this one
    pipeline are told so, rather than thinc, whose setting belongs to the whole process; layers on
    a GPU or on Apple's Accelerate are left as they are.

    Args:
        model: Name of an installed pipeline, or a folder; see `model_name` for the default.

    Raises:
        AnalysisError: It is not installed, its files are not those of its release, or it finds no
            names or no sentences.
    """
    import spacy

    name = model_name(model)
    folder = pipeline_folder(name)
    if not is_released(folder):
        raise AnalysisError(
            f"The files of the spaCy pipeline {name} are not those of its release; they were "
            "changed or damaged. Install them again, with --force-reinstall: "
            f"{INSTALL[folder.parent.name]}"
        )
    try:
        nlp: Language = spacy.load(folder, exclude=["parser"])
        if not _SENTENCES & {*nlp.pipe_names, *nlp.disabled}:
            nlp = spacy.load(folder)
    except (OSError, ValueError) as error:
        raise AnalysisError(f"The spaCy pipeline {name} cannot be loaded: {error}") from error
    if "senter" in nlp.disabled:
        nlp.enable_pipe("senter")
    if not {*_SENTENCES, "parser"} & set(nlp.pipe_names):
        nlp.add_pipe("sentencizer", first=True)
    if "ner" not in nlp.pipe_names and "entity_ruler" not in nlp.pipe_names:
        raise AnalysisError(
            f"The spaCy pipeline {name} finds no named entities; choose another one."
        )
    words: Any = nlp.tokenizer
    if rules := getattr(words, "rules", None):  # "It cost $12m. She left."
        words.rules = {word: parts for word, parts in rules.items() if word != "m."}
    _multiply_with_numpy(nlp)
    return nlp


def _multiply_with_numpy(nlp: "Language") -> None:
    from thinc.api import Model, NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.components:
        model = getattr(pipe, "model", None)
        for layer in model.walk() if isinstance(model, Model) else ():
            if type(layer.ops) is NumpyOps:
                layer.ops = ops


@lru_cache(maxsize=1)
def _kept_finder(name: str) -> NameFinder:
    """The pipeline that was used last, so that a process loads it once."""
    return NameFinder(load_model(name))


_LONGEST = 100_000  # characters of a paragraph; spaCy refuses a million, and memory grows with it
_PIECE = 20_000  # characters that are read at a time: of a longer one, or of many paragraphs
_FULL = 1_000_000  # different words; some 300 MB
_ONE_AT_A_TIME = Lock()  # spaCy's pipelines are not made for several threads


def read_paragraphs(texts: Sequence[str], *, model: str | NameFinder) -> pa.Table:
    """Read the paragraphs of one article, each by itself, so that no heading is glued to its body.

    They go through the pipeline together and without any other article's: what is said about an
    article cannot depend on which articles, processes or batches went along.

    Args:
        texts: Of the paragraphs.
        model: Name of a pipeline, which is then loaded once a process; or one with its names.

    Returns:
        Columns paragraph (0 …), start, end (characters of the paragraph), begins_sentence,
        begins_name, inside_name (a name's words after its first), is_stop (it or its lemma, as in
        "said"), is_alpha, lemma, pos, label (of the name). One row a token, no white space.

    Raises:
        AnalysisError: See `load_model`.
    """
    with _ONE_AT_A_TIME:
        finder = _kept_finder(model) if isinstance(model, str) else model
        if len(finder.nlp.vocab.strings) > _FULL:
            # spaCy remembers every different word; a process that reads millions of articles must
            # not grow, and loading anew costs less than forgetting after each batch.
            _kept_finder.cache_clear()
        stripped = [strip_markup(text) for text in texts]
        blocks: list[np.ndarray] = []
        for first, stop in _groups([len(read) for read, _ in stripped]):
            reads = [read for read, _ in stripped[first:stop]]
            is_long = len(reads[0]) > _LONGEST
            numbers = [_read_in_pieces(reads[0], finder)] if is_long else _read(reads, finder)
            blocks += map(_settled, numbers, texts[first:stop], stripped[first:stop])
        return _table(blocks, finder)


def _read(texts: Sequence[str], finder: NameFinder) -> list[np.ndarray]:
    """What the pipeline says of paragraphs that go through it together; see `_numbers`."""
    # Names are found a quarter of a batch at a time; so all of these are one of those.
    batch = max(8, 4 * len(texts))
    docs = list(finder.nlp.pipe(texts, batch_size=batch, disable=finder.pipes))
    finder.mark(docs)
    return [_numbers(doc) for doc in docs]


def _groups(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Paragraphs that are read together: of an article of usual length all, never too many."""
    first, characters = 0, 0
    for number, length in enumerate(lengths):
        if number > first and characters + length > _PIECE:
            yield first, number
            first, characters = number, 0
        characters += length
    if lengths:
        yield first, len(lengths)


_ATTRIBUTES: list[int | str] = [
    *("IDX", "LENGTH", "IS_SPACE", "SENT_START", "IS_STOP", "IS_ALPHA"),
    *("ENT_IOB", "ENT_TYPE", "LEMMA", "POS"),
]
_BEGINS, _INSIDE = 3, 1  # spaCy's codes for a token's place in a name


def _numbers(doc: "Doc") -> np.ndarray:
    """One row per token that is no white space: start, end and what spaCy knows, all numbers."""
    numbers = doc.to_array(_ATTRIBUTES).reshape(len(doc), len(_ATTRIBUTES)).astype(np.int64)
    if len(numbers):
        numbers[0, 3] = 1
    numbers[:, 1] += numbers[:, 0]
    space = numbers[:, 2].astype(bool)
    if space.any():
        # A sentence or a name may begin with white space; its first word then begins it.
        for column, begins in ((3, 1), (6, _BEGINS)):
            for index in np.flatnonzero(space & (numbers[:, column] == begins)):
                if index + 1 < len(numbers) and (column == 3 or numbers[index + 1, 6] == _INSIDE):
                    numbers[index + 1, column] = begins
        numbers = numbers[~space]
    return numbers


def _read_in_pieces(text: str, finder: NameFinder) -> np.ndarray:
    """As `_numbers`, of a paragraph that is too long to be read at once.

    It is cut where the model lets the last sentence of a piece begin; where that is nowhere,
    between words, and where there is no white space, anywhere.
    """
    blocks = []
    at, goes_on = 0, False
    while at < len(text):
        last = min(at + _PIECE, len(text))
        ends = range(last, at, -1) if last < len(text) else ()
        stop = next((end for end in ends if text[end - 1].isspace()), last)
        (numbers,) = _read([text[at:stop]], finder)
        starts = np.flatnonzero(numbers[:, 3] == 1)
        if goes_on:
            numbers[:1, 3] = 0
        if len(starts) > 1 and stop < len(text):
            stop = at + int(numbers[starts[-1], 0])
            numbers = numbers[: starts[-1]]
            goes_on = False
        elif len(numbers):
            goes_on = True
        numbers[:, :2] += at
        blocks.append(numbers)
        at = stop
    return np.concatenate(blocks)


def _settled(numbers: np.ndarray, text: str, stripped: tuple[str, list[int] | None]) -> np.ndarray:
    """The numbers with sentences mended and places counted in the text as it stands."""
    if not len(numbers):
        return numbers
    read, origin = stripped
    start, end = numbers[:, 0].copy(), numbers[:, 1].copy()
    opens_line = np.arange(len(numbers)) == 0
    if origin is not None:
        places = np.asarray(origin)
        numbers[:, 0] = places[start]
        numbers[:, 1] = places[end - 1] + 1
        gaps = zip(numbers[:-1, 1].tolist(), numbers[1:, 0].tolist(), strict=True)
        opens_line[1:] = ["\n" in text[end:begin] for end, begin in gaps]
    words = [read[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    glued = np.append(False, start[1:] == end[:-1])
    numbers[:, 3] = mend_sentences(words, numbers[:, 3] == 1, glued, opens_line)
    return numbers


def _table(blocks: list[np.ndarray], finder: NameFinder) -> pa.Table:
    """The paragraphs' numbers as a table; spaCy's 64-bit hashes become strings."""
    numbers = np.concatenate([np.zeros((0, len(_ATTRIBUTES)), dtype=np.int64), *blocks])
    start, end, _, sent_start, is_stop, is_alpha, iob, *hashes = numbers.T
    is_stop |= np.isin(hashes[1], finder.stops)
    label, lemma, pos = (_strings(column, finder.nlp.vocab.strings) for column in hashes)
    return pa.table(
        {
            "paragraph": np.repeat(np.arange(len(blocks)), [len(block) for block in blocks]),
            "start": start,
            "end": end,
            "begins_sentence": sent_start == 1,
            "begins_name": iob == _BEGINS,
            "inside_name": iob == _INSIDE,
            "is_stop": is_stop == 1,
            "is_alpha": is_alpha == 1,
            "lemma": lemma,
            "pos": pos,
            "label": label,
        }
    )


def _strings(hashes: np.ndarray, strings: "StringStore") -> pa.Array:
    different, places = np.unique(hashes.astype(np.uint64), return_inverse=True)
    texts = pa.array([strings[each] for each in different.tolist()], pa.string())
    return texts.take(pa.array(places))
