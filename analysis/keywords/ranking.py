"""TF-IDF keywords: the key terms of an article against a background, with their working."""

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import ArgumentError
from analysis.keywords.background import Background, wordfreq_background
from analysis.keywords.units import LONGEST, Units, phrase_key
from analysis.rounding import rounded
from analysis.wording import suggest

PARTS = ("frequency", "idf", "position", "form", "person")
"""The columns whose product is the score."""

Style = Literal["phrases", "words"]
_STYLES: tuple[Style, ...] = ("phrases", "words")
_COLUMNS = ["article_id", "style", "rank", "keyword", "score", "tf", "df", "idf"]
_COLUMNS += [*(part for part in PARTS if part not in _COLUMNS), "start", "end"]
_MAX_IDF = 6.0  # rarer than one article in 400 is as good as never
_ONE_WORD = 0.4
_PERSON = 0.5


class Ranked(NamedTuple):
    """Keywords, and where they stand."""

    keywords: pd.DataFrame
    occurrences: pd.DataFrame


def rank_keywords(
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    styles: tuple[Style, ...] = _STYLES,
    background: Background | None = None,
    top: int = 30,
) -> Ranked:
    """Rank the key terms of each article against a background, and find all their places.

    A phrase is a run of adjectives and nouns that ends in a noun and stands alone at least once, or
    a name. An entity is one keyword whatever it is called: it speaks through its name, and its tf
    is the number of its mentions. A word is a noun or a verb. No letter is a keyword by itself,
    except as a name. The score is the product of `PARTS`:

    - frequency: tf; of a phrase the mean tf of its words and names;
    - idf: -ln of the share of articles that have the word, at most 6; of several words their mean,
      weighted by tf, so that frequency × idf is the mean TF-IDF (G. Salton & C. Buckley 1988,
      Term-weighting approaches in automatic text retrieval);
    - position of the first occurrence: 1 / (1 + words before it / 100) for phrases,
      exp(-0.5 × share of the article before it) for words;
    - form: 0.4 for a phrase of one word, else 1; for a word (letters, at most 10, / 10)^1.5;
    - person: 0.5 for a person's name.

    A phrase within a better one is left out. The weights were found on DUC-2001 and 500N-KPCrowd.
    No article has any bearing on another one's keywords.

    Args:
        tokens: The tokens table of `analysis.annotate`.
        mentions: The mentions table of `analysis.entities`.
        styles: ``"phrases"`` (noun phrases and names), ``"words"`` or both.
        background: What is common elsewhere; wordfreq's English where none is given.
        top: Keywords an article and style.

    Returns:
        Keywords with the columns article_id, style, rank, keyword (the entity's name, or its most
        frequent form), score, tf (its occurrences in the running text; of an entity its mentions),
        df (the probability that an article of 400 words has such a word, exp(-idf)), the parts of
        the score, and start, end (its first occurrence, characters of the article). Occurrences
        with article_id, style, keyword, section, paragraph, sentence, start, end. The rows of an
        article stand together.

    Raises:
        ArgumentError: There is no such style.
    """
    background = background or wordfreq_background()
    ranked = []
    for style in styles:
        require_style(style)
        units = Units(tokens, mentions, whole_names=style == "phrases")
        best = _best(_scored(units, background, style), top=top)
        ranked.append(_shown(best.assign(style=style), units))
    # Batches one after the other are the whole.
    keywords, occurrences = (
        pd.concat(each).sort_values("article", kind="stable", ignore_index=True)
        for each in zip(*ranked, strict=True)
    )
    return Ranked(keywords[_COLUMNS], occurrences.drop(columns="article"))


def require_style(given: str) -> None:
    """Refuse what is no style of keywords.

    Raises:
        ArgumentError: It is none.
    """
    if given not in _STYLES:
        raise ArgumentError(f"There is no style {given}; {suggest(given, _STYLES)}")


def ranks_without(keywords: pd.DataFrame) -> pd.DataFrame:
    """What the list of one article and style would be if one part of the score were left out.

    It needs `rank_keywords` with a generous `top`: what a part holds down comes up from far below.

    Returns:
        Columns keyword, rank, then without_frequency, without_idf and so on: the rank by the
        product of the other parts, ties in the order of the true ranks.
    """
    others = {f"without_{part}": rounded(keywords["score"] / keywords[part]) for part in PARTS}
    table = pd.DataFrame(others, index=keywords.index)
    ranks = table.rank(ascending=False, method="first").astype("int64")
    return keywords[["keyword", "rank"]].join(ranks)


def _scored(units: Units, background: Background, style: Style) -> pd.DataFrame:
    """Every candidate: first (place of its first unit), length, article, key, score, its parts."""
    phrases = style == "phrases"
    table = _phrases(units) if phrases else _words(units)
    table["phrase"] = units.phrase[table["length"] - 1, table["first"]]
    how = {"first": "min", "length": "first", "alone": "any", "person": "mean"}
    table = table.groupby("phrase").agg(how).query("alone")
    first, length = table["first"].to_numpy(), table["length"].to_numpy()
    tf, idf = np.bincount(units.phrase[0])[units.phrase[0]], _idf(units, background)
    # The sums run over all articles; what others leave in the last digits is rounded away below.
    total = np.hstack([np.zeros((2, 1)), np.cumsum([tf, tf * idf], axis=1)])
    frequency, weight = (total[:, first + length] - total[:, first]) / length
    key = np.array([phrase_key(word) for word in units.words], dtype=object)[units.word].tolist()
    keys = [" ".join(key[f : f + n]) for f, n in zip(first.tolist(), length.tolist(), strict=True)]
    if phrases:
        position = 1 / (1 + units.before[first] / 100)
        form = np.where([" " in key for key in keys], 1.0, _ONE_WORD)
    else:
        last = np.searchsorted(units.article, units.article[first], side="right") - 1
        position = np.exp(-0.5 * units.before[first] / (units.before[last] + 1))
        letters = np.array([min(len(word), 10) for word in units.text[first]])
        form = (letters / 10) ** 1.5
    table = table[["first", "length"]].assign(
        article=units.article[first],
        key=keys,
        frequency=rounded(frequency),
        idf=rounded(weight / frequency),
        position=rounded(position),
        form=rounded(form),
        person=np.where(table["person"] > 0.5, _PERSON, 1.0),
    )
    return table.assign(score=rounded(table[list(PARTS)].prod(axis=1)))


def _phrases(units: Units) -> pd.DataFrame:
    """Every place of adjectives and nouns that end in a noun, but of no letter by itself."""
    begin, stop = units.noun_runs()
    inside = np.flatnonzero(units.noun | units.adjective)
    places = []
    for length in range(1, LONGEST + 1):
        inside = inside[inside + length <= stop[inside]]
        first = inside[units.noun[inside + length - 1] & ((length > 1) | ~units.letter[inside])]
        name = units.named[first] & (length == 1)
        alone = name | ((first == begin[first]) & (first + length == stop[first]))
        person = units.person[first] & name
        columns = {"first": first, "length": length, "alone": alone, "person": person}
        places.append(pd.DataFrame(columns))
    return pd.concat(places)


def _words(units: Units) -> pd.DataFrame:
    """Every place of a noun or verb that is made of letters, of more than one or a name's."""
    letters = np.array([text.isalpha() for text in units.text], dtype=bool)
    first = np.flatnonzero((units.noun | units.verb) & letters & ~units.letter)
    return pd.DataFrame({"first": first, "person": units.person[first], "length": 1, "alone": True})


def _idf(units: Units, background: Background) -> np.ndarray:
    """The idf of each unit; of a name the mean of its words'."""
    words = [text.lower().split() or [text] for text in units.words]
    size = np.array([len(each) for each in words], dtype=int)
    idf = background.idf(word for each in words for word in each).clip(max=_MAX_IDF)
    return (np.add.reduceat(idf, np.cumsum(size) - size) / size)[units.word] if len(idf) else idf


def _best(scored: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """The best of each article in order, without those that stand within a better one."""
    order = ["article", "score", "first", "length"]
    scored = scored.sort_values(order, ascending=[True, False, True, True])
    kept: list[bool] = []
    better: dict[int, list[str]] = {}
    for article, key in zip(scored["article"], scored["key"], strict=True):
        longer = better.setdefault(article, [])
        kept.append(len(longer) < top and not any(f" {key} " in phrase for phrase in longer))
        if kept[-1]:
            longer.append(f" {key} ")
    best = scored[np.array(kept, dtype=bool)].reset_index(drop=True)
    return best.assign(rank=best.groupby("article").cumcount() + 1)


def _shown(best: pd.DataFrame, units: Units) -> Ranked:
    """The keywords as they are read, and their places; both with the column article."""
    tokens, first, length = units.tokens, best["first"].to_numpy(), best["length"].to_numpy()
    found = units.occurrences(first, length)
    found["named"] = units.named[found["first"]]
    found["row"] = units.first[found["first"]]
    found["last"] = units.last[found["first"] + found["length"] - 1]
    name = units.named[first] & (length == 1)
    table = best.assign(
        article_id=units.articles[best["article"]],
        keyword=np.where(name, units.text[first], _usual_form(found, units)),
        tf=np.bincount(found["keyword"]),
        df=rounded(np.exp(-best["idf"])),
        start=tokens["start"].to_numpy()[units.first[first]],
        end=tokens["end"].to_numpy()[units.last[first + length - 1]],
    ).astype({"article_id": "str", "style": "str", "keyword": "str"})
    places = table[["article", "article_id", "style", "keyword"]].take(found["keyword"].to_numpy())
    where = ["section", "paragraph", "sentence", "start"]
    places[where] = tokens[where].to_numpy()[found["row"]]
    return Ranked(table, places.assign(end=tokens["end"].to_numpy()[found["last"]]))


def _usual_form(found: pd.DataFrame, units: Units) -> np.ndarray:
    """The most frequent writing of each keyword, capitals last, then the first in the text."""
    tokens, own = units.tokens, units.reviewed
    text, start, end = (tokens[column].tolist() for column in ("text", "start", "end"))
    # The first word of a sentence has a capital for that alone, unless the tagger sees a name.
    opens = (tokens["sentence"].diff() != 0) & (tokens["pos"] != "PROPN")
    lowers = (opens & tokens["text"].str.slice(1).str.islower()).tolist()
    # A name that a person corrected is written so in longer phrases too.
    for first, last, name in zip(units.first[own], units.last[own], units.text[own], strict=True):
        text[first : last + 1] = [name] + [""] * (last - first)
        start[first + 1 : last + 1] = end[first:last]
    written = []
    places = (found[column].tolist() for column in ("row", "last", "named"))
    for row, last, named in zip(*places, strict=True):
        head = text[row].lower() if lowers[row] and not named else text[row]
        rest = range(row + 1, last + 1)
        written.append(head + "".join(" " * (start[r] > end[r - 1]) + text[r] for r in rest))
    forms = found[["keyword"]].assign(form=pd.Series(written, dtype="str"))
    forms["times"] = forms.groupby(["keyword", "form"])["form"].transform("size")
    forms["capitals"] = forms["form"].str.isupper()
    forms = forms.sort_values(["times", "capitals"], ascending=[False, True])
    usual = forms.drop_duplicates("keyword").sort_values("keyword")
    return usual["form"].to_numpy()
