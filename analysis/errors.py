"""The few ways in which this package says no."""

import linecache
import traceback


class AnalysisError(Exception):
    """Every error raised on purpose; its message is one sentence for the reader."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback: the sentence, then the reader's own line."""
        shown = [str(self)]
        for frame, number in traceback.walk_tb(self.__traceback__):
            if frame.f_globals.get("__name__") == "__main__":
                line = linecache.getline(frame.f_code.co_filename, number).strip()
                shown[1:] = [f"  in line {number}: {line}"]
        return shown


class ArgumentError(AnalysisError, ValueError):
    """A value that a function cannot work with."""


class UnknownNameError(AnalysisError, AttributeError):
    """There is no table or function of that name."""
