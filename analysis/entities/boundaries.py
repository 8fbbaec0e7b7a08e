"""Where a name begins and ends: the model's spans without what does not belong to a name."""

from analysis.entities.labels import cites
from analysis.entities.mention import Words
from analysis.entities.missed import is_free
from analysis.entities.names import PARTICLES, TITLES, WORDS, bare, find_place, is_title


def repair(words: Words, first: int, last: int, label: str) -> list[tuple[int, int, list[str]]]:
    """The name or names inside one span of the model.

    For each its first token, the token after its last, and the rules that moved a boundary.
    """
    found = []
    for begin, stop in _split(words, first, last, label):
        rules = [] if (begin, stop) == (first, last) else ["two names in one span"]
        begin = _skip_titles(words, begin, stop, label, rules)
        begin, stop = _trim(words, begin, stop, label, rules)
        if begin < stop:
            if label == "PERSON":
                begin = _begin_of_person(words, begin, rules)
            found.append((begin, stop, list(dict.fromkeys(rules))))
    return found


def _split(words: Words, first: int, last: int, label: str) -> list[tuple[int, int]]:
    """Parts at the end of a sentence, at a bracket, and at a word that links two names."""
    for index in range(first + 1, last):
        link = words.text[index]
        if words.sentence[index] != words.sentence[first]:
            return [(first, index), *_split(words, index, last, label)]
        if link == "(":  # "Long Name (LN": the model often stops before the bracket closes
            return [(first, index), *_split(words, index + 1, last, label)[:1]]
        if index + 1 < last and _links(words, first, index, last, label):
            return [(first, index), *_split(words, index + 1, last, label)]
    return [(first, last)] if first < last else []


def _links(words: Words, first: int, at: int, last: int, label: str) -> bool:
    """Whether a word links two names: "and" between people or places, a comma in a list.

    Between other names it does where both are known or listed.
    """
    link, follows = words.text[at : at + 2]
    if link in {"and", "&", "/"} and (
        label in {"PERSON", "GPE", "NORP"} or (label == "ORG" and cites(words, last))
    ):
        return follows[0].isupper()
    if link == "," and label == "ORG":  # "Linz, Graz", unlike "Linz, Inc."
        is_part = bare(follows) in WORDS["company form"] or bare(follows) in WORDS["suffix"]
        return not is_part and all(w == "," or w[0].isupper() for w in words.text[first:last])
    is_known = [
        part in words.known or part in WORDS["known name"] or find_place(part) is not None
        for part in (words.phrase(first, at), words.phrase(at + 1, last))
    ]
    return link in {"and", ",", "/", "&", "to", "or"} and all(is_known)


def _trim(words: Words, first: int, last: int, label: str, rules: list[str]) -> tuple[int, int]:
    """Articles and lower-case words off the front, possessives and lower-case words off the end."""
    text = words.text
    while first < last and (
        (_is_lower(text[first]) and text[first] not in PARTICLES)
        or (text[first] in {"The", "A", "An"} and last - first > 1)
    ):
        is_article = text[first].lower() in {"the", "a", "an"}
        rules.append("article stripped" if is_article else "words outside the name")
        first += 1
    while last > first and (
        _is_lower(text[last - 1])
        or _is_count(words, last, label)
        or (label == "PERSON" and text[last - 1] in WORDS["after a person"])
    ):
        is_syllable = text[last - 1] not in {"backed", "based", "born", "led"}
        if label == "PERSON" and last - first > 3 and text[last - 2] == "-" and is_syllable:
            break  # "Kim Yong-chol"
        is_possessive = text[last - 1] in {"'s", "’s", "'", "’"}
        rules.append("possessive stripped" if is_possessive else "words outside the name")
        last -= 1
    return first, last


def _is_lower(word: str) -> bool:
    """Whether no letter is a capital; a number may belong to a name ("Apollo 11")."""
    return not word.isdigit() and not any(map(str.isupper, word))


def _is_count(words: Words, last: int, label: str) -> bool:
    """Whether a span ends in a score or year, or in a number after a person, people or place.

    In a line-up all names are persons.
    """
    beside = [words.text[last - 2]]
    if last < len(words) and words.start[last] == words.end[last - 1]:
        beside.append(words.text[last])
    counts = words.sentence[last - 1] in words.line_ups or label in {"PERSON", "GPE", "NORP"}
    counts = counts or not {"-", "–", "—"}.isdisjoint(beside)
    return counts and words.text[last - 1].isdigit()


def _skip_titles(words: Words, first: int, last: int, label: str, rules: list[str]) -> int:
    """Titles off the front of a person's name, with a country before them if there is one."""
    rest = words.text[first + 1 : last]
    is_named = len(rest) > 2 and all(map(str.istitle, rest))  # "the Rev Ada Lind"
    opening = words.text[first + (words.text[first] in {"The", "the"} and is_named)]
    if label == "PERSON" or TITLES.get(bare(opening)) == "PERSON":
        for index in range(last - 2, first - 1, -1):
            if is_title(words.text[index]):
                rules.append("title stripped")
                return index + 1
    return first


def _begin_of_person(words: Words, surname: int, rules: list[str]) -> int:
    """Where a name begins that ends in a surname with a particle: "Nuri al-Maliki"."""
    begin = surname - 2
    if begin < 0 or words.text[surname - 1] != "-" or any(words.taken[begin:surname]):
        return surname
    same = [at for at in (begin, begin - 1) if words.sentence[at] == words.sentence[surname]]
    if words.text[begin].lower() not in PARTICLES or begin not in same:
        return surname
    rules.append("name before a particle")
    return begin - (begin - 1 in same and begin > 0 and is_free(words, begin - 1))
