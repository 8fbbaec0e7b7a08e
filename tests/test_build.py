"""The build on the seeds changes no committed byte, and on other articles it tells their story."""

import json
from pathlib import Path

import nbformat
import pytest

from analysis.errors import AnalysisError
from analysis.publish.build import build, draw_collection, draw_figures, write_figures
from analysis.publish.swap import swapped

ROOT = Path(__file__).resolve().parents[1]

HOSTILE = "zz`<img src=x onerror=alert(1)>`.txt"
LEDE = "Mayor Ada Quill opened the new $40 bridge over the Tarn in Lyon on Monday.\n"
HEADED = LEDE + (
    "Why it took so long\n"
    "The city council of Lyon argued about the bridge for eleven years, and twice it voted no.\n"
    "What comes next\n"
    "Quill said that the bridge opens to cars in May. The council will meet again before that.\n"
)
MARKDOWN = "---\ntitle: A *starred* day\ndate: 2026-05-01\n---\n# A day\n\nOnly <b>one</b> line.\n"


@pytest.fixture(scope="module")
def odd_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    (folder / "headed.txt").write_text(HEADED, encoding="utf-8")
    (folder / "flat.txt").write_bytes(LEDE.replace("Tarn", "Saône").encode("cp1252"))
    (folder / "deep").mkdir()
    (folder / "deep" / "marked.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02\x03")
    (folder / HOSTILE).write_text("\n".join(f"Line {n} of 80 says 0xabcdef12." for n in range(80)))
    return folder


@pytest.fixture(scope="module")
def built(odd_folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("report")
    before = snapshot()
    (out / "my-notes.txt").touch()
    said = []
    build(odd_folder, out=out, one_file=True, say=said.append)
    assert snapshot() == before
    size = (out / "report.html").stat().st_size / 1e6
    assert said[-1].endswith(f"{out / 'report.html'} ({size:.1f} MB)")
    assert (out / "my-notes.txt").is_file()
    return out


def snapshot():
    places = [ROOT / "notebooks", ROOT / "figures"]
    files = [file for place in places for file in place.glob("*.*") if file.is_file()]
    return {file: file.read_bytes() for file in files} | {1: (ROOT / "README.md").read_bytes()}


def test_the_committed_figures_are_those_of_the_seeds_and_of_the_collection(
    seed, collection, tmp_path
):
    write_figures([*draw_figures(seed.only()), *draw_collection(collection)], tmp_path)
    committed = [file.name for file in (ROOT / "figures").iterdir() if file.is_file()]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(committed)
    assert [file.name for file in tmp_path.iterdir() if not is_committed(file)] == []


def is_committed(file):
    return file.read_bytes() == (ROOT / "figures" / file.name).read_bytes()


def test_other_articles_get_their_own_report_and_not_the_seeds_story(built, odd_folder):
    files = [*built.glob("*.html"), *built.glob("pages/*.html")]
    pages = {page.name: page.read_text(encoding="utf-8") for page in files}
    assert len(pages) == 12
    for page in pages.values():
        assert "Putin" not in page
        assert "<img src=x" not in page
        assert str(odd_folder) not in page
    for name in ("index.html", "report.html"):
        assert '<h1 id="list">Report on 4 articles</h1>' in pages[name]
        assert "broken.txt" in pages[name]
        assert "A *starred* day" in pages[name]
        assert "To code." not in pages[name]
    assert 'details class="code"' not in pages["02-entity-frequency.html"]
    assert (built / "tables" / "entities.csv").is_file()
    manifest = json.loads((built / "figures" / "manifest.json").read_text(encoding="utf-8"))
    drawn = {file for figure in manifest for file in figure["files"]}
    there = {str(f.relative_to(built / "figures")) for f in built.glob("figures/**/*.*")}
    assert drawn == there - {"manifest.json"}
    assert {name.partition("/")[0] for name in drawn if "/" in name} == {
        page.stem for page in built.glob("pages/*.html")
    }
    assert sorted(path.name for path in built.iterdir() if path.name.startswith(".")) == []


def test_a_build_that_fails_half_way_leaves_the_former_report_whole(built, odd_folder, monkeypatch):
    def files():
        return {file: file.stat().st_mtime_ns for file in built.rglob("*") if file.is_file()}

    before = files()
    monkeypatch.setattr("analysis.publish.build.render_pages", fails)
    with pytest.raises(AnalysisError, match="half way"):
        build(odd_folder, out=built)
    assert files() == before


def fails(*args, **options):
    raise AnalysisError("half way")


def test_a_swap_that_fails_half_way_is_taken_back(tmp_path, monkeypatch):
    with swapped(tmp_path) as folder:
        (folder / "figures").mkdir()
        (folder / "figures" / "manifest.json").write_text("old")
        (folder / "index.html").write_text("old")
    rename = Path.rename

    def failing(source, target):
        if source.parent.name == "new" and source.name == "index.html":
            raise OSError("full")
        return rename(source, target)

    with pytest.raises(OSError, match="full"), swapped(tmp_path) as folder:
        (folder / "figures").mkdir()
        (folder / "index.html").write_text("new")
        monkeypatch.setattr(Path, "rename", failing)
    assert (tmp_path / "figures" / "manifest.json").read_text() == "old"
    assert (tmp_path / "index.html").read_text() == "old"


def test_a_folder_that_no_report_made_is_not_replaced(odd_folder, tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "mine.png").touch()
    with pytest.raises(AnalysisError, match="no part of a report"):
        build(odd_folder, out=tmp_path)
    assert (tmp_path / "figures" / "mine.png").is_file()


@pytest.mark.parametrize(
    ("named", "pages", "says"),
    [([], 0, "name those"), (["flat", "flat"], 1, "those that were named have a page")],
)
def test_of_many_articles_those_that_are_named_have_a_page(
    named, pages, says, odd_folder, tmp_path, monkeypatch
):
    monkeypatch.setattr("analysis.publish.build.MANY", 3)
    monkeypatch.setattr("analysis.publish.build.read_notebooks", lambda _: {"00": START})
    said = []
    index = build(odd_folder, out=tmp_path, named=named, say=said.append)
    assert len(list(tmp_path.glob("pages/*"))) == pages
    assert any(says in line for line in said)
    assert says in index.read_text(encoding="utf-8")


START = nbformat.v4.new_notebook(
    metadata={"card": {"title": "T", "question": "?", "minutes": 1, "level": "x"}}
)


def test_the_notebook_on_many_articles_shows_the_folder_with_its_dates(built):
    page = (built / "04-many-articles.html").read_text(encoding="utf-8")
    assert "Ada Quill" in page
    assert "Margaret Doyle" not in page
    assert "2026-05-01" in page
    manifest = json.loads((built / "figures" / "manifest.json").read_text(encoding="utf-8"))
    # One dated article has no course over time.
    assert "articles-over-time" not in {figure["name"] for figure in manifest}
