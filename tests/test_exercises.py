"""Every solution is right, typical wrong answers get a hint, and nothing answered is no mistake."""

import re

import numpy as np
import pandas as pd
import pytest
from routes import write

from analysis import exercises
from analysis.exercises import check, check_answer
from analysis.publish.build import COLLECTION, NOTEBOOKS, SEEDS
from analysis.publish.notebooks import PARAMETERS, read_notebooks

BOOKS = read_notebooks(NOTEBOOKS)
SOLUTIONS = NOTEBOOKS / "solutions.md"
SOLUTION = dict(
    re.findall(
        r"^## (\d\.\d) .*?```python\n(.*?)```", SOLUTIONS.read_text(encoding="utf-8"), re.M | re.S
    )
)
TOLD = "\n".join(cell.source for book in BOOKS.values() for cell in book.cells)
# The line that checks each exercise, by its number.
CHECKS = {
    line.split('"')[1]: line
    for line in re.findall(r"^exercises\.check_answer\(answer_.*$", TOLD, re.M)
}


def exercises_of(name):
    return [number for number in CHECKS if number[0] == name[1]]


def run(name, articles):
    """The names of a notebook that ran to its end with nothing answered."""
    names = {"display": lambda _: None}
    with pd.option_context("display.max_rows", None, "display.max_colwidth", None):
        for cell in BOOKS[name].cells:
            if PARAMETERS in cell.metadata.get("tags", ()):
                names |= {"ARTICLES": str(articles), "FOCUS": None}
            elif cell.cell_type == "code":
                exec(compile(cell.source, f"{name}, cell {cell.id}", "exec"), names)
    return names


def held(number, source, names):
    """What the check of an exercise says of the answer that some lines make."""
    own = dict(names)
    exec(source, own)
    return eval(CHECKS[number], own)


SENTENCES = ("0.2", "1.2", "2.3", "3.2", "4.2", "4.3")
# The filter that exercise 2.4 shows, on another column.
FILTER = next(iter(re.findall(r"^\*\*Exercise 2\.4.*`(article\.entities\[.+?)`", TOLD, re.M)), "''")
# What learners write, and a part of what is said then; of the seed, and of the collection in 04.
WRONG = {
    "0.1": {'"articles"': "smallest"},
    "0.3": {
        "corpus.articles['words'].sum() / corpus.articles['sentences'].sum()": "words a sentence",
        "corpus.articles['words'].sum()": "not yet divided",
        "corpus.articles['paragraphs'].sum() / corpus.articles['words'].sum()": "other way round",
    },
    "1.1": {"10": "Too low", "36": "words of a paragraph", "'20.3'": "leave out the quotes"},
    "1.3": {
        **{"74": "Which share", "0.15": "share of the paragraphs", "15.8": "per cent"},
        **{"0.84": "the others", "sections['words'].sum": "wants brackets"},
    },
    "2.1": {
        "article.entities.mentions.head(1)": "how many mentions",
        "article.entities.sections.head(1)": "how many sections",
        "article.entities.sections == 1": "a filter, which says of each row whether it is meant.",
        "len(article.entities.aliases[0].split(' | ')) - 1": "One too few",
    },
    "2.2": {
        "article.entities.mentions[0]": "several may stand",
        **{"12": "Too high", "[1, 2, 3]": "this is several values"},
    },
    "2.4": {
        "article.entities.query('mentions == 1').entity": "several, all of them in one section",
        "article.entities.query('sections == 1').aliases": "the column entity",
        "len(article.entities.query('sections == 1'))": "How many they are is right",
        "('Vladimir Putin',)": "11 are missing; not asked for: Vladimir Putin",
        "article.entities['sections'] == 1": "is meant; put it in square brackets after the table",
        "article.entities": "the column entity; this is a whole table",
        "article.entities[['entity']]": "0 are missing; not asked for: Kursk",
        FILTER: "missing",
    },
    "3.1": {'"storm"': "not storm", "3": "this is one number", "['coast', 'storm']": "several"},
    "3.3": {
        "phrases.keyword[phrases.keyword.isin(article.entities.entity)]": "first ten are asked",
        "phrases.keyword.head(10)": "Which of them are names",
        "[p for p in phrases.keyword.head(10) if any(n in p for n in article.entities.entity)]": (
            "only a part of the phrase"
        ),
        "words.keyword.head(10)[words.keyword.isin(article.entities.entity)]": "single words",
    },
    "4.1": {"(corpus.corpus_entities.articles == 1).sum()": "how many they are"},
    "4.4": {"22": "counts once", "24": "copies included", "1": "how many stories"},
}
FOLDERS = {
    "no word": {"a.txt": "Advertisement\n"},
    "one word": {"a.txt": "Hello\n"},
    "no name and no keyword": {"a.txt": "It is what it is, and so it was. We do not do that.\n"},
    "no heading": {
        "a.txt": "Mayor Ada Quill opened a bridge over the Tarn in Lyon on Monday. The bridge cost "
        "Lyon much.\n\nQuill said that the bridge would serve Lyon and the villages on the Tarn.\n"
    },
    "nothing before the first heading": {
        "a.md": "# A bridge\n\n## Who?\n\nAda Quill opened a bridge.\n\n## Where?\n\nIn Lyon, on "
        "the Tarn, where Quill lives.\n\n## When?\n"
    },
    "two articles, the first one empty, and rows that cannot be used": {
        "a.txt": "Advertisement\n",
        "b.txt": "Ada Quill opened a bridge over the Tarn in Lyon on Monday.\n",
        "corrections.csv": "text,entity,label,reason\nLyon,Lyons,GPE,\nFoo,Bar,BAZ,\n",
        "c.txt": "",
    },
}


def test_there_are_three_a_notebook_and_a_solution_of_each():
    assert sorted(CHECKS) == sorted(SOLUTION) == sorted({*SENTENCES, *WRONG})
    assert all(len(exercises_of(name)) >= 3 for name in BOOKS if name < "05")


@pytest.mark.parametrize("name", [name for name in BOOKS if name < "05"])
def test_solutions_are_right_and_typical_wrong_answers_get_their_hint(name):
    names = run(name, COLLECTION if name.startswith("04") else SEEDS)
    for number in exercises_of(name):
        own = f"answer_{number.replace('.', '_')} = "
        assert held(number, f"{own}...", names).outcome == "Not answered yet"
        outcome = "Noted" if number in SENTENCES else "Right"
        assert held(number, SOLUTION[number], names).outcome == outcome, number
        for wrong, hint in WRONG.get(number, {}).items():
            checked = held(number, f"{own}{wrong}", names)
            assert checked.outcome == "Look again", (number, wrong, checked)
            assert hint in checked.said, (number, wrong, checked)


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("folder", FOLDERS)
def test_on_any_folder_a_notebook_runs_and_solutions_are_right_or_nothing_is_asked(
    folder, name, tmp_path
):
    names = run(name, write(tmp_path, FOLDERS[folder]))
    for number in exercises_of(name):
        checked = held(number, SOLUTION[number], names)
        assert checked.outcome in {"Right", "Noted", "Nothing to answer"}, (number, checked)


TABLE = pd.DataFrame({"word": ["Storm", "coast"], "n": [1, 2]})


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (" vladimir  PUTIN ", "Vladimir Putin"),
        (np.int64(3), 3),
        (pd.Series([3.04]), 3),
        (["b", "A", "a"], pd.Series(["a", "b"])),
        ({"a"}, ["A"]),
        (TABLE.iloc[::-1].reset_index(drop=True), TABLE),
        ([], pd.Series([], dtype="str")),
    ],
)
def test_answers_are_compared_by_what_they_hold(answer, expected):
    assert check(answer, expected, tolerance=0.05).outcome == "Right"


@pytest.mark.parametrize(
    "answer", [None, float("nan"), {}, print, TABLE, object(), 1j, [[1]], True]
)
def test_no_answer_of_another_kind_ends_in_an_error(answer):
    assert check_answer("yes", "0.2").outcome == "Look again"  # a sentence must be one
    for expected in (0.5, "a", ["a", "b"], TABLE):
        said = check(answer, expected)
        assert said.outcome == ("Right" if answer is expected else "Look again")


def test_text_of_answers_is_shown_as_text_and_solutions_only_where_they_are_asked_for(
    monkeypatch, tmp_path
):
    assert "<b>" not in check("<b>$x$", "a")._repr_html_()
    assert "$x$" in check("<b>$x$", "a")._repr_html_()
    assert "answer_0_2 =" not in check_answer(..., "0.2")._repr_html_()
    monkeypatch.setenv(exercises.SOLUTIONS, str(SOLUTIONS))
    shown = check_answer(..., "0.2")
    assert "answer_0_2 = " in shown._repr_html_() and "answer_3_1" not in repr(shown)
    monkeypatch.setenv(exercises.SOLUTIONS, str(tmp_path / "none.md"))
    assert check_answer(..., "0.2").solution == ""


TEACHING = (NOTEBOOKS / "TEACHING.md").read_text(encoding="utf-8")


def test_every_term_of_the_glossary_is_linked_from_a_notebook_and_every_link_has_its_term():
    terms = re.findall(r"^### (.+)$", TEACHING, re.M)
    linked = re.findall(r"\]\(TEACHING\.md#([^)]+)\)", TOLD)
    # In lower case, since GitHub and JupyterLab differ in the anchors that they make of capitals.
    assert sorted(linked) == [term.replace(" ", "-") for term in terms]
    assert terms == sorted(map(str.lower, terms))


def test_the_minutes_of_each_lesson_follow_each_other_to_its_end():
    for title, lesson in re.findall(r"^## (Lesson|Seminar)(.*?)(?=^## )", TEACHING, re.M | re.S):
        times = [list(map(int, pair)) for pair in re.findall(r"^\| (\d+)–(\d+) \|", lesson, re.M)]
        ends = [end for _, end in times]
        assert [start for start, _ in times] == [0, *ends[:-1]]
        assert ends[-1] == (45 if title == "Lesson" else 90)
