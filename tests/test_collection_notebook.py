"""What the notebook on many articles finds in its own collection, and that it runs on others."""

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from analysis.keywords.duplicates import near_duplicates
from analysis.publish.build import COLLECTION, NOTEBOOKS
from analysis.publish.notebooks import execute, read_notebooks

NEAR_DUPLICATES = [
    "business/2031-03-30-flood-fund-for-shops",
    "council/2031-03-29-flood-fund-opens",
]


def rows(table, **values):
    return table[(table[list(values)] == pd.Series(values)).all(axis=1)]


def articles_of(collection, entity, label):
    return set(rows(collection.mentions, entity=entity, label=label)["article_id"])


# --- the collection


def test_it_is_short_articles_of_three_beats_that_say_that_they_are_invented(collection):
    articles = collection.articles
    assert articles["article_id"].str.partition("/")[0].value_counts().to_dict() == {
        "business": 8,
        "council": 8,
        "sport": 8,
    }
    assert articles["words"].between(100, 250).all()
    assert collection.refused.empty
    for name, title, date in articles[["article_id", "title", "date"]].itertuples(index=False):
        card = yaml.safe_load((COLLECTION / f"{name}.card.yaml").read_text(encoding="utf-8"))
        text = (COLLECTION / f"{name}.txt").read_text(encoding="utf-8")
        assert card["note"].startswith("Invented for this collection;")
        assert card["title"] == title == text.splitlines()[0]
        assert str(card["date"]) == date == Path(name).name[:10]
        assert f"By {card['author']}\n" in text
    kinds = collection.lines["kind"].value_counts()
    names = ["title", "byline", "dateline", "heading", "caption"]
    assert kinds[names].tolist() == [24, 24, 24, 7, 4]


# --- what is found in it


def test_people_of_one_surname_stay_apart_and_so_do_a_village_its_company_and_a_club(collection):
    margaret = articles_of(collection, "Margaret Doyle", "PERSON")
    liam = articles_of(collection, "Liam Doyle", "PERSON")
    assert {name.partition("/")[0] for name in margaret} == {"council", "business"}
    assert {name.partition("/")[0] for name in liam} == {"sport"}
    company = articles_of(collection, "Fairhaven Foods", "ORG")
    village = articles_of(collection, "Fairhaven", "GPE")
    assert (len(company), len(village), len(company & village) > 0) == (9, 7, True)
    found = collection.corpus_entities
    for name in ("Margaret Doyle", "Liam Doyle"):
        assert rows(found, entity=name)["aliases"].tolist() == [f"{name} | Doyle"]
    assert rows(found, entity="Doyle").empty
    # In sport a town is its club, also in "Calverton, who lost".
    assert rows(found, entity="Calverton")["label"].tolist() == ["ORG"]
    assert rows(found, entity="Ellerton")["label"].tolist() == ["GPE", "ORG"]


def test_there_is_one_pair_of_near_duplicates_and_its_follow_up_is_near(collection):
    pairs = near_duplicates(collection.tokens, threshold=0.5)[["article_id", "other"]]
    first, second = NEAR_DUPLICATES
    follows = "council/2031-04-09-first-grants-paid"
    expected = [[first, second], [first, follows], [second, follows]]
    assert pairs.to_numpy().tolist() == expected


# --- the notebook


def test_it_runs_on_a_flat_folder_and_parts_it_by_a_name(tmp_path):
    for file in COLLECTION.glob("*/*.txt"):
        shutil.copy(file, tmp_path / file.name)
    parameters = {"ARTICLES": str(tmp_path), "FOCUS": None}
    notebook = read_notebooks(NOTEBOOKS)["04-many-articles"]
    done = execute(notebook, folder=NOTEBOOKS, parameters=parameters)
    outputs: list[dict[str, Any]] = [o for cell in done.cells for o in cell.get("outputs", ())]
    said = "\n".join("".join(o.get("data", {}).get("text/markdown", "")) for o in outputs)
    assert "“not naming Quay Street” has 14 articles" in said
    assert "is in 9 of 10 articles of “naming Quay Street” and in 4 of 14 others" in said
    assert "“street”" not in said
