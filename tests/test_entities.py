"""Every rule on sentences made for it, and what must hold for any text at all."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.entities import corpus_entities, entity_frequency, reject_corrections, resolve
from analysis.entities.resolve import is_added, spans_of_the_model

_TOKEN = re.compile(r"www\S+|\w+\.com|(?:[A-Z]\.)+|Mr\.|Mrs\.|Dr\.|['’]s\b|\w+|[^\w\s]")
_PLACE = ["article_id", "section", "paragraph", "sentence", "start", "end", "text"]


def annotated(*paragraphs, article_id="a"):
    """Tokens and spans from text in which ``[Ada Okafor|PERSON]`` marks what the model says.

    A paragraph that begins with ``# `` is a heading; a capitalised word that opens no sentence is
    a proper noun, and so is every word of a mark.
    """
    tokens, spans, offset, sentence = [], [], 0, 0
    for number, marked in enumerate(paragraphs, start=1):
        kind = "heading" if marked.startswith("# ") else "body"
        marked = marked.removeprefix("# ")
        text, marks = "", []
        for piece in re.split(r"(\[[^\]]*\|[A-Z_]*\])", marked):
            if piece.startswith("[") and "|" in piece:
                name, label = piece[1:-1].split("|")
                marks.append((len(text), len(text) + len(name), name, label))
                text += name
            else:
                text += piece
        opens, sentence = True, sentence + 1
        for found in _TOKEN.finditer(text):
            word, start = found.group(), found.start()
            in_mark = any(a <= start < b for a, b, _, _ in marks)
            proper = word[0].isupper() and (not opens or in_mark)
            place = (article_id, 0, number, sentence)
            at = (offset + start, offset + found.end())
            tokens.append((*place, *at, word, "PROPN" if proper else "X", kind))
            opens = False
            if word in {".", "!", "?"}:
                opens, sentence = True, sentence + 1
        for start, end, name, label in marks:
            at = next(t for t in tokens if t[4] == offset + start)
            spans.append((*at[:4], offset + start, offset + end, name, label, kind))
        offset += len(text) + 2
    return (
        pd.DataFrame(tokens, columns=[*_PLACE, "pos", "kind"]),
        pd.DataFrame(spans, columns=[*_PLACE, "raw_label", "kind"]),
    )


def resolved(*paragraphs, corrections=None):
    tokens, spans = annotated(*paragraphs)
    return resolve(spans, tokens, corrections=corrections)


def named(*paragraphs, corrections=None):
    mentions = resolved(*paragraphs, corrections=corrections).mentions
    return list(zip(mentions["text"], mentions["entity"], mentions["label"], strict=True))


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("On [12 May|DATE] [Ada Okafor|PERSON] sold [three|CARDINAL] boats.", "Ada Okafor"),
        (
            "Then [President Ada Okafor|PERSON] met [the Blue Lamp Trust's|ORG] board.",
            "Ada Okafor; Blue Lamp Trust",
        ),
        ("Snow fell in the [Nebraska region|GPE].", "Nebraska"),
        ("So [Ada Okafor and Ben Lind|PERSON] left.", "Ada Okafor; Ben Lind"),
        ("It grows ([Lind & Okafor|ORG], 2009).", "Lind; Okafor"),
        ("So [Lind Trust or Mirena|ORG] met.", "Lind Trust or Mirena"),
        (
            "So [Lind Trust or Mirena|ORG] met. Then [Lind Trust|ORG] and [Mirena|GPE] left.",
            "Lind Trust; Mirena; Lind Trust; Mirena",
        ),
        (
            "The [Alder Otters 25-12|LAW] and [Alder Races - 1999|EVENT], [Norway 2|GPE].",
            "Alder Otters; Alder Races; Norway",
        ),
        ("In [Apollo 11|PRODUCT] – twice.", "Apollo 11"),
        (
            "So [Lind Yong-tolm|PERSON] met an [Ada Okafor-led|PERSON] team.",
            "Lind Yong-tolm; Ada Okafor",
        ),
        (
            "The [HSB's Ferry Office|ORG] and [Lind's Ferry Works|ORG] met.",
            "HSB; Ferry Office; Lind's Ferry Works",
        ),
        (
            "So [Tolm, Calder|ORG] met [Lind Works, Inc|ORG].",
            "Tolm; Calder; Lind Works, Inc",
        ),
        ("So [Copyright 2011 Calder News|ORG] it is.", "Calder News"),
        ("So [Ada Okafor. Ben Lind|PERSON] left.", "Ada Okafor; Ben Lind"),
        ("So [Tolm|ORG] [SCA|ORG] met [Calder Works AG|ORG].", "Tolm; Calder Works AG"),
        ("Then [Mirena|GPE] fell. We saw Mirena again.", "Mirena; Mirena"),
        ("So Idris al-[Tolmi|PERSON] ran. Tolmi fell.", "Idris al-Tolmi; Tolmi"),
        ("So [Queen Mirena|PERSON] met [Mr. Lind|PERSON].", "Queen Mirena; Lind"),
        ("So [Idris Al|ORG]-[Tolmi|PERSON] ran.", "Idris Al; Tolmi"),
        (
            "So [Ada Okafor|PERSON] ran. Okafor fell on [Okafor|DATE], with Bram Okafor Lind.",
            "Ada Okafor; Okafor; Okafor; Bram Okafor Lind",
        ),
        (
            "So [Alder Apparel|ORG] closed. But [Alder|NORP] [Apparel|ORG] opened again.",
            "Alder Apparel; Alder Apparel",
        ),
        ("A photo on Twitter of [Ada Okafor|PERSON].", "Twitter; Ada Okafor"),
        ("We met Ada Okafor of\n[Ada Okafor|PERSON] came.", "Ada Okafor; Ada Okafor"),
        (
            "We met Zorba Alvane and saw the Siege of Orwell; Brell.\nThen [Oswin|PERSON] left.",
            "Siege of Orwell; Oswin",
        ),
        ("# [Touring Power|ORG] and [Mirena|GPE]\nThen [Mirena|GPE] fell.", "Mirena; Mirena"),
        (
            "# [Okafor|PERSON] and [Kafor|PERSON]\nSo [Ada Okafor|PERSON] fell.",
            "Okafor; Ada Okafor",
        ),
        ("An [IPO|ORG] and [MA|ORG], says [May|PERSON]; [Ai|PERSON] left.", "Ai"),
        ("[Stir|PERSON] the pot, then stir again.", ""),
        ("Go to [www.Example.org|ORG] with the [annual report|ORG].", ""),
        ("The rate of return ([ROR|ORG]) fell; [ROR|ORG] is low.", ""),
    ],
)
def test_what_is_a_name_and_where_it_begins_and_ends(text, texts):
    assert "; ".join(text for text, _, _ in named(*text.split("\n"))) == texts


def test_every_span_has_its_outcome():
    result = resolved(
        "# [Touring Power|ORG]",
        "On [12 May|DATE] [Alder Apparel|ORG] closed. But [Alder|NORP] [Apparel|ORG], [pot|ORG].",
    )
    assert result.spans["outcome"].tolist() == [
        *("heading", "date or number", "mention", "inside a longer name", "mention"),
        *("inside a longer name", "junk"),
    ]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        (
            "So [Ada Okafor|PERSON] won. [Okafor|ORG] and [Ada|PERSON] and [A. Okafor|PERSON].",
            ["Ada Okafor"] * 4,
        ),
        (
            "So [Ada Okafor|PERSON] ran. [Okafor|PERSON] fell. Then [Ben Okafor|PERSON] came.",
            ["Ada Okafor", "Ada Okafor", "Ben Okafor"],
        ),
        (
            "The [Harbour Safety Board|ORG] ([HSB|ORG]) met. The [HSB|ORG] spoke.",
            ["Harbour Safety Board"] * 3,
        ),
        ("A [Lake Ferry Union|ORG] struck; [LFU|GPE] won.", ["Lake Ferry Union"] * 2),
        (
            "The [National Water Institute (NWI|ORG]) spoke. [NWI|ORG] left.",
            ["National Water Institute"] * 3,
        ),
        (
            "In the [US|GPE] and the [U.S.|GPE], or [America|GPE], with the [EU|ORG].",
            [*["United States"] * 3, "European Union"],
        ),
        (
            "The [Port Ellis Harbour Office|ORG] called. The [Harbour Office|ORG] waited.",
            ["Port Ellis Harbour Office"] * 2,
        ),
        (
            "At [Larkspur University|ORG] they knew; [Larkspur|PERSON] is small.",
            ["Larkspur University"] * 2,
        ),
        ("[Calder & Sons Ltd|ORG] closed. Then [Calder|ORG] opened.", ["Calder & Sons Ltd"] * 2),
        (
            "The [University of Galway|ORG] is open. [Galway|GPE] is wet.",
            ["University of Galway", "Galway"],
        ),
        ("The [White House|ORG] met. The [House|ORG] voted.", ["White House", "House"]),
        ("So [South Korea|GPE] waits. The [South|LOC] is patient.", ["South Korea"] * 2),
        (
            "The [Norwegians|NORP] left [Norway|GPE] on a [Norwegian|NORP] ship.",
            ["Norwegian", "Norway", "Norwegian"],
        ),
        (
            "MIRÉNA FALLS, Monday. We saw [Mirena Falls|GPE]. In [Miréna Falls|GPE] it rained.",
            ["Mirena Falls"] * 3,
        ),
        ("[MALMÖ|GPE], [Los Angeles|GPE]", ["Malmö", "Los Angeles"]),
        (
            "So [Ada Pell|PERSON], [AP|ORG] said, left [John Fox Kerr|PERSON], or [JFK|ORG].",
            ["Ada Pell", "AP", *["John Fox Kerr"] * 2],
        ),
        ("A [Harbour Otter|ORG] and two [Harbour Otters|ORG].", ["Harbour Otter"] * 2),
        ("The [Brell|ORG], the [Brells|ORG].", ["Brell", "Brells"]),
        (
            "The [Mirena Regatta 7|EVENT] came; the [Mirena Regatta|EVENT] is old.",
            ["Mirena Regatta 7"] * 2,
        ),
        (
            "The [Malmö Otters|ORG] won. The [Otters|ORG] ran. Then [Malmö|GPE] lost.",
            ["Malmö Otters"] * 3,
        ),
        (
            "The [Malmö Otters|ORG], the [Otters|ORG], [Malmö|GPE]. It rained in [Malmö|GPE].",
            ["Malmö Otters", "Malmö Otters", "Malmö", "Malmö"],
        ),
        (
            "[Mirena Airways|ORG] flew; [MA|ORG] fell. So [Ada May|PERSON] and [May|PERSON].",
            [*["Mirena Airways"] * 2, *["Ada May"] * 2],
        ),
    ],
)
def test_names_of_one_entity(text, entities):
    mentions = resolved(text).mentions
    assert mentions["entity"].tolist() == entities
    assert mentions.drop_duplicates(["entity", "label"])["entity"].is_unique


def test_two_people_with_one_surname_stay_apart():
    result = resolved("So [Ada Okafor|PERSON] met [Ben Okafor|PERSON]. Then [Okafor|PERSON] left.")
    assert result.mentions["entity"].tolist() == ["Ada Okafor", "Ben Okafor", "Okafor"]
    assert result.unmerged[["text", "candidates"]].to_numpy().tolist() == [
        ["Okafor", "Ada Okafor | Ben Okafor"]
    ]


def test_father_and_son_are_two_people():
    one = "So [Ben Moss II|PERSON] met [Ben Moss Jr|PERSON]."
    assert [entity for _, entity, _ in named(one)] == ["Ben Moss II", "Ben Moss Jr"]
    other = "So [Ben Moss|PERSON] met his son [Ben Moss Jr|PERSON]. So [Moss|PERSON] wept."
    assert [entity for _, entity, _ in named(other)] == ["Ben Moss", "Ben Moss Jr", "Ben Moss"]


def test_a_longer_name_that_a_rule_found_once_does_not_rename():
    rows = named("We like Visit Mirena.", "So " + "[Mirena|LOC] saw " * 4 + "rain.")
    assert {entity for _, entity, _ in rows} == {"Mirena"}


def test_a_plural_of_an_acronym_or_a_people_is_the_same_name():
    rows = named("The [BLT|ORG] and the [BLTs|ORG] saw [Lusatian|NORP] and [Lusatians|PERSON].")
    assert [entity for _, entity, _ in rows] == ["BLTs", "BLTs", "Lusatian", "Lusatian"]


def test_an_office_is_no_name():
    rows = named("The Secretary of [State|ORG] met Majority Leader [Ann Brell|PERSON].")
    assert [text for text, _, _ in rows] == ["Ann Brell"]


def test_a_rank_speaks_against_a_place_and_a_kind_for_its_short_form():
    assert named("So President [Orlando|PERSON] slept.")[0][2] == "PERSON"
    often = "[Mirena|ORG] fell. " * 8
    assert {label for *_, label in named(often + "[Mirena Island|ORG] is far.")} == {"LOC"}


def test_one_type_by_vote():
    result = resolved("[Mirena|GPE] fell. [Mirena|GPE] rose. [Mirena|PERSON] slept.")
    assert result.mentions["label"].tolist() == ["GPE"] * 3
    assert result.mentions["rule"].tolist() == ["", "", "type by vote"]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("So the mayor [Mirena|ORG] left.", "PERSON"),
        ("Once [Mirena|ORG] lost her hat, and she wept.", "PERSON"),
        ("So [Mirena|PRODUCT], a small coastal city in the west, sank.", "GPE"),
        ("So [Mirena|GPE], the young queen, sang.", "PERSON"),
        ("They left the town of [Mirena|PERSON] early.", "GPE"),
        ("They left the company [Mirena|PERSON] early.", "ORG"),
        ("So he read “[Mirena|WORK_OF_ART]”, or “[Mirena|ORG]”.", "WORK_OF_ART"),
        ("They saw the film [Mirena|PERSON] twice.", "WORK_OF_ART"),
        ("They read the newspaper [Mirena|PERSON] daily.", "ORG"),
        ("So [Mirena|PERSON] shares fell.", "ORG"),
        ("So [Mirena|GPE]’s profit fell.", "ORG"),
        ("So the chairman of [Mirena|GPE] slept.", "ORG"),
        ("So [Mirena|PERSON], which makes hats, closed.", "ORG"),
        ("So [Mirena|GPE], who makes hats, slept.", "PERSON"),
        ("So a man in [Mirena|GPE] and his sister slept.", "GPE"),
        ("Once [MRN|ORG] knew what he wanted, it rained.", "ORG"),
    ],
)
def test_words_around_tell_the_type(sentence, label):
    twin = sentence.replace("Mirena", "Brell") if label != "ORG" else sentence
    assert {row[2] for row in named(sentence, twin)} == {label}


@pytest.mark.parametrize(
    ("name", "raw_label", "label"),
    [
        ("Alder Bridge", "PERSON", "FAC"),
        ("Nairobi Otters", "PERSON", "ORG"),
        ("Larkspur Prize", "ORG", "WORK_OF_ART"),
        ("Hurricane Brell", "PERSON", "EVENT"),
        ("Twitter", "PERSON", "ORG"),
        ("Christmas", "PERSON", "EVENT"),
        ("Reuters", "NORP", "ORG"),
        ("Saturn", "PRODUCT", "LOC"),
        ("Iraqi", "PERSON", "NORP"),
        ("Norwegians", "PERSON", "NORP"),
        ("iPhones", "NORP", "PRODUCT"),
        ("Brell Firefox", "PERSON", "PRODUCT"),
        ("University of Elm Island", "PERSON", "ORG"),
    ],
)
def test_the_name_itself_tells_the_type(name, raw_label, label):
    sentence = f"Then [{name}|{raw_label}] came. Later [{name}|ORG] went."
    assert {row[2] for row in named(sentence)} == {label}


@pytest.mark.parametrize("name", ["B. Brell", "J Brell", "B. J. Brell", "Sophie Brell"])
def test_initials_and_given_names_are_those_of_persons(name):
    assert named(f"Then [{name}|ORG] came.") == [(name, name, "PERSON")]
    assert named("Then [U.S. Brell|ORG] came.")[0][2] == "ORG"


def test_a_person_may_be_called_as_a_street_is():
    assert named("Then [Ruth Lane|PERSON] came. Later [Ruth Lane|FAC] went.")[1][2] == "PERSON"
    assert named("So [Ruth Lane|FAC] is long.")[0][2] == "FAC"


def test_a_language_stays_one_where_the_model_says_nothing_else():
    assert named("She wrote in [Norwegian|LANGUAGE].")[0][2] == "LANGUAGE"
    assert named("The [Norwegian|NORP] wrote in [Norwegian|LANGUAGE].")[1][2] == "NORP"


_MATCH = "The coach praised the striker, who scored as [Hamburg|GPE] beat [Bremen|GPE] 3-1."


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (_MATCH, {"Hamburg": "ORG", "Bremen": "ORG"}),
        (_MATCH.replace("striker", "waiter"), {"Hamburg": "GPE", "Bremen": "GPE"}),
        (f"{_MATCH} It rained in [Kiel|GPE].", {"Kiel": "GPE"}),
        (f"{_MATCH} They wept in Bath, [Britain|GPE].", {"United Kingdom": "GPE"}),
        (f"{_MATCH} So the [Otters|PERSON] wept.", {"Otters": "ORG"}),
        (f"{_MATCH} So [Kiel Otters|PERSON] wept.", {"Kiel Otters": "ORG"}),
        (f"{_MATCH} So [Tolm|ORG], who ran, wept.", {"Tolm": "ORG"}),
        (f"{_MATCH} So the [Norwegians|NORP] wept.", {"Norwegian": "NORP"}),
    ],
)
def test_in_sport_a_place_is_its_team(text, labels):
    found = {entity: label for _, entity, label in named(text)}
    assert labels.items() <= found.items()


def corrections(*rows):
    return pd.DataFrame(rows, columns=["text", "entity", "label", "reason"])


def test_corrections_override_add_and_remove():
    table = corrections(
        ("Mirena", "Mirena Isle", "LOC", "an island"),
        ("Brell", "Brell", "ORG", "missed"),
        ("Old Sam", "", "-", "a boat's nickname"),
    )
    rows = named(
        "Then [Mirena|PERSON] fell to Brell. Then [Old Sam|PERSON] sank off Mirena.",
        corrections=table,
    )
    assert rows == [
        ("Mirena", "Mirena Isle", "LOC"),
        ("Brell", "Brell", "ORG"),
        ("Mirena", "Mirena Isle", "LOC"),
    ]


def test_a_row_of_the_list_keeps_what_a_row_above_it_took():
    table = corrections(("Anna Tolmi", "Lake League", "ORG", ""), ("Tolmi Munn", "TM", "ORG", ""))
    rows = named("So All [Anna Tolmi|PERSON] Munn met [Tolmi Munn|ORG].", corrections=table)
    assert rows[0] == ("Anna Tolmi", "Lake League", "ORG")


def test_a_correction_leaves_longer_names_alone():
    table = corrections(("Mirena", "Mirena", "GPE", ""))
    rows = named("At [Mirena Ferry Trust|ORG] in [Mirena|GPE].", corrections=table)
    assert rows[0] == ("Mirena Ferry Trust", "Mirena Ferry Trust", "ORG")


def test_corrections_that_cannot_be_used_are_reported():
    table = corrections(
        ("Mirena", "Mirena", "TOWN", ""),
        ("Nowhere", "Nowhere", "GPE", ""),
        ("", "", "", ""),
        ("Mirena", "Mirena", "GPE", ""),
    )
    result = resolved("Then [Mirena|GPE] fell.", corrections=table)
    assert result.uses.to_numpy().tolist() == [[2, 0], [4, 1]]
    rejected = reject_corrections(table, ["a"], result.uses)
    assert rejected["row"].tolist() == [1, 2, 3]
    assert rejected["reason"].str.slice(0, 16).tolist() == [
        *("TOWN is none of ", "this text never ", "it has no text"),
    ]


def test_a_correction_takes_the_place_of_a_span_that_it_overlaps():
    table = corrections(("Old Port", "Old Port", "GPE", ""))
    result = resolved("At the [Port City|GPE] they met; Old [Port|LOC] is far.", corrections=table)
    columns = ["text", "raw_text", "raw_label", "outcome", "rule"]
    assert result.spans[columns].to_numpy().tolist() == [
        ["Port City", "Port City", "GPE", "mention", ""],
        ["Old Port", "Port", "LOC", "mention", "reviewed list"],
    ]


def test_a_span_with_two_names_is_found_once_and_its_second_name_added():
    result = resolved("So [Ada Okafor and Ben Lind|PERSON] met [the Blue Lamp Trust's|ORG] Okafor.")
    columns = ["text", "raw_text", "raw_start", "raw_end", "rule"]
    two = "Ada Okafor and Ben Lind"
    assert result.spans[columns].to_numpy().tolist() == [
        ["Ada Okafor", two, 3, 26, "two names in one span"],
        ["Ben Lind", two, 3, 26, "two names in one span"],
        [
            "Blue Lamp Trust",
            "the Blue Lamp Trust's",
            31,
            52,
            "article stripped; possessive stripped",
        ],
        ["Okafor", "", -1, -1, "carried to a missed occurrence; surname to full name"],
    ]
    own = spans_of_the_model(result.spans)
    assert own["text"].tolist() == [two, "the Blue Lamp Trust's"]


def test_entity_frequency_and_corpus():
    tokens, spans = annotated("So [Ada Okafor|PERSON] met [Norway|GPE]. [Okafor|PERSON] won.")
    other = annotated("Then [Okafor|PERSON] saw [Norway|GPE].", article_id="b")
    mentions = resolve(
        pd.concat([spans, other[1]], ignore_index=True),
        pd.concat([tokens, other[0]], ignore_index=True),
    ).mentions
    table = entity_frequency(mentions)
    assert table[table["article_id"] == "a"][
        ["entity", "mentions", "aliases"]
    ].to_numpy().tolist() == [
        ["Ada Okafor", 2, "Ada Okafor | Okafor"],
        ["Norway", 1, "Norway"],
    ]
    corpus = corpus_entities(mentions)
    assert corpus[["entity", "articles", "article_id"]].to_numpy().tolist() == [
        ["Norway", 2, ""],
        ["Ada Okafor", 1, ""],
        ["Okafor", 1, "b"],
    ]


def test_nothing_gives_empty_tables():
    tokens, spans = annotated("Nothing here.")
    result = resolve(spans, tokens)
    assert result.mentions.empty and entity_frequency(result.mentions).empty
    assert corpus_entities(result.mentions).empty
    full = resolved("So [Ada Okafor|PERSON] left.")
    assert [table.dtypes.to_dict() for table in result] == [t.dtypes.to_dict() for t in full]


_NAMES = [
    "Ada Okafor",
    "Okafor",
    "Ben Okafor",
    "Mirena",
    "US",
    "America",
    "Norwegians",
    "HSB",
    "Harbour Safety Board",
    "the Lind's",
    "South Korea",
    "South",
    "OLD PORT",
    "Old Port, Norway",
    "Norway AG",
    "AG",
    "Old Port Otters 2",
    "Old Port City",
    "Old Port",
    "Idris al-Okafor",
    "HSB's Old Port",
    "Norway. Old Port",
]
_PIECE = st.one_of(
    st.tuples(
        st.sampled_from(_NAMES), st.sampled_from(["PERSON", "ORG", "GPE", "NORP", "DATE"])
    ).map(lambda pair: f"[{pair[0]}|{pair[1]}]"),
    st.sampled_from(_NAMES),
    st.sampled_from(["walked", "of", "and", "(", ")", ",", ".", "he", "in", "-", "“", "2009"]),
)
_TEXTS = st.lists(st.lists(_PIECE, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=4)


@given(_TEXTS, _TEXTS, st.booleans())
def test_what_must_always_hold(first, second, is_corrected):
    one, two = annotated(*first), annotated(*second, article_id="b")
    tokens = pd.concat([one[0], two[0]], ignore_index=True)
    spans = pd.concat([one[1], two[1]], ignore_index=True)
    table = corrections(("Old Port", "Old Port", "GPE", ""), ("Okafor", "", "-", ""))
    options = {"corrections": table if is_corrected else None}
    result = resolve(spans, tokens, **options)
    mentions = result.mentions
    # Offsets are those of tokens, and mentions do not overlap.
    for _, group in mentions.groupby("article_id"):
        assert (group["start"].to_numpy()[1:] >= group["end"].to_numpy()[:-1]).all()
    ends = mentions.merge(tokens[["article_id", "end", "sentence"]], on=["article_id", "end"])
    assert ends["sentence_x"].equals(ends["sentence_y"])  # a mention lies in one sentence
    places = mentions.merge(tokens, on=["article_id", "start"], suffixes=("", "_of_token"))
    assert len(places) == len(mentions)
    for text, token, start, end in places[["text", "text_of_token", "start", "end"]].to_numpy():
        assert text.startswith(token) and len(text) == end - start
    # Spans found - left out + added = mentions; a further row of one span counts as added.
    own = ["article_id", "start", "end", "text", "raw_label"]
    found = spans_of_the_model(result.spans).sort_values(own[:2], ignore_index=True)
    pd.testing.assert_frame_equal(found, spans[own].astype(found.dtypes), check_index_type=False)
    left_out = result.spans["outcome"] != "mention"
    assert len(spans) - left_out.sum() + is_added(result.spans).sum() == len(mentions)
    counted = result.spans[~left_out].reset_index(drop=True)
    same = ["article_id", "start", "end", "text", "raw_label", "rule"]
    pd.testing.assert_frame_equal(counted[same], mentions[same])
    # Each entity has one label.
    labels = mentions.drop_duplicates(["article_id", "entity", "label"])
    assert not labels.duplicated(["article_id", "entity"]).any()
    assert entity_frequency(mentions)["mentions"].sum() == len(mentions)
    # The same comes out of its own table of spans, and in any order of the articles.
    pd.testing.assert_frame_equal(resolve(result.spans, tokens, **options).spans, result.spans)
    swapped = resolve(
        pd.concat([two[1], one[1]], ignore_index=True),
        pd.concat([two[0], one[0]], ignore_index=True),
        **options,
    ).mentions.sort_values("article_id", kind="stable", ignore_index=True)
    pd.testing.assert_frame_equal(swapped, mentions)
