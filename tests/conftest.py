"""What several test files share; nothing here is slow, for the model is loaded once."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from analysis.corpus import Corpus

# Nothing that the user has kept may make a test pass or fail; notebooks' kernels inherit it.
_CACHE = tempfile.mkdtemp(prefix="article-analysis-")
os.environ["ANALYSIS_CACHE"] = _CACHE
atexit.register(shutil.rmtree, _CACHE, ignore_errors=True)

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def seed() -> Corpus:
    """The tables of the seed article; tests read them and change nothing."""
    from analysis.corpus import open_corpus

    return open_corpus(SEEDS)


@pytest.fixture(scope="session")
def demo() -> Corpus:
    """The tables of the 300 articles of the demo collection, where it is installed."""
    from analysis.corpus import open_corpus
    from analysis.demo import find_collection

    collection = find_collection()
    if collection.kind != "demo":
        pytest.skip("the demo collection is not installed: pip install gensim")
    return open_corpus(collection.articles)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The committed notebook on many articles shows the demo collection."""
    from analysis.demo import demo_data

    if demo_data():
        return
    for item in items:
        if item.path.name == "04-many-articles.ipynb":
            item.add_marker(pytest.mark.skip(reason="the demo collection is not installed"))
