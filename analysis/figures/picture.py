"""What a figure is: a picture that knows its finding, its alt text and its data."""

import base64
import io
import re
import textwrap
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial, wraps
from inspect import signature
from pathlib import Path
from typing import ParamSpec

import matplotlib as mpl
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from analysis.corpus import Corpus, require_article, require_corpus
from analysis.errors import ArgumentError
from analysis.figures.colours import GREY, INK
from analysis.wording import escape, suggest, visible

P = ParamSpec("P")
ROW = 0.34  # inches that a row of text needs
_FONT = "DejaVu Sans"
# For the SVG, whose words a reader's machine draws: Verdana is as broad, the others are narrower.
_FONTS = f"'{_FONT}', Verdana, Arial, sans-serif"
_STYLE = mpl.rc_params_from_file(
    Path(__file__).with_name("figures.mplstyle"), use_default_template=False
)
_WIDE, _NARROW = 8.0, 3.7  # inches; at its own size the narrow one fits a telephone
# Words of an article hold no bare "<", so that nothing but the tag of a text begins like this.
_FAMILY = re.compile(rb'(<text style="[^"]*font-family: )[^;"]+')
_FINER = re.compile(rb"(?<=[ \d]\.\d\d)\d+(?= )")  # than a hundredth of a point
_FILLER = "\0"  # `visible` leaves none


# What the docstring of every figure says too.
_TAKES = """

    Args:
        article: A corpus of one article, see `analysis.corpus.Corpus.only`; or `corpus`, any one.
        narrow: Draw it 3.7 inches wide in place of 8, for a telephone; its name gets ``-narrow``.

    Raises:
        AnalysisError: It is something else, or there is no such option.
    """


@dataclass(frozen=True)
class Figure:
    """A finished figure.

    Attributes:
        name: File name without suffix.
        title: The finding, as the figure's title says it.
        alt: What a person who cannot see the picture needs to know, written from the data.
        source: Where the numbers come from, and n.
        data: What is drawn, one row per mark.
        canvas: The matplotlib figure.
    """

    name: str
    title: str
    alt: str
    source: str
    data: pd.DataFrame
    canvas: Canvas

    def png(self) -> bytes:
        """The picture as PNG at 130 dots an inch; the same bytes whenever the data are the same."""
        from PIL import Image

        drawn, saved = io.BytesIO(), io.BytesIO()
        with drawing():
            self.canvas.savefig(drawn, format="png", pil_kwargs={"compress_level": 0})
        # A drawing has few colours: a palette of them keeps its looks and a third of its bytes.
        picture = Image.open(drawn).convert("RGB")
        small, dpi = picture.quantize(64, dither=Image.Dither.NONE), _STYLE["savefig.dpi"]
        small.save(saved, "png", optimize=True, dpi=(dpi, dpi))
        return saved.getvalue()

    def svg(self) -> bytes:
        """The picture as SVG that carries its title and alt text."""
        drawn = io.BytesIO()
        with drawing():
            self.canvas.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
        picture = _FAMILY.sub(rb"\1" + _FONTS.encode(), drawn.getvalue())
        picture = _FINER.sub(b"", picture)
        label = f"<title>{escape(self.title)}</title><desc>{escape(self.alt)}</desc>"
        opening = f' role="img">{label}'.encode()
        return re.sub(rb"(<svg [^>]*)>", lambda tag: tag[1] + opening, picture, count=1)

    def csv(self) -> bytes:
        """The data behind the picture, UTF-8 with a header."""
        return self.data.to_csv(index=False, lineterminator="\n").encode()

    def save(self, folder: Path) -> list[Path]:
        """Write SVG, PNG and CSV of the figure's name to a folder that exists; the three files."""
        kinds = {"svg": self.svg(), "png": self.png(), "csv": self.csv()}
        files = {folder / f"{self.name}.{suffix}": made for suffix, made in kinds.items()}
        for file, content in files.items():
            file.write_bytes(content)
        return list(files)

    def _ipython_display_(self) -> None:
        """Show the picture, then its description, which JupyterLab would not read out otherwise."""
        from IPython.display import publish_display_data

        png = base64.b64encode(self.png()).decode()
        width = int(self.canvas.get_figwidth() * 100)
        about = {"image/png": {"alt": self.alt, "width": width, "name": self.name}}
        publish_display_data({"image/png": png, "text/plain": f"<Figure {self.name}>"}, about)
        words = f"<details><summary>This figure in words</summary>{escape(self.alt)}</details>"
        publish_display_data({"text/html": words, "text/plain": self.alt})


@contextmanager
def drawing() -> Iterator[None]:
    """The suite's style, in which all is drawn, and no word on characters that the font lacks.

    They are drawn as a box; the CSV and the alt text have them.
    """
    with mpl.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def drawn(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Draw in the suite's style, and refuse in a sentence what is no corpus or option of a figure.

    A figure whose first parameter is called `article` takes a corpus of one article.
    """
    draw.__doc__ = f"{draw.__doc__}{_TAKES}"
    known = signature(draw)
    require = require_article if "article" in known.parameters else require_corpus

    @wraps(draw)
    def in_style(*given: P.args, **options: P.kwargs) -> Figure:
        for name in options:
            if name not in known.parameters:
                said = f"{draw.__name__} has no option {name}"
                raise ArgumentError(f"{said}; {suggest(name, known.parameters)}")
        require(known.bind(*given, **options).args[0])
        with drawing():
            return draw(*given, **options)

    return in_style


def new_canvas(height: float, *, rows: float = 0, narrow: bool = False) -> Canvas:
    """An empty page, 8 inches wide or 3.7, so many high and higher by rows of text."""
    size = (_NARROW, height + 1.4 * ROW * rows) if narrow else (_WIDE, height + ROW * rows)
    return Canvas(figsize=size, layout="constrained")


def is_narrow(page: Canvas | Axes) -> bool:
    """Whether a page, or the one of these axes, is drawn for a telephone."""
    canvas = page.get_figure(root=True)
    return canvas is not None and bool(canvas.get_figwidth() < _WIDE)


def finish(
    canvas: Canvas, name: str, corpus: Corpus, *, title: str, alt: str, n: str, data: pd.DataFrame
) -> Figure:
    """Write title and source line, which says how many of what (`n`), on the page and close it."""
    # A long path keeps its end.
    place = corpus.name if len(corpus.name) <= 80 else f"…{corpus.name[-79:]}"
    source = f"Source: {place}. n = {n}. Made with article-analysis."
    title, alt, source = (visible(text, keep_lines=True) for text in (title, alt, source))
    head, foot, size = wrapped(title, 66), wrapped(source, 112), 13
    if is_narrow(canvas):
        name, size = f"{name}-narrow", 12
        head, foot = wrapped(title, 31, lines=6), wrapped(source, 50, lines=5)
        more = 0.2 * head.count("\n") + 0.14 * foot.count("\n")
        canvas.set_figheight(canvas.get_figheight() + more)
    canvas.suptitle(head, x=0.01, ha="left", fontsize=size, fontweight="bold", color=INK)
    canvas.supxlabel(foot, x=0.01, ha="left", fontsize=8.5, color=GREY)
    # Laid out once, so that every rendering has the same places.
    canvas.draw_without_rendering()
    canvas.set_layout_engine(None)
    return Figure(name, title, alt, source, data.reset_index(drop=True), canvas)


def nothing(name: str, corpus: Corpus, title: str, *, narrow: bool) -> Figure:
    """A page that says that there is nothing to draw, so that no link is ever broken."""
    canvas, alt = new_canvas(1.6, narrow=narrow), f"{title}; nothing is drawn."
    canvas.text(0.01, 0.5, wrapped(f"{title}.", 38 if narrow else 90))
    data = pd.DataFrame({"nothing": []})
    return finish(canvas, name, corpus, title=title, alt=alt, n="0", data=data)


def wrapped(text: str, width: int, *, lines: int = 3) -> str:
    """The text in lines that are no longer than `width` average letters.

    Capitals and other broad characters count for more than one. An ellipsis stands for what is cut.
    """
    shown = " ".join(visible(text, keep_lines=True).split())
    # Each character is filled up to as many quarters of a letter as it is broad.
    fillers = ((c, _FILLER * (round(4 * _breadth(c)) - 1)) for c in shown)
    filled = "".join(filler + c if c == " " else c + filler for c, filler in fillers)
    wrap = partial(textwrap.wrap, width=4 * width, break_on_hyphens=False)
    found = wrap(filled)
    if len(found) > lines:
        rest = " ".join(found[lines - 1 :])
        found[lines - 1 :] = wrap(rest, max_lines=1, placeholder=" …")
        if found[-1] == "…":  # a word longer than the line is cut, not left out
            found[-1] = rest[: 4 * width - 7] + "…"
    return "\n".join(found).replace(_FILLER, "")


@cache
def _breadth(character: str) -> float:
    """How broad a character is drawn, as a multiple of an average letter of English text."""
    font = font_manager.get_font(font_manager.findfont(_FONT))
    font.set_size(10, 72)
    index = font.get_char_index(ord(character))
    # What the font lacks is drawn as a box, broader than any letter.
    points = font.load_glyph(index).linearHoriAdvance / 65536 if index else 12.0
    return float(points) / 5.6
