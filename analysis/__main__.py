"""The command line: build the report, write the tables, open JupyterLab."""

import argparse
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import AnalysisError
from analysis.wording import visible

if TYPE_CHECKING:
    from analysis.corpus import Corpus

_HELP = {
    "articles": "a folder of .txt or Markdown articles, one file, or a quoted glob",
    "--background": "what keywords are held against: a folder of other articles, or a CSV file "
    "with the columns word and frequency (default: everyday English, from the package wordfreq)",
    "--article": "an article that gets a page, as often as you like (default: all, up to 1,000)",
    "--cache": "where annotations and tables are kept (default: $ANALYSIS_CACHE, or your folder "
    "for caches)",
    "--clear": "delete it",
    "--for-spreadsheets": "put an apostrophe before cells of CSV that a spreadsheet would run",
    "--format": "csv (default), or parquet: a folder for each table, a file for each batch",
    "--learn": "show code and exercises on the pages of the notebooks",
    "--model": "an installed spaCy pipeline (default: $ANALYSIS_MODEL, or the small English one)",
    "--no-cache": "keep nothing, and use nothing that was kept",
    "--one": "write all pages as one file too, report.html, to be sent",
    "--out": "where everything is written to",
    "--processes": "how many processes work; -1 is one for each core, -2 one fewer (default: -1 "
    "for more than 50 articles, else 1)",
    "--scheduler": "work on a Dask cluster, e.g. tcp://host:8786; articles and cache must lie "
    "where all workers find them (needs the extra 'cluster')",
    "--show": "say where it is and what it holds",
    "--solutions": "for teachers: the checks of the exercises show the solutions",
    "--unused": "with --clear: only what this version of the package and of the model does not use",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, as typed without the program's name.

    Returns:
        The exit status: 0; 1 where some of the input could not be used, each named on stderr; 2
        where nothing could, or the call or the set-up was at fault.
    """
    # One command makes little that is in need of collecting, and looking for it takes time.
    gc.set_threshold(100_000, 50, 50)
    parser = _parser()
    options, unknown = parser.parse_known_args(arguments)
    told = vars(options)
    run = told.pop("run")
    if run is _lab:
        told["further"] = [option for option in unknown if option != "--"]
    elif unknown:
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    is_main = threading.current_thread() is threading.main_thread()
    # To be told to stop is the same as Ctrl-C: what runs is ended, and nothing is left behind.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler) if is_main else None
    try:
        return int(run(**told))
    except AnalysisError as error:
        _warn(str(error))
        return 2
    except OSError as error:
        _warn(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return 2
    except MemoryError:
        _warn("memory does not suffice; try fewer or shorter articles, or fewer processes.")
        return 2
    except KeyboardInterrupt:
        kept = told.get("cache") is not False
        how = "what was read is kept; run the same command again to go on" if kept else "start anew"
        _warn(f"stopped; {how}.")
        return 130
    finally:
        if is_main:
            signal.signal(signal.SIGTERM, before)


def _warn(line: str) -> None:
    print(f"article-analysis: {visible(line)}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Read news articles closely: how each one is built, who and what is in it, "
        "and which terms make it this article and no other.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser(
        "build",
        help="execute the notebooks, draw the figures, write the report",
        description="Execute every notebook, draw every figure, write the tables and the report. "
        "Without ARTICLES it is about seeds/, in place; with ARTICLES everything goes to --out.",
    )
    tables = commands.add_parser(
        "tables",
        help="write the tables as CSV, without notebooks",
        description="Write one CSV file per table: articles, sections, sentences, tokens, "
        "mentions, entities, keywords, section_keywords and more; README has the codebook.",
    )
    label = commands.add_parser(
        "label",
        help="draft the hand labels of articles, to be checked and corrected",
        description="Write NAME.mentions.csv beside each article that has none, with what the "
        "machine found: correct it in any spreadsheet, and the entity notebook scores the machine "
        "against it. A file that is there already is left alone.",
    )
    cache = commands.add_parser(
        "cache",
        help="show or clear what is kept of articles that were read",
        description="What the language model said about each article is kept, so that no article "
        "is read twice, and so are the tables of more than 50 articles. Nothing is lost by "
        "clearing it but time.",
    )
    lab = commands.add_parser(
        "lab",
        help="open JupyterLab on the first notebook",
        description="Open JupyterLab on notebooks/00-start-here.ipynb; "
        "further options go to JupyterLab.",
    )
    _add(build, "articles", nargs="?", metavar="ARTICLES")
    _add(tables, "articles", metavar="ARTICLES")
    _add(label, "articles", metavar="ARTICLES")
    _add(lab, "--solutions", action="store_true")
    _add(build, "--out", metavar="DIR")
    _add(tables, "--out", metavar="DIR", required=True)
    _add(build, "--article", dest="named", metavar="ARTICLE_ID", action="append", default=[])
    _add(build, "--one", dest="one_file", action="store_true")
    _add(build, "--learn", dest="for_learning", action="store_true")
    _add(tables, "--background", metavar="PLACE")
    _add(tables, "--format", dest="form", choices=("csv", "parquet"), default="csv")
    _add(tables, "--for-spreadsheets", action="store_true")
    _add(tables, "--processes", metavar="N", type=int)
    _add(tables, "--scheduler", metavar="ADDRESS")
    what = cache.add_mutually_exclusive_group()
    for option in ("--show", "--clear"):
        _add(what, option, action="store_true")
    _add(cache, "--unused", action="store_true")
    _add(cache, "--cache", metavar="DIR")
    for command in (build, tables, label):
        place = command.add_mutually_exclusive_group()
        _add(place, "--cache", metavar="DIR")
        _add(place, "--no-cache", dest="cache", action="store_const", const=False)
    for command in (build, tables, label, cache):
        _add(command, "--model")
    runs = {build: _build, tables: _tables, label: _label, cache: _cache, lab: _lab}
    for command, run in runs.items():
        command.set_defaults(run=run)
    return parser


def _add(command: Any, option: str, **how: Any) -> None:
    command.add_argument(option, help=_HELP[option], **how)


def _cache(*, cache: str | None, model: str | None, show: bool, clear: bool, unused: bool) -> int:
    import numpy as np

    from analysis.annotate import model_name
    from analysis.annotate.annotation import ANNOTATIONS, annotation_version
    from analysis.cache import Cache, cache_folder
    from analysis.corpus.batches import CODE, TABLES

    kept = Cache(cache_folder(cache))
    kinds = (ANNOTATIONS, TABLES)
    held = np.array([kept.usage(kind) for kind in kinds])
    if clear:
        used = [annotation_version(model_name(model)), f"{TABLES}/{CODE}"]
        kept.clear(kinds, keep=used if unused else ())
        held -= np.array([kept.usage(kind) for kind in kinds])
    (articles, _), (tables, _) = held.tolist()
    print(
        f"annotations of {articles} article(s), {tables} table(s) of batches, "
        f"{held[:, 1].sum() / 1e6:.1f} MB: {'deleted from' if clear else 'kept in'} "
        f"{kept.folder}"
    )
    return 0


def _build(articles: str | None, **how: Any) -> int:
    from analysis.publish.build import build

    started = time.monotonic()
    status = [0]

    def say(line: str) -> None:
        print(f"{time.monotonic() - started:5.1f} s  {visible(line)}", flush=True)

    build(articles, say=say, opened=lambda corpus: status.append(_name_unused(corpus)), **how)
    return max(status)


def _tables(articles: str, *, out: str, form: Any, for_spreadsheets: bool, **how: Any) -> int:
    from analysis.corpus import open_corpus
    from analysis.publish.tables import write_tables

    if for_spreadsheets and form != "csv":
        raise AnalysisError("--for-spreadsheets is for CSV: no spreadsheet runs a cell of Parquet.")
    corpus = open_corpus(articles, **how)
    folder = Path(out).expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    files = write_tables(corpus, folder, form=form, for_spreadsheets=for_spreadsheets)
    status = _name_unused(corpus)
    print(f"{len(files)} tables of {len(corpus.ids)} article(s) are in {visible(str(folder))}")
    print(f"model: {corpus.model}; background of the keywords: {visible(corpus.background)}")
    return status


def _name_unused(corpus: "Corpus") -> int:
    """Name what could not be used or kept; the exit status for what could not be used."""
    from analysis.corpus.notices import of_other_languages, unused

    left_out = unused(corpus)
    of_cache = [f"cache: {note.file}: {note.reason}" for note in corpus.cache_notes]
    for line in [*of_cache, *left_out, *of_other_languages(corpus)]:
        _warn(line)
    return 1 if left_out else 0


def _label(articles: str, **how: Any) -> int:
    from analysis.corpus import open_corpus
    from analysis.publish.tables import write_label_drafts

    corpus = open_corpus(articles, **how)
    status = _name_unused(corpus)
    written, failed = write_label_drafts(corpus)
    for file in written:
        print(visible(str(file)))
    for error in failed:
        _warn(f"{error.filename}: {error.strerror}")
    kept = len(corpus.ids) - len(written) - len(failed)
    print(f"{len(written)} drafted, {kept} left alone", file=sys.stderr)
    return 1 if failed else status


def _lab(*, solutions: bool, further: list[str]) -> int:
    from jupyterlab.labapp import main as jupyterlab

    from analysis.exercises import SOLUTIONS
    from analysis.publish.build import ROOT

    if solutions:
        os.environ[SOLUTIONS] = str(ROOT / "notebooks/solutions.md")
    # JupyterLab would ask other machines for news, for a newer version and for extensions.
    usual = {
        "--notebook-dir": str(ROOT),
        "--LabApp.news_url": "None",
        "--LabApp.extension_manager": "readonly",
        "--LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    told = {option.partition("=")[0] for option in further}
    own = [f"{name}={value}" for name, value in usual.items() if name not in told]
    first = [] if "--notebook-dir" in told else [str(ROOT / "notebooks" / "00-start-here.ipynb")]
    jupyterlab([*own, *further, *first])
    return 0


if __name__ == "__main__":
    sys.exit(main())
