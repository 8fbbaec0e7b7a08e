"""A typo gets one clear line in a notebook, and a relative path is tried from two places."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

import analysis
from analysis.articles.reading import list_articles
from analysis.errors import AnalysisError

TYPOS = {
    'corpus.only("sead")': "There is no article sead;",
    "corpus.entites": "A corpus has no table entites; did you mean entities",
    'evidence.entity_evidence(corpus, "Putin")': "Putin; did you mean Vladimir Putin?",
    'figures.keyword_parts(corpus, style="phrase")': "no style phrase; did you mean phrases?",
    "figures.entity_bars(corpus, narow=True)": "no option narow; did you mean narrow?",
    'evidence.of_keywords(corpus, style="Word")': "There is no style Word; did you mean words?",
    "analysis.open_corpse": "analysis has no open_corpse; did you mean open_corpus?",
    "analysis.near_duplicates(corpus.tokens, threshold=70)": "so none is at least 70.",
}


@pytest.mark.parametrize("typed", TYPOS)
def test_ipython_shows_the_sentence_and_the_readers_line_and_no_traceback(typed, seed, capsys):
    seed = seed.only()
    shell = InteractiveShell.instance()
    shell.user_ns.update(corpus=seed, analysis=analysis)
    result = shell.run_cell(f"from analysis import evidence, figures\n{typed}")
    InteractiveShell.clear_instance()
    said = capsys.readouterr().out.strip().splitlines()
    assert isinstance(result.error_in_exec, AnalysisError)
    assert len(said) == 2
    assert TYPOS[typed].replace("seed", seed.name) in said[0]
    assert said[1] == f"  in line 2: {typed}"


def test_what_is_missing_is_still_an_error_of_its_python_kind(seed):
    assert not hasattr(seed, "entites")
    assert not hasattr(analysis, "open_corpse")
    with pytest.raises(ValueError, match="so none is at least"):
        analysis.near_duplicates(seed.tokens, threshold=70)


@pytest.fixture
def started(tmp_path, monkeypatch):
    """A notebook's folder as working directory, and articles beside it and below the start."""
    for file in ("notebooks/mine/a.txt", "news/b.txt", "news/c.md"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("It rained.", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setenv("PWD", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("path", "ids"),
    [("mine", ["a"]), ("../news", ["b", "c"]), ("news", ["b", "c"]), ("news/*.md", ["c"])],
)
def test_a_path_is_tried_from_the_notebook_and_from_where_the_command_was_started(
    path, ids, started
):
    assert [article_id for article_id, _ in list_articles(path).files] == ids


def test_a_path_that_leads_nowhere_names_both_places_and_what_may_be_meant(started):
    with pytest.raises(AnalysisError) as error:
        list_articles("newz")
    assert str(error.value) == (
        "There is no folder, file or pattern newz with an article in it; looked for "
        f"{started / 'notebooks/newz'} and {started / 'newz'}; did you mean news?"
    )
