"""Progress: one line that says how long it will take, and no trace afterwards."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest

from analysis.annotate import Progress
from analysis.progress import ShownProgress, describe_progress


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (Progress(50, 1050, 10.0), "50 of 1,050 articles, 5.0 a second, 3 min left"),
        (Progress(10, 20, 1.0), "10 of 20 articles, 10.0 a second, 1 s left"),
        (Progress(1, 40_000, 1.0), "1 of 40,000 articles, 1.0 a second, 11 h 07 min left"),
        (Progress(0, 9, 1.0), "0 of 9 articles, 0.0 a second"),
        (Progress(9, 9, 0.0), "9 of 9 articles"),
    ],
)
def test_the_line_says_how_many_how_fast_and_how_long(progress: Progress, line: str) -> None:
    assert describe_progress(progress) == line


def test_a_terminal_shows_one_line_and_loses_it_at_the_end() -> None:
    terminal = Terminal()
    with ShownProgress(terminal) as shown:
        shown(Progress(1, 2, 1.0))
        shown(Progress(2, 2, 2.0))
    lines = terminal.getvalue().split("\r\033[K")
    assert lines[0] == lines[-1] == ""
    assert len(lines) == 4


def test_nothing_is_shown_where_nobody_looks() -> None:
    stream = io.StringIO()
    with ShownProgress(stream) as shown:
        shown(Progress(1, 2, 100.0))
    assert stream.getvalue() == ""


def test_a_notebook_that_somebody_opened_shows_one_output(monkeypatch: pytest.MonkeyPatch) -> None:
    shown_lines: list[str] = []

    class Handle:
        def update(self, bundle: dict[str, str], **_: object) -> None:
            shown_lines.append(bundle["text/plain"])

    def display(bundle: dict[str, str], **_: object) -> Any:
        shown_lines.append(bundle["text/plain"])
        return Handle()

    monkeypatch.setenv("JPY_SESSION_NAME", "a notebook")
    monkeypatch.setitem(sys.modules, "ipykernel", sys)
    monkeypatch.setattr("IPython.display.display", display)
    with ShownProgress(io.StringIO()) as shown:
        shown(Progress(1, 4, 0.5))
        shown(Progress(2, 4, 3.0))
        shown(Progress(3, 4, 4.5))
    assert [line[:6] for line in shown_lines] == ["2 of 4", "3 of 4", ""]
