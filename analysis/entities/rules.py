"""The rules in their order: from the spans of one article to mentions with entity and type."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.entities.aliases import Ambiguous, merge_names, name_group
from analysis.entities.boundaries import repair
from analysis.entities.corrections import REVIEWED, Correction, correct
from analysis.entities.labels import count_votes
from analysis.entities.mention import CLOSED, Mention, Name, Span, Words
from analysis.entities.missed import add_unmarked, carry, common_acronyms, is_junk, line_ups
from analysis.entities.names import SEX, bare, find_place, is_title
from analysis.structure.markup import visible_text

_LONGEST = 100  # tokens of a span; of a text that repeats itself the model makes one of all


@dataclass(slots=True)
class ResolvedArticle:
    """One article on its way through the rules, and what came out.

    Spans that do not count are left out, each with its outcome.
    """

    words: Words
    mentions: list[Mention] = field(default_factory=list)
    left_out: list[tuple[Mention, str]] = field(default_factory=list)
    ambiguous: list[Ambiguous] = field(default_factory=list)

    def put(self, new: list[Mention]) -> None:
        """Count mentions that a rule added, in place of shorter ones inside them."""
        covered = {index for mention in new for index in range(mention.first, mention.last)}
        inside = [mention for mention in self.mentions if mention.first in covered]
        self.leave_out(inside, "inside a longer name")
        self.mentions = [m for m in self.mentions if m.first not in covered] + new

    def leave_out(self, mentions: Iterable[Mention], outcome: str) -> None:
        """Record spans that do not count; of what a rule had added nothing remains."""
        self.left_out += [(mention, outcome) for mention in mentions if mention.raw.label]

    def unmerged(self) -> list[tuple[str, str, str]]:
        """Text, entities and reason of the ambiguous names that no correction decides."""
        kept, rows = set(self.mentions), []
        for name, longer, reason in self.ambiguous:
            places = [mention for full in longer for mention in full.mentions]
            entities = dict.fromkeys(mention.entity for mention in places if mention in kept)
            is_open = any(m in kept and REVIEWED not in m.rules for m in name.mentions)
            if is_open and entities:
                rows.append((name.text, " | ".join(entities), reason))
        return rows


def resolve_article(
    words: Words, spans: list[Span], corrections: list[Correction]
) -> ResolvedArticle:
    """Repair spans, add what the model missed, join names, vote on types, apply corrections."""
    names = [span.text for span in spans if span.label not in CLOSED]
    words.known = frozenset(
        name for name in names if not all(is_title(word) or word == "The" for word in name.split())
    )
    words.no_names = common_acronyms(words)
    words.line_ups = line_ups(words, [span.text for span in spans if span.label == "PERSON"])
    article = ResolvedArticle(words)
    places = [(bisect_left(words.start, span.start), span) for span in spans]
    for in_body in (True, False):
        texts = {mention.text for mention in article.mentions}
        for first, span in places:
            if words.counted[first] == in_body:
                _sort_span(article, first, span, texts)
    for single in (False, True):  # longer names first, so that none is cut short
        article.put(add_unmarked(words, article.mentions, single=single))
        article.put(carry(words, article.mentions))
    article.mentions.sort(key=lambda mention: mention.first)
    _name_entities(article)
    if corrections:
        found, article.mentions = article.mentions, correct(words, article.mentions, corrections)
        article.leave_out(set(found).difference(article.mentions), "junk")
    return article


def _sort_span(article: ResolvedArticle, first: int, span: Span, in_body: set[str]) -> None:
    """Decide on a span of the model, and mend it; in headings only names ``in_body`` count."""
    words, last = article.words, bisect_left(article.words.start, span.end)
    whole = Mention(first, last, span.text, span)
    if span.label in CLOSED:
        article.leave_out([whole], "date or number")
        words.taken[first:last] = (b"\1", b"\2")[last - first == 1] * (last - first)
    elif not words.counted[first] and not words.heading[first]:
        article.leave_out([whole], "not counted")
    else:
        names = repair(words, first, last, span.label) if last - first <= _LONGEST else []
        names = [name for name in names if not is_junk(words, *name[:2])]
        for begin, stop, rules in names:
            mention = Mention(begin, stop, words.phrase(begin, stop), span, rules)
            if begin >= first:  # of "**Al**-Maliki" the model's text has no gap
                text = span.text[words.start[begin] - span.start :]
                mention.text = visible_text(text[: words.end[stop - 1] - words.start[begin]])
            if words.counted[begin] or mention.text in in_body:
                article.mentions.append(mention)
                words.take(begin, stop)
            else:
                article.leave_out([mention], "heading")
        if not names:
            article.leave_out([whole], "junk")


def _name_entities(article: ResolvedArticle) -> None:
    """Entity and label for every mention; names that nothing speaks for are dropped."""
    by_text: dict[tuple[str, str], Name] = {}
    by_end: dict[int, Name] = {}
    defined: dict[str, Name] = {}  # a name in brackets by the one right before the bracket
    told = [(m.text, SEX.get(bare(article.words.near(m, -1)), "")) for m in article.mentions]
    titled = {(name, sex) for text, sex in told for name in (text, text.split()[-1])}
    for mention, (text, sex) in zip(article.mentions, told, strict=True):
        sex = sex if {(text, "man"), (text, "woman")} <= titled else ""
        name = by_text.setdefault((text, sex), Name(text, text.split(), sex=sex))
        name.mentions.append(mention)
        by_end[mention.last] = name
        before = mention.first - 1
        if before in by_end and article.words.text[before] == "(":
            defined[mention.text] = by_end[before]
    names = list(by_text.values())
    count_votes(article.words, names)
    for name in names:
        if name.sex:
            first = name.mentions[0]
            name.text = article.words.phrase(first.first - 1, first.last)
    article.ambiguous = merge_names(names, defined)
    members: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        members[name.root().text].append(name)
    labels: dict[str, str] = {}
    uses = Counter(word for name in names for word in name.words)
    for group in members.values():
        entity, label = name_group(group)
        label = labels.setdefault(entity, label)
        if _is_supported(group, uses):
            for name in group:
                for mention in name.mentions:
                    _settle(mention, entity, label, name.rule or (name.sex and "told by its title"))
    article.mentions = [mention for mention in article.mentions if mention.entity]


def _is_supported(group: list[Name], uses: Counter[str]) -> bool:
    """Whether the model marked a name, something speaks for its type, or another has its word."""
    name = group[0]
    if len(group) > 1 or name.votes or any(mention.raw.label for mention in name.mentions):
        return True
    return len(name.words) > 1 and any(uses[word] > 1 for word in name.words if word[0].isupper())


def _settle(mention: Mention, entity: str, label: str, rule: str) -> None:
    mention.entity, mention.label = entity, label
    if entity != mention.text:
        listed = "place list" if find_place(mention.text) else "another spelling of the name"
        mention.note(rule or listed)
    if label != mention.raw.label and mention.raw.label:
        mention.note("type by vote")
