"""Find a model's names in all words of an article at once, as spaCy finds them one by one."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_BEFORE = {"tok2vec", "tagger", "senter", "sentencizer", "attribute_ruler", "lemmatizer"}


class NameFinder:
    """What a pipeline's entity recogniser says, for a third of the time of reading less.

    spaCy decides on one word after the other, since a word inside a name depends on where the name
    began. Outside of one, a decision depends on the word alone: so all words are scored at once as
    if no name were open, and wherever one may begin it is followed to its end, all of them
    together. What begins inside an earlier name then drops out.

    Source of the transitions: G. Lample et al. 2016, Neural Architectures for Named Entity
    Recognition, in the BILUO scheme of L. Ratinov & D. Roth 2009.

    Attributes:
        nlp: The pipeline.
        stops: spaCy's hashes of its stop words.
        pipes: The name of the pipe that it stands for; `nlp.pipe` may leave it out. None where the
            recogniser is built in another way.
    """

    def __init__(self, nlp: "Language") -> None:
        """Take over from the recogniser of `nlp`, where it permits that."""
        self.nlp = nlp
        hashes = [nlp.vocab.strings[word] for word in nlp.Defaults.stop_words]
        self.stops = np.array(hashes, dtype="uint64").astype("int64")
        self.pipes: tuple[str, ...] = ()
        if _is_usual(nlp):
            self.pipes = ("ner",)
            ner: Any = nlp.get_pipe("ner")
            self._tokens_to_vectors, self._lower, self._upper = ner.model.layers
            names = map(ner.moves.get_class_name, range(ner.moves.n_moves))
            moves = [name.partition("-")[::2] for name in names]
            self._labels = [label for _, label in moves]
            self._begin, self._unit, self._out = (
                np.array([kind == wanted and bool(label) != (kind == "O") for kind, label in moves])
                for wanted in "BUO"
            )
            place = {move: number for number, move in enumerate(moves)}
            self._inside, self._last = (
                np.array([place.get((kind, label), -1) for label in self._labels]) for kind in "IL"
            )

    def mark(self, docs: Sequence["Doc"]) -> None:
        """Set the names of paragraphs that the other pipes have read."""
        from spacy.tokens import Span

        sizes = [len(doc) for doc in docs]
        if not self.pipes or not sum(sizes):
            return
        told = [doc.to_array(["SENT_START", "IS_SPACE"]).reshape(len(doc), 2) for doc in docs]
        opens, space = (np.concatenate(told) == 1).T
        opens[np.cumsum([0, *sizes[:-1]])[np.array(sizes) > 0]] = True
        closes = np.append(opens[1:], True)  # no name goes on over the end of a sentence
        found = self._find(docs, closes, space)
        at = 0
        for doc, size in zip(docs, sizes, strict=True):
            low, high = bisect_left(found, (at,)), bisect_left(found, (at + size,))
            names = [
                Span(doc, begin - at, end - at, label=self._labels[move])
                for begin, end, move in found[low:high]
            ]
            doc.set_ents(names)
            at += size

    def _find(
        self, docs: Sequence["Doc"], closes: np.ndarray, space: np.ndarray
    ) -> list[tuple[int, int, int]]:
        """First word, the one after the last, and move of each name, in order."""
        parts = self._lower.predict(self._tokens_to_vectors.predict(docs))
        nothing, parts = parts[0], parts[1:]

        def score(word: Any, first: Any, before: Any) -> np.ndarray:
            hidden = (word + first + before + self._lower.get_param("b")).max(axis=-1)
            scores: np.ndarray = self._upper.predict(hidden)
            return scores

        alone = score(parts[:, 0], nothing[1], nothing[2])
        barred = np.zeros_like(alone, dtype=bool)
        barred[:, ~(self._begin | self._unit | self._out)] = True
        barred[np.ix_(closes, self._begin)] = True
        barred[np.ix_(space, self._begin | self._unit)] = True
        move = np.where(barred, -np.inf, alone).argmax(axis=1)
        last = np.arange(len(move))
        first = np.flatnonzero(self._begin[move])
        while len(first):
            last[first] += 1
            at = last[first]
            scores = score(parts[at, 0], parts[first, 1], parts[at - 1, 2])
            row, label = np.arange(len(first)), move[first]
            goes_on = scores[row, self._inside[label]] >= scores[row, self._last[label]]
            first = first[goes_on & ~closes[at]]
        found, free = [], 0
        for begin in np.flatnonzero(~self._out[move]).tolist():
            if begin >= free:
                free = int(last[begin]) + 1
                found.append((begin, free, int(move[begin])))
        return found


def _is_usual(nlp: "Language") -> bool:
    """Whether the recogniser is spaCy's own, runs last, and has the layers of its usual models."""
    from spacy.pipeline import EntityRecognizer
    from thinc.api import NumpyOps

    if nlp.pipe_names[-1:] != ["ner"] or not set(nlp.pipe_names[:-1]) <= _BEFORE:
        return False
    ner: Any = nlp.get_pipe("ner")
    if type(ner) is not EntityRecognizer or ner.cfg["beam_width"] != 1:
        return False
    model = ner.model
    return (
        isinstance(model.ops, NumpyOps)
        and model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and (model.layers[1].get_dim("nF"), model.layers[1].get_dim("nP")) == (3, 2)
    )
