"""Where sentences begin, and paragraphs that are too long to be read at once."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotate import annotate
from analysis.annotate.sentences import mend_sentences


def mended(marked):
    """The same text as the rules leave it; ``|`` stands where a sentence begins."""
    words, begins, glued, opens_line = [], [], [], []
    for line in marked.split("\n"):
        for number, run in enumerate(line.split()):
            for place, word in enumerate(run.split("·")):
                words.append(word.removeprefix("|"))
                begins.append(word.startswith("|") or not begins)
                glued.append(place > 0)
                opens_line.append(place == 0 and number == 0)
    found = mend_sentences(words, *map(np.array, (begins, glued, opens_line)))
    texts = [f"|{word}" if begin else word for word, begin in zip(words, found, strict=True)]
    return "".join(
        text if joined else f" {text}" for text, joined in zip(texts, glued, strict=True)
    )


@pytest.mark.parametrize(
    ("model", "rules"),
    [
        ("|Al |-·Maliki won·. |Then", "|Al |-Maliki won. |Then"),
        ("|Al·|-·Maliki won·. |Then", "|Al-Maliki won. |Then"),
        ("|Al·-·|Maliki won·. |Then", "|Al-Maliki won. |Then"),
        ("|the U.S.·|-·led force", "|the U.S.-led force"),
        ("|uncertainty “·[·|is·] why", "|uncertainty “[is] why"),
        ("|It ended·.·|Then it", "|It ended.|Then it"),
        ("|It ended·.·”·|Then it", "|It ended.”|Then it"),
        ("|he added·. '·|We have", "|he added. |'We have"),
        ("|real dogs·. [·7·|] She has", "|real dogs. |[7] She has"),
        ("|confusing·.·”·[·2·|]\nAs a", "|confusing.”|[2] As a"),
        ("|7·. |Pay attention", "|7. Pay attention"),
        ("|12. |Pay\n|(3) |Rest", "|12. Pay |(3) Rest"),
        ("|2·|. |Reach\nfor", "|2. Reach for"),
        ("|1984·. |It was", "|1984. |It was"),
        ("|He was 7·. |Then he", "|He was 7. |Then he"),
        ("|The score was |7·. |Then", "|The score was |7. |Then"),
        ("|7·.", "|7."),
    ],
)
def test_a_sentence_begins_where_a_reader_sees_it_begin(model, rules):
    assert mended(model).strip() == rules


@given(
    st.lists(st.sampled_from(["a", "7", ".", "-", '"', "[", "]", ")", "U.S."]), min_size=1),
    st.data(),
)
def test_no_rule_makes_a_sentence_more_than_the_model_found(words, data):
    flags = st.lists(st.booleans(), min_size=len(words), max_size=len(words)).map(np.array)
    begins, glued, opens_line = data.draw(flags), data.draw(flags), data.draw(flags)
    begins[0], glued[0], opens_line[0] = True, False, True
    found = mend_sentences(words, begins, glued, opens_line)
    assert found[0]
    assert found.sum() <= begins.sum()


def annotation_of(*texts):
    starts = np.cumsum([0, *(len(text) + 2 for text in texts[:-1])])
    table = pd.DataFrame(
        {"article_id": "a", "section": 0, "paragraph": range(1, len(texts) + 1), "kind": "body"}
    ).assign(start=starts, text=pd.Series(texts, dtype="str"))
    return annotate(table.astype({"article_id": "str", "kind": "str"}))


def test_the_tables_of_sentences_tokens_and_names_have_the_same_sentences():
    text = "Al-Maliki announced a truce. It holds."
    found = annotation_of(text, "7. Pay attention to it.", "8. Ask Ada Okafor.")
    assert found.sentences["text"].tolist() == [
        "Al-Maliki announced a truce.",
        "It holds.",
        "7. Pay attention to it.",
        "8. Ask Ada Okafor.",
    ]
    assert found.tokens["sentence"].max() == 4
    assert found.spans.loc[found.spans["text"] == "Ada Okafor", "sentence"].tolist() == [4]


SENTENCES = "Mayor Ines Duarte met Dr. Okafor in Lisbon. They spoke about the harbour at night. "


@pytest.mark.parametrize(
    "long",
    [
        pytest.param(SENTENCES * 1500, id="sentences"),
        pytest.param("Ada Okafor sold **boats** and " * 4000, id="words without an end"),
        pytest.param("x" * 1_100_000, id="one word, longer than spaCy takes"),
        pytest.param("\u2028" + "x" * 60_000 + " " * 50_000 + "y" * 90_000, id="spaces"),
    ],
)
def test_a_very_long_paragraph_is_read_in_pieces(long):
    found = annotation_of("Nobody came.", long, "Ben Lind left.")
    whole = "\n\n".join(["Nobody came.", long, "Ben Lind left."])
    for table in found[:3]:
        texts = [whole[a:b] for a, b in zip(table["start"], table["end"], strict=True)]
        assert texts == table["text"].tolist()
    tokens = found.tokens
    assert tokens["token"].tolist() == list(range(1, len(tokens) + 1))
    assert tokens["start"].is_monotonic_increasing
    assert set(tokens["sentence"]) == set(found.sentences["sentence"])
    if long.startswith(SENTENCES):  # pieces are cut where sentences begin
        assert len(found.sentences) == 3002
        assert found.spans["text"].value_counts()["Ines Duarte"] == 1500
    written = "".join(tokens["text"]).replace("**", "")
    assert written == "".join(whole.replace("**", "").split())
