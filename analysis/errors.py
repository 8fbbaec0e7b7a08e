"""The few ways in which this package says no."""


class AnalysisError(Exception):
    """Base of every error raised on purpose; its message is one sentence for the reader."""


class ArticlesError(AnalysisError):
    """No article could be read from the place that was named."""


class ModelError(AnalysisError):
    """The language model is missing, or it cannot do what the suite needs."""


class NotebookError(AnalysisError):
    """A notebook failed while it was executed."""


class ClusterError(AnalysisError):
    """The cluster cannot be reached, or its workers cannot do what is asked of them."""
