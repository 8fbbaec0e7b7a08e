"""What the notebook on many articles finds in its own collection, and that it runs on others."""

import os
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from analysis.articles.timeline import articles_over_time
from analysis.errors import AnalysisError
from analysis.keywords.duplicates import near_duplicates, shared_sentences
from analysis.keywords.groups import group_articles
from analysis.keywords.keyness import group_keyness
from analysis.publish.build import COLLECTION, NOTEBOOKS, SEEDS
from analysis.publish.notebooks import execute, read_notebooks

NEAR_DUPLICATES = [
    "business/2031-03-30-flood-fund-for-shops",
    "council/2031-03-29-flood-fund-opens",
]
FOLLOWS = "council/2031-04-09-first-grants-paid"


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
    assert kinds[["title", "byline", "dateline"]].tolist() == [24, 24, 24]
    assert (kinds["heading"], kinds["caption"]) == (7, 4)


# --- what is found in it


def test_who_and_what_runs_through_it(collection):
    found = collection.corpus_entities.head(6).set_index("entity")["articles"]
    first = {"Quay Street": 10, "Ellerton": 10, "Fairhaven Foods": 9, "Margaret Doyle": 9}
    assert found.to_dict() == first | {"Wenlow County Council": 9, "Helen Marsh": 7}


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
    pairs = near_duplicates(collection.tokens)
    assert pairs[["article_id", "other"]].to_numpy().tolist() == [NEAR_DUPLICATES]
    assert pairs["similarity"].iloc[0] == pytest.approx(0.94, abs=0.01)
    assert len(shared_sentences(pairs, collection.sentences)) == 12
    near = near_duplicates(collection.tokens, threshold=0.45)[1:]
    assert near[["article_id", "other"]].to_numpy().tolist() == [
        [n, FOLLOWS] for n in NEAR_DUPLICATES
    ]
    assert near["similarity"].between(0.5, 0.55).all()


def test_the_flood_makes_one_week_the_busiest(collection):
    periods = articles_over_time(collection.articles)
    assert periods["unit"].unique().tolist() == ["week"]
    assert periods["articles"].tolist() == [3, 2, 1, 8, 3, 2, 2, 2, 1]
    assert periods["begins"][periods["articles"].idxmax()] == "2031-03-24"


def test_each_beat_has_words_of_its_own(collection):
    groups = group_articles(collection.articles, collection.mentions, collection.corpus_entities)
    apart = group_keyness(collection.tokens, groups.group)
    leading = apart.groupby("more_in")["keyword"].agg(lambda words: words.head(3).tolist())
    assert leading.to_dict() == {
        "business": ["company", "foods", "helen"],
        "council": ["county", "margaret", "council"],
        "sport": ["coach", "athletic", "liam"],
    }
    sure = set(apart.loc[apart["expected"] <= 1, "keyword"])
    assert sure >= {"union", "leader", "board", "score"}
    assert "parrot" not in set(apart["keyword"])  # repeated, but in one article


# --- the notebook


def run(articles, threshold="0.7"):
    """All that the notebook says in sentences."""
    notebook = read_notebooks(NOTEBOOKS)["04-many-articles"]
    for cell in notebook.cells:
        cell.source = cell.source.replace("threshold = 0.7\n", f"threshold = {threshold}\n")
    parameters = {"ARTICLES": os.path.relpath(articles, NOTEBOOKS), "FOCUS": None}
    done = execute(notebook, folder=NOTEBOOKS, parameters=parameters)
    outputs: list[dict[str, Any]] = [o for cell in done.cells for o in cell.get("outputs", ())]
    return "\n".join("".join(o.get("data", {}).get("text/markdown", "")) for o in outputs)


def test_another_threshold_gives_other_pairs(collection):
    assert "3 pairs of near-duplicates" in run(COLLECTION, "0.5")


def test_a_threshold_that_is_none_is_said_in_a_sentence(collection):
    with pytest.raises(AnalysisError, match="A similarity is above 0 and up to 1, so none is"):
        run(COLLECTION, "70")


def test_it_runs_on_one_article_and_says_what_there_is_not():
    said = run(SEEDS)
    assert "0 pairs of near-duplicates" in said
    assert "“all articles” has 1 article" in said
    assert "The first" not in said  # no date is known


def test_it_runs_on_a_flat_folder_and_parts_it_by_a_name(tmp_path):
    for file in COLLECTION.glob("*/*.txt"):
        shutil.copy(file, tmp_path / file.name)
    said = run(tmp_path)
    assert "“not naming Quay Street” has 14 articles" in said
    assert "is in 9 of 10 articles of “naming Quay Street” and in 4 of 14 others" in said
    assert "“street”" not in said
