"""Places that a list knows: countries under all their names, unions, states, large cities."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

PLACES_FILE = Path(__file__).parent / "data" / "places.csv"


class Place(NamedTuple):
    """A place on the list: its one name, and country, union, state, region or city."""

    name: str
    kind: str


_LABELS = {"country": "GPE", "state": "GPE", "city": "GPE", "union": "ORG", "region": "LOC"}


@lru_cache(maxsize=1)
def place_list() -> dict[str, Place]:
    """Every form on the list with the place that it names.

    Source: GeoNames (CC BY 4.0), cities of 100,000 inhabitants and more, with the short and
    official forms of countries added; see ``data/make_places.py``.
    """
    with PLACES_FILE.open(encoding="utf-8", newline="") as file:
        return {form: Place(name, kind) for form, name, kind in csv.reader(file)}


@lru_cache(maxsize=1 << 14)
def find_place(name: str) -> Place | None:
    """The place that a name stands for, if the list has it; case counts (``US`` is not ``us``)."""
    found = place_list().get(name)
    if found is None and ". " in name:
        found = place_list().get(name.replace(". ", "."))  # "U. S."
    return found


def place_label(place: Place) -> str:
    """GPE for countries, states and cities, LOC for regions, ORG for unions of countries."""
    return _LABELS[place.kind]
