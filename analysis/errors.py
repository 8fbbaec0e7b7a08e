"""The few ways in which this package says no."""

import linecache
import traceback


class AnalysisError(Exception):
    """Base of every error raised on purpose; its message is one sentence for the reader."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback: the sentence, then the reader's own line."""
        shown = [str(self)]
        for frame, number in traceback.walk_tb(self.__traceback__):
            if frame.f_globals.get("__name__") == "__main__":
                line = linecache.getline(frame.f_code.co_filename, number).strip()
                shown[1:] = [f"  in line {number}: {line}"]
        return shown


class ArticlesError(AnalysisError):
    """No article could be read from the place that was named."""


class ArgumentError(AnalysisError, ValueError):
    """A value that a function cannot work with."""


class UnknownNameError(AnalysisError, AttributeError):
    """There is no table or function of that name."""


class ModelError(AnalysisError):
    """The language model is missing, or it cannot do what the suite needs."""


class NotebookError(AnalysisError):
    """A notebook failed while it was executed."""


class ClusterError(AnalysisError):
    """The cluster cannot be reached, or its workers cannot do what is asked of them."""
