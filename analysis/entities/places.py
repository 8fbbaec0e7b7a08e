"""Places that a list knows: countries under all their names, unions, states, large cities."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from analysis.entities.names import without_accents

PLACES_FILE = Path(__file__).parent / "data" / "places.csv"
_LABELS = {"country": "GPE", "state": "GPE", "city": "GPE", "union": "ORG", "region": "LOC"}


class Place(NamedTuple):
    """A place on the list: what its form is short for, or empty, and the label of its kind."""

    name: str
    label: str


@lru_cache(maxsize=1)
def place_list() -> dict[str, Place]:
    """Every form on the list, without accents, with the place that it names.

    Source: GeoNames (CC BY 4.0), cities of 100,000 inhabitants and more, with the short and
    official forms of countries added; see ``tests/benchmarks/make_places.py``.
    """
    with PLACES_FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {
            without_accents(row["form"]): Place(row["name"], _LABELS[row["kind"]]) for row in rows
        }


@lru_cache(maxsize=1 << 14)
def find_place(name: str) -> Place | None:
    """The place that a name stands for, if the list has it; case counts (``US`` is not ``us``).

    A name in capitals, as datelines have it, is looked up in its usual case.
    """
    form = without_accents(name).replace(". ", ".")  # "U. S."
    if form.isupper() and len(form) > 4:
        form = form.title()
    return place_list().get(form)
