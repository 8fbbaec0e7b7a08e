"""Ask a pipeline once for the part of speech and the lemma of each word and tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_ASKED = ("attribute_ruler", "lemmatizer")
# What a rule may ask of a token and get the same answer wherever the word stands. Without a parser
# no token has a DEP.
_ALWAYS_THE_SAME = {"TAG", "DEP", "ORTH", "TEXT", "LOWER", "LENGTH", "IS_SPACE", "IS_PUNCT"}
_FULL = 500_000  # words with a tag; some 100 MB

Entry = tuple[int, int, int, int]


class Lexicon:
    """What a pipeline's attribute ruler and lemmatizer say of each word and tag.

    Both of them look at one token after the other, by rules nearly all of which ask only for the
    word and its tag: a fifth of the time of reading goes into asking the same again. The rules
    about two words ("let 's", "gon na") are matched in every paragraph, and where one fits, the
    paragraph goes through both pipes as ever.

    Attributes:
        pipes: The names of the pipes that it stands for; `nlp.pipe` may leave them out.
    """

    def __init__(self, nlp: Language, *, fast: bool = True) -> None:
        """Take over from the pipes of `nlp`, where its rules permit that and `fast` asks for it."""
        self.nlp = nlp
        self.pipes: tuple[str, ...] = ()
        self._known: dict[Entry, tuple[str, str]] = {}
        rules = _rules(nlp) if fast else None
        if rules is not None:
            from spacy.matcher import Matcher
            from spacy.pipeline import AttributeRuler

            self.pipes = _ASKED
            self._alone = AttributeRuler(nlp.vocab)
            self._alone.add_patterns([rule for rule in rules if _is_about_one_token(rule)])
            self._together = Matcher(nlp.vocab)
            for number, rule in enumerate(rules):
                if not _is_about_one_token(rule):
                    self._together.add(str(number), rule["patterns"])

    def settle(self, doc: Doc) -> None:
        """Send a paragraph through the pipes where a rule about several words fits in it."""
        if self.pipes and self._together(doc, allow_missing=True):
            for name in self.pipes:
                self.nlp.get_pipe(name)(doc)

    def look_up(self, entries: list[Entry]) -> list[tuple[str, str]]:
        """Lemma and part of speech of each entry.

        An entry is word, tag, lemma and part of speech, as spaCy's hashes; the last two are 0
        where the pipes were left out.
        """
        if len(self._known) > _FULL:
            self._known.clear()
        strings = self.nlp.vocab.strings
        new = [entry for entry in entries if entry not in self._known]
        asked = [entry for entry in new if self.pipes and not any(entry[2:])]
        for entry in new:
            self._known[entry] = strings[entry[2]], strings[entry[3]]
        self._known.update(zip(asked, self._ask(asked), strict=True))
        return [self._known[entry] for entry in entries]

    def _ask(self, entries: list[Entry]) -> list[tuple[str, str]]:
        if not entries:
            return []
        from spacy.tokens import Doc

        strings = self.nlp.vocab.strings
        words, tags = ([strings[entry[place]] for entry in entries] for place in (0, 1))
        doc = Doc(self.nlp.vocab, words=words, tags=tags)
        self._alone(doc)
        self.nlp.get_pipe("lemmatizer")(doc)
        return [(token.lemma_, token.pos_) for token in doc]


def _rules(nlp: Language) -> list[dict[str, Any]] | None:
    """The attribute ruler's rules; nothing where they or the lemmatizer ask for more."""
    from spacy.lang.en.lemmatizer import EnglishLemmatizer
    from spacy.pipeline import AttributeRuler

    if [name for name in nlp.pipe_names if name in _ASKED] != list(_ASKED) or {
        "parser",
        "morphologizer",
        "entity_ruler",
    } & set(nlp.pipe_names):
        return None
    ruler, lemmatizer = (nlp.get_pipe(name) for name in _ASKED)
    if type(ruler) is not AttributeRuler or type(lemmatizer) is not EnglishLemmatizer:
        return None
    rules: list[dict[str, Any]] = [dict(rule) for rule in ruler.patterns]
    single = [pattern[0] for rule in rules for pattern in rule["patterns"] if len(pattern) == 1]
    if not all(pattern and pattern.keys() <= _ALWAYS_THE_SAME for pattern in single):
        return None
    return rules


def _is_about_one_token(rule: dict[str, Any]) -> bool:
    return all(len(pattern) == 1 for pattern in rule["patterns"])
