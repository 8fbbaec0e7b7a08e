"""What several test files share; nothing here is slow, for the model is loaded once."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from page import chromium
from spy import spy

# Nothing that the user has kept may make a test pass or fail; notebooks' kernels inherit it.
_CACHE = tempfile.mkdtemp(prefix="article-analysis-")
os.environ["ANALYSIS_CACHE"] = _CACHE
atexit.register(shutil.rmtree, _CACHE, ignore_errors=True)

# How long an example takes says how busy the machine is, and no more.
settings.register_profile("any machine", deadline=None, max_examples=200)
settings.register_profile("nightly", deadline=None, max_examples=10_000)
settings.load_profile("any machine")

SEEDS = Path(__file__).parent.parent / "seeds"


sys.addaudithook(spy)


@pytest.fixture(scope="session", autouse=True)
def spied(tmp_path_factory):
    """The tests themselves open no socket to another machine."""
    file = tmp_path_factory.mktemp("spy") / "spied"
    os.environ["SPIED"] = str(file)
    yield
    assert not file.exists(), file.read_text()


@pytest.fixture(scope="session")
def seed():
    """The tables of the seed article; tests read them and change nothing."""
    from analysis.corpus import open_corpus

    return open_corpus(SEEDS)


@pytest.fixture(scope="session")
def collection():
    """The tables of the collection that the notebook on many articles shows."""
    from analysis.corpus import open_corpus
    from analysis.publish.build import COLLECTION

    return open_corpus(COLLECTION)


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium; for modules that execute no notebook, since both want the event loop."""
    with chromium() as running:
        yield running
