"""A name is what the reader sees of it, whatever markup stands within it."""

from pathlib import Path

import pytest

from analysis.annotate.markup import visible_text
from analysis.corpus import open_corpus
from analysis.evidence import entity_evidence, highlight

TEXT = """# A visit

Angela **Merkel** met [Emmanuel](https://x.org "The President") Macron in Paris on Monday. \
Later Angela Merkel and Emmanuel Macron spoke.

On Tuesday *Angela* Merkel** left with President [Emmanuel Macron](https://x.org/a). \
Then **Angela Merkel** and Emmanuel [Macron](http://y.org) said that ** Angela Merkel ** was away. \
Mr. Nouri *Al*-Maliki met **Nouri** Al-Maliki. _Angela Merkel_ and `Angela Merkel` were there.

## Angela **Merkel** speaks

The minister Angela
**Merkel** spoke. So did [**Angela**](u) [_Merkel_](v).
"""


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("marked")
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    return open_corpus(folder, cache=False)


@pytest.mark.parametrize(
    ("cut", "seen"),
    [
        ("Angela **Merkel", "Angela Merkel"),
        ("Angela* Merkel", "Angela Merkel"),
        ("Angela\n** Merkel**", "Angela Merkel"),
        ('Emmanuel](https://x.org/a_(b) "The President") Macron', "Emmanuel Macron"),
        ("Emmanuel [Macron", "Emmanuel Macron"),
        ("**Angela**](u) [_Merkel_", "Angela Merkel"),
        ("Nouri *Al*-Maliki", "Nouri Al-Maliki"),
        ("`Angela` ** Merkel", "Angela Merkel"),
        ("  Angela\n Merkel ", "Angela Merkel"),
        ("M*A*S*H", "M*A*S*H"),
        ("snake_case [sic] Ltd", "snake_case [sic] Ltd"),
    ],
)
def test_what_is_seen_of_a_name(cut, seen):
    assert visible_text(cut) == seen


def test_markup_within_a_name_makes_no_other_entity_of_it(marked):
    found = marked.entities.set_index("entity")[["mentions", "aliases"]].to_dict("index")
    assert found == {
        "Angela Merkel": {"mentions": 10, "aliases": "Angela Merkel"},
        "Emmanuel Macron": {"mentions": 4, "aliases": "Emmanuel Macron"},
        "Nouri Al-Maliki": {"mentions": 2, "aliases": "Nouri Al-Maliki"},
        "Paris": {"mentions": 1, "aliases": "Paris"},
    }
    assert set(marked.corpus_entities["aliases"]) == set(found)


def test_mentions_keep_their_places_and_are_shown_as_they_stand(marked):
    mentions = marked.mentions
    there = [TEXT[a:b] for a, b in zip(mentions["start"], mentions["end"], strict=True)]
    assert mentions["text"].tolist() == there
    evidence = entity_evidence(marked, "Emmanuel Macron")
    assert evidence["match"].tolist()[::3] == [there[1], "Emmanuel [Macron"]
    assert "<mark>Emmanuel [Macron</mark>](http://y.org)" in highlight(evidence)
