"""One article through all the rules: from spans to mentions that have an entity and a type."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.entities.aliases import Unmerged, merge_names, name_group
from analysis.entities.boundaries import repair
from analysis.entities.corrections import Correction, correct
from analysis.entities.labels import count_votes
from analysis.entities.mention import CLOSED, Mention, Name, Words
from analysis.entities.missed import add_unmarked, carry, common_acronyms, is_junk
from analysis.entities.names import given_names
from analysis.entities.places import find_place

Span = tuple[int, int, str, str]


@dataclass(slots=True)
class ResolvedArticle:
    """One article on its way through the rules, and what came out.

    Attributes:
        words: Its tokens.
        mentions: In text order, with entity and label.
        dropped: The spans that do not count, each with its fate.
        unmerged: Names that fit more than one longer one: text, candidates, reason.
        headings: Names in headings, until it is known which of them the body has.
        acronyms: Acronyms that are no names.
        taken: 1 for a token of a mention, 2 for one of a date or number.
    """

    words: Words
    mentions: list[Mention] = field(default_factory=list)
    dropped: list[tuple[Mention, str]] = field(default_factory=list)
    unmerged: list[Unmerged] = field(default_factory=list)
    headings: list[Mention] = field(default_factory=list)
    acronyms: frozenset[str] = frozenset()
    taken: bytearray = field(default_factory=bytearray)


def resolve_article(
    words: Words, spans: Iterable[Span], corrections: list[Correction]
) -> ResolvedArticle:
    """Repair spans, add what the model missed, join names, vote on types, apply corrections.

    Args:
        words: The article's tokens.
        spans: Start, end, text and label of the model's spans.
        corrections: The reviewed list's rows for this article.
    """
    article = ResolvedArticle(words)
    _sort_spans(article, spans)
    _find_missed(article)
    _name_entities(article)
    if corrections:
        article.mentions, removed = correct(words, article.mentions, corrections)
        article.dropped += [(mention, "junk") for mention in removed if mention.raw_label]
    return article


def _sort_spans(article: ResolvedArticle, spans: Iterable[Span]) -> None:
    """Decide on each span of the model; of two that overlap the longer one stands."""
    words = article.words
    article.acronyms = common_acronyms(words)
    article.taken = taken = bytearray(len(words))
    for start, end, text, raw_label in sorted(spans, key=lambda span: span[0] - span[1]):
        first, last = bisect_left(words.start, start), bisect_left(words.start, end)
        span = Mention(first, last, raw_label, text)
        if raw_label in CLOSED:
            article.dropped.append((span, "date or number"))
            taken[first:last] = b"\2" * (last - first)
        elif not words.counted[first] and not words.heading[first]:
            article.dropped.append((span, "not counted"))
        elif 1 in taken[first:last]:
            article.dropped.append((span, "inside a longer name"))
        else:
            _repair_span(article, span, start)
    article.mentions.sort(key=lambda mention: mention.first)


def _repair_span(article: ResolvedArticle, span: Mention, start: int) -> None:
    words = article.words
    pieces = repair(words, span.first, span.last, span.raw_label)
    is_name = False
    for first, last, rules in pieces:
        if is_junk(words, first, last, article.acronyms):
            continue
        is_name, mention = True, span
        if (first, last) != (span.first, span.last):
            text = span.text[words.start[first] - start : words.end[last - 1] - start]
            mention = Mention(first, last, span.raw_label, text, rules=rules)
        if words.counted[first]:
            article.mentions.append(mention)
            article.taken[first:last] = b"\1" * (last - first)
        else:
            article.headings.append(mention)
    if not is_name:
        article.dropped.append((span, "junk"))


def _find_missed(article: ResolvedArticle) -> None:
    """Names in headings that the body has too, and names that the model missed."""
    words, taken = article.words, article.taken
    body = {mention.name for mention in article.mentions}
    for mention in article.headings:
        if mention.name in body:
            article.mentions.append(mention)
            taken[mention.first : mention.last] = b"\1" * (mention.last - mention.first)
        else:
            article.dropped.append((mention, "heading"))
    for single in (False, True):  # longer names first, so that none is cut short
        new, inside = add_unmarked(words, article.mentions, taken, article.acronyms, single=single)
        article.mentions = [m for m in article.mentions if m not in inside] + new
        article.dropped += [(m, "inside a longer name") for m in inside if m.raw_label]
        article.mentions += carry(words, new if single else article.mentions, taken)
    article.mentions.sort(key=lambda mention: mention.first)


def _name_entities(article: ResolvedArticle) -> None:
    """Entity and label for every mention."""
    words = article.words
    names: dict[str, Name] = {}
    unsupported: set[str] = set()
    for mention in article.mentions:
        if mention.name not in names:
            names[mention.name] = Name(mention.name, mention.name.split())
        names[mention.name].mentions.append(mention)
    count_votes(words, list(names.values()), article.taken)
    ends = {mention.last: mention.name for mention in article.mentions}
    defined = {
        mention.name: ends[mention.first - 1]
        for mention in article.mentions
        if mention.first - 1 in ends and words.text[mention.first - 1] == "("
    }
    groups, article.unmerged = merge_names(list(names.values()), defined)
    members: dict[str, list[Name]] = {}
    for name in names.values():
        members.setdefault(groups.root(name.text), []).append(name)
    labels: dict[str, str] = {}
    uses = Counter(word for name in names.values() for word in name.words)
    for group in sorted(members.values(), key=lambda g: -sum(len(n.mentions) for n in g)):
        if is_unsupported(group, uses):
            unsupported.add(group[0].text)
        entity, label = name_group(group, groups.persons)
        label = labels.setdefault(entity, label)
        for name in group:
            rule = groups.rule.get(name.text, "")
            for mention in name.mentions:
                _settle(mention, entity, label, rule)
    article.mentions = [m for m in article.mentions if m.name not in unsupported]


def is_unsupported(group: list[Name], uses: Counter[str]) -> bool:
    """Whether the model never marked it and nothing speaks for it.

    Several words stand where they come twice, begin with a given name, or share a word with
    another name (``uses`` counts the names that have each word).
    """
    name = group[0]
    if len(group) > 1 or name.votes or any(mention.raw_label for mention in name.mentions):
        return False
    return len(name.words) == 1 or not (
        len(name.mentions) > 1
        or name.words[0] in given_names()
        or any(uses[word] > 1 for word in name.words if word[0].isupper())
    )


def _settle(mention: Mention, entity: str, label: str, rule: str) -> None:
    mention.entity, mention.label = entity, label
    if entity != mention.name:
        if not rule:
            place = find_place(mention.name)
            rule = "place list" if place else "fullest name"
            if label == "NORP" and not place:
                rule = "plural to singular"
        mention.note(rule)
    if label != mention.raw_label and mention.raw_label:
        mention.note("type by vote")
