"""Show how far reading is, in a terminal or in JupyterLab, and leave no trace of it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from analysis.annotate import Progress

SESSION = "JPY_SESSION_NAME"
"""The variable that JupyterLab sets for a notebook that a person has opened."""

_PATIENCE = 2.0  # seconds; what is over sooner needs no line


def describe_progress(progress: Progress) -> str:
    """One line: how many articles are done, how many a second, and how long it will take."""
    line = f"{progress.done:,} of {progress.articles:,} articles"
    if not progress.seconds:
        return line
    rate = progress.done / progress.seconds
    line = f"{line}, {rate:.1f} a second"
    left = progress.articles - progress.done
    return f"{line}, {_duration(left / rate)} left" if left and rate else line


def _duration(seconds: float) -> str:
    """Such as 45 s, 3 min or 2 h 05 min."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"


class ShownProgress:
    """One line that changes as the work goes on, and is taken away at its end."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Find out where somebody looks.

        Args:
            stream: A terminal; the standard error where none is named.
        """
        self._stream = stream or sys.stderr
        self._in_terminal = self._stream.isatty()
        self._in_notebook = SESSION in os.environ and "ipykernel" in sys.modules
        self._line: Any = None

    def __call__(self, progress: Progress) -> None:
        """Show how far it is."""
        if self._in_notebook and progress.seconds > _PATIENCE:
            self._display(describe_progress(progress))
        elif self._in_terminal:
            self._write(f"\r\033[K{describe_progress(progress)}")
            self._line = True

    def __enter__(self) -> ShownProgress:
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away."""
        if self._line is not None and self._in_notebook:
            self._display("")
        elif self._line is not None:
            self._write("\r\033[K")
        self._line = None

    def _write(self, line: str) -> None:
        self._stream.write(line)
        self._stream.flush()

    def _display(self, line: str) -> None:
        from IPython.display import display

        if self._line is None:
            self._line = display({"text/plain": line}, raw=True, display_id=True)
        else:
            self._line.update({"text/plain": line}, raw=True)
