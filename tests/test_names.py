"""How two names compare, and what the place list knows."""

import pytest

from analysis.entities import LABELS, names
from analysis.entities.names import WORDS, find_place


@pytest.mark.parametrize(
    ("short", "full", "rule"),
    [
        ("Okafor", "Ada Okafor", "surname to full name"),
        ("van Dijk", "Mies van Dijk", "surname to full name"),
        ("Van Dijk", "Mies van Dijk", "surname to full name"),
        ("Lind", "Ada al-Lind", "surname to full name"),
        ("al-Lind", "Ada Lind", "surname to full name"),
        ("Ada", "Ada Okafor", "given name to full name"),
        ("A. Okafor", "Ada Okafor", "initials to full name"),
        ("Ada Okafor", "Ada Ngozi Okafor", "initials to full name"),
        ("Ada Okafor", "A. Okafor", "initials to full name"),
        ("B. Okafor", "Ada Okafor", ""),
        ("Ben Okafor", "Ada Okafor", ""),
        ("Kafor", "Ada Okafor", ""),
        ("Okafor", "Okafor", ""),
        ("Lind", "Ada Brell-Lind", ""),
        ("van Dijk", "Van Dijk", ""),
    ],
)
def test_short_names_of_a_person(short, full, rule):
    assert names.short_for(short.split(), full.split()) == rule
    assert not rule or names.keys_of_short(short.split()) & names.keys_of_full(full.split())


def test_the_word_lists_have_labels_that_there_are():
    assert WORDS["last word"]["bridge"] == "FAC"
    assert {label for words in WORDS.values() for label in words.values()} - {""} <= set(LABELS)


def test_the_letters_of_an_acronym_stand_in_order_in_the_long_form():
    assert all(map(names.is_acronym, ("IAEA", "U.N.", "M5S", "EU", "ABCDEF")))
    assert not any(map(names.is_acronym, ("Ada", "I", "Kursk", "ABCDEFG", "2024")))
    words = ["Bureau", "of", "Lost", "Things"]
    assert (names.initials(words), names.initials(words, small_words=True)) == ("BLT", "BOLT")
    assert names.is_defined_by("HSF", "heat shock transcription factor")
    assert names.is_defined_by("U.N.", "United Nations")
    assert not names.is_defined_by("FSH", "heat shock factor")


def test_suffixes_are_no_surnames():
    assert names.without_suffix(["Ada", "Okafor", "Jr."]) == ["Ada", "Okafor"]
    assert names.without_suffix(["Okafor", "Jr."]) == ["Okafor"]
    assert names.without_suffix(["III"]) == ["III"]


def test_forms_of_countries_and_unions():
    for form in ("US", "U.S.", "USA", "United States of America", "America", "U. S."):
        assert find_place(form) == ("United States", "GPE")
    assert find_place("UK").name == find_place("Britain").name == "United Kingdom"
    assert find_place("EU").label == "ORG"
    assert find_place("Nebraska").label == find_place("Nairobi").label == "GPE"
    assert find_place("Calif.") == ("California", "GPE")
    assert find_place("Malmö") == find_place("Malmo") == find_place("MALMÖ") == ("", "GPE")
    assert find_place("NICE") is None
    assert find_place("us") is None
    assert find_place("Reading") is None
