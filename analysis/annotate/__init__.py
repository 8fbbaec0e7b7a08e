"""Turn paragraphs into tokens, sentences and spans; the only package that knows spaCy.

`annotation` makes the tables, `pipeline` loads a model and reads with it, `markup` takes marks out
of what it reads, `sentences` mends where sentences begin, `names` finds all names at once,
`fingerprint` says which model it was.
"""

from analysis.annotate.annotation import annotate
from analysis.annotate.pipeline import load_model, model_name

__all__ = ["annotate", "load_model", "model_name"]
