"""The rules in their order: from the spans of one article to mentions with entity and type."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.entities.aliases import Ambiguous, merge_names, name_group
from analysis.entities.boundaries import repair
from analysis.entities.corrections import Correction, correct
from analysis.entities.labels import count_votes
from analysis.entities.mention import CLOSED, Mention, Name, Span, Words
from analysis.entities.missed import (
    add_unmarked,
    begin_of_person,
    carry,
    common_acronyms,
    is_junk,
)
from analysis.entities.names import WORDS
from analysis.entities.places import find_place


@dataclass(slots=True)
class ResolvedArticle:
    """One article on its way through the rules, and what came out.

    Spans that do not count are left out, each with its outcome; names in headings wait until it is
    known which of them the body has. For ``taken`` see `carry`.
    """

    words: Words
    mentions: list[Mention] = field(default_factory=list)
    left_out: list[tuple[Mention, str]] = field(default_factory=list)
    ambiguous: list[Ambiguous] = field(default_factory=list)
    headings: list[Mention] = field(default_factory=list)
    acronyms: frozenset[str] = frozenset()
    taken: bytearray = field(default_factory=bytearray)

    def take(self, mention: Mention) -> None:
        """Count a mention, for now."""
        self.mentions.append(mention)
        self.taken[mention.first : mention.last] = b"\1" * (mention.last - mention.first)

    def put(self, new: list[Mention]) -> None:
        """Count mentions that a rule added, in place of shorter ones inside them."""
        covered = {index for mention in new for index in range(mention.first, mention.last)}
        inside = [mention for mention in self.mentions if mention.first in covered]
        self.leave_out(inside, "inside a longer name")
        self.mentions = [m for m in self.mentions if m.first not in covered] + new

    def leave_out(self, mentions: Iterable[Mention], outcome: str) -> None:
        """Record spans that do not count; of what a rule had added nothing remains."""
        self.left_out += [(mention, outcome) for mention in mentions if mention.raw.label]


def resolve_article(
    words: Words, spans: Iterable[Span], corrections: list[Correction]
) -> ResolvedArticle:
    """Repair spans, add what the model missed, join names, vote on types, apply corrections."""
    article = ResolvedArticle(words, taken=bytearray(len(words)), acronyms=common_acronyms(words))
    spans = list(spans)
    known = frozenset(span.text for span in spans if span.label not in CLOSED)
    for span in spans:
        _sort_span(article, span, known)
    _find_missed(article)
    _name_entities(article)
    if corrections:
        article.mentions, removed = correct(words, article.mentions, corrections)
        article.leave_out(removed, "junk")
    return article


def _sort_span(article: ResolvedArticle, span: Span, known: frozenset[str]) -> None:
    """Decide on a span of the model, and mend its boundaries."""
    words = article.words
    first, last = bisect_left(words.start, span.start), bisect_left(words.start, span.end)
    whole = Mention(first, last, span.text, span)
    if span.label in CLOSED:
        article.leave_out([whole], "date or number")
        article.taken[first:last] = (b"\1", b"\2")[last - first == 1] * (last - first)
        return
    if not words.counted[first] and not words.heading[first]:
        article.leave_out([whole], "not counted")
        return
    is_name = False
    for begin, stop, rules in repair(words, first, last, span.label, known):
        if not is_junk(words, begin, stop, article.acronyms, known):
            is_name = True
            text = span.text[words.start[begin] - span.start : words.end[stop - 1] - span.start]
            earlier = begin_of_person(words, begin, article.taken)
            if span.label == "PERSON" and words.counted[begin] and earlier < begin:
                begin = earlier
                text = words.phrase(begin, stop)
                rules.append("name before a particle")
            mention = Mention(begin, stop, text, span, rules)
            if words.counted[begin]:
                article.take(mention)
            else:
                article.headings.append(mention)
    if not is_name:
        article.leave_out([whole], "junk")


def _find_missed(article: ResolvedArticle) -> None:
    """Names in headings that the body has too, and names that the model missed."""
    words, taken = article.words, article.taken
    longest = max((len(mention.name.split()) for mention in article.headings), default=0)
    in_body = {
        " ".join(name[first:stop])
        for name in {tuple(mention.name.split()) for mention in article.mentions}
        for first in range(len(name))
        for stop in range(first + 1, min(first + longest, len(name)) + 1)
    }
    for mention in article.headings:
        if mention.name in in_body:
            article.take(mention)
        else:
            article.leave_out([mention], "heading")
    for single in (False, True):  # longer names first, so that none is cut short
        article.put(add_unmarked(words, article.mentions, taken, article.acronyms, single=single))
        article.put(carry(words, article.mentions, taken))
    article.mentions.sort(key=lambda mention: mention.first)


def _name_entities(article: ResolvedArticle) -> None:
    """Entity and label for every mention; names that nothing speaks for are dropped."""
    by_text: dict[str, Name] = {}
    for mention in article.mentions:
        name = by_text.setdefault(mention.name, Name(mention.name, mention.name.split()))
        name.mentions.append(mention)
    names = list(by_text.values())
    count_votes(article.words, names, article.taken)
    in_place = _standing_after(article, WORDS["where"])
    sons = _standing_after(article, WORDS["relative of"])
    groups, article.ambiguous = merge_names(names, _defined(article), in_place, sons)
    members: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        members[groups.root(name.text)].append(name)
    labels: dict[str, str] = {}
    uses = Counter(word for name in names for word in name.words)
    article.mentions = []
    for group in sorted(members.values(), key=lambda g: -sum(len(n.mentions) for n in g)):
        entity, label = name_group(group, groups.persons)
        label = labels.setdefault(entity, label)
        if _is_supported(group, uses):
            for name in group:
                for mention in name.mentions:
                    _settle(mention, entity, label, groups.rule.get(name.text, ""))
                article.mentions += name.mentions
    article.mentions.sort(key=lambda mention: mention.first)


def _defined(article: ResolvedArticle) -> dict[str, str]:
    """Names in brackets with the name right before the bracket."""
    ends = {mention.last: mention.name for mention in article.mentions}
    return {
        mention.name: ends[mention.first - 1]
        for mention in article.mentions
        if mention.first - 1 in ends and article.words.text[mention.first - 1] == "("
    }


def _standing_after(article: ResolvedArticle, words: dict[str, str]) -> Counter[str]:
    """How often each name stands after such a word, as a city does after "in", unlike a team."""
    before = ["", *article.words.text]
    return Counter(m.name for m in article.mentions if before[m.first].lower() in words)


def _is_supported(group: list[Name], uses: Counter[str]) -> bool:
    """Whether the model marked a name, something speaks for its type, or another has its word."""
    name = group[0]
    if len(group) > 1 or name.votes or any(mention.raw.label for mention in name.mentions):
        return True
    return len(name.words) > 1 and any(uses[word] > 1 for word in name.words if word[0].isupper())


def _settle(mention: Mention, entity: str, label: str, rule: str) -> None:
    mention.entity, mention.label = entity, label
    if entity != mention.name:
        if not rule and find_place(mention.name):
            rule = "place list"
        elif not rule:
            rule = "plural to singular" if label == "NORP" else "fullest name"
        mention.note(rule)
    if label != mention.raw.label and mention.raw.label:
        mention.note("type by vote")
