"""What several tests share."""

from pathlib import Path

import pytest

from analysis.corpus import Corpus, open_corpus

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def seed() -> Corpus:
    """The tables of the seed folder."""
    return open_corpus(ROOT / "seeds")
