"""Find the collection that the notebook on many articles shows: yours, the demo or the seeds."""

from __future__ import annotations

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

from platformdirs import user_cache_path

from analysis.store import DEMO, cache_folder

_SEEDS = Path(__file__).resolve().parents[1] / "seeds"
_DATA = Path("test", "test_data", "lee_background.cor")


class Collection(NamedTuple):
    """Articles that are shown together.

    Attributes:
        articles: Where they are, as `analysis.open_corpus` takes it.
        kind: ``"own"`` for articles that were named, else ``"demo"`` or ``"seeds"``.
        name: How figures call them.
    """

    articles: Path
    kind: Literal["own", "demo", "seeds"]
    name: str


def find_collection(
    articles: str | os.PathLike[str] | None = None,
    *,
    cache: str | os.PathLike[str] | None = None,
) -> Collection:
    """The articles that were named, or else the demo collection, or else the seeds.

    The demo collection is 300 news articles of the mail service of the Australian Broadcasting
    Corporation (M. D. Lee, B. Pincombe & M. Welsh 2005, An empirical evaluation of models of text
    document similarity, Proceedings of the Cognitive Science Society 27, 1254-1259). The package
    gensim ships them as data; none of its code is run. They carry neither titles nor dates.

    Args:
        articles: A folder, a file or a glob; ``None`` where none is named.
        cache: Where the demo's articles are written as files; see `analysis.store.cache_folder`.
    """
    if articles is not None:
        return Collection(Path(articles), "own", "the articles of this folder")
    data = demo_data()
    if data is None:
        return Collection(_SEEDS, "seeds", "the seeds")
    kept = cache_folder(cache)
    if not isinstance(kept, Path):  # an address, which holds no folders to read from
        kept = user_cache_path("article-analysis", appauthor=False)
    return Collection(
        write_demo(data, kept / DEMO), "demo", "ABC news mail (Lee, Pincombe and Welsh 2005)"
    )


def demo_data() -> Path | None:
    """The file of gensim that holds the articles, one a line; ``None`` without gensim."""
    package = find_spec("gensim")  # finds it and imports nothing
    places = package.submodule_search_locations if package else None
    files = [Path(place) / _DATA for place in places or ()]
    return next((file for file in files if file.is_file()), None)


def write_demo(data: Path, folder: Path) -> Path:
    """Write each line of a file as an article of its own: ``abc-001.txt`` and so on.

    Args:
        data: UTF-8, one article a line.
        folder: It need not be there; a folder in it is named after the content of `data`, and
            left as it is where it is there already.

    Returns:
        The folder with the articles.
    """
    content = data.read_bytes()
    written = folder / hashlib.sha256(content).hexdigest()[:16]
    if written.is_dir():
        return written
    folder.mkdir(parents=True, exist_ok=True)
    # Under another name first, so that it is there as a whole or not at all.
    with TemporaryDirectory(dir=folder) as place:
        new = Path(place) / "abc"
        new.mkdir()
        for number, line in enumerate(content.decode().splitlines(), start=1):
            (new / f"abc-{number:03}.txt").write_bytes(f"{line.strip()}\n".encode())
        try:
            new.rename(written)
        except OSError:  # another process was faster
            if not written.is_dir():
                raise
    return written
