"""How two names compare, and what the place list knows."""

import pytest

from analysis.entities.names import (
    given_names,
    initials,
    is_acronym,
    is_defined_by,
    short_for,
    singular,
    stands_for,
    without_suffix,
)
from analysis.entities.places import find_place, place_label


@pytest.mark.parametrize(
    ("short", "full", "rule"),
    [
        ("Okafor", "Ada Okafor", "surname to full name"),
        ("van Dijk", "Mies van Dijk", "surname to full name"),
        ("Ada", "Ada Okafor", "given name to full name"),
        ("A. Okafor", "Ada Okafor", "initials to full name"),
        ("Ada Okafor", "Ada Ngozi Okafor", "initials to full name"),
        ("B. Okafor", "Ada Okafor", ""),
        ("Ben Okafor", "Ada Okafor", ""),
        ("Kafor", "Ada Okafor", ""),
        ("Okafor", "Okafor", ""),
    ],
)
def test_short_names_of_a_person(short, full, rule):
    assert short_for(short.split(), full.split()) == rule


def test_suffixes_are_no_surnames():
    assert without_suffix(["Ada", "Okafor", "Jr."]) == ["Ada", "Okafor"]
    assert without_suffix(["III"]) == ["III"]


def test_given_names_are_no_everyday_words_or_places():
    assert {"Mary", "James", "Jordan"} <= given_names()
    assert not {"May", "Star", "London", "Paris", "GIVEN_NAME", "given_name"} & given_names()


def test_acronyms():
    assert initials(["Bureau", "of", "Lost", "Things"]) == "BLT"
    assert initials(["Bureau", "of", "Lost", "Things"], small_words=True) == "BOLT"
    assert all(map(is_acronym, ("IAEA", "U.N.", "M5S", "EU")))
    assert not any(map(is_acronym, ("Ada", "I", "Kursk", "ABCDEFGH", "2024")))
    assert stands_for("BLT", ["Bureau", "of", "Lost", "Things"])
    assert stands_for("BoLT", ["Bureau", "of", "Lost", "Things"])
    assert not stands_for("B", ["Bureau"])


def test_acronym_definitions_after_schwartz_and_hearst():
    assert is_defined_by("HSF", "heat shock transcription factor")
    assert not is_defined_by("HSX", "heat shock transcription factor")
    assert not is_defined_by("OCK", "heat shock")


def test_plurals_of_peoples():
    assert singular("Norwegians") == "Norwegian"
    assert [singular(name) for name in ("Swiss", "Chinese", "Sikhs")] == [
        "Swiss",
        "Chinese",
        "Sikhs",
    ]


def test_forms_of_countries_and_unions():
    for form in ("US", "U.S.", "USA", "United States of America", "America", "U. S."):
        assert find_place(form) == ("United States", "country")
    assert find_place("UK").name == find_place("Britain").name == "United Kingdom"
    assert place_label(find_place("EU")) == "ORG"
    assert place_label(find_place("Nebraska")) == place_label(find_place("Nairobi")) == "GPE"
    assert find_place("Calif.") == find_place("California")
    assert find_place("us") is None
    assert find_place("Reading") is None
