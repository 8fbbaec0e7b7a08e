"""Turn paragraphs into tokens, sentences and spans; the only package that knows spaCy.

`annotation` makes the tables, `model` says which pipeline it is, `pipeline` loads it and reads with
it, `sentences` mends where sentences begin, `names` finds all names at once.
"""

from analysis.annotate.annotation import annotate
from analysis.annotate.model import model_name
from analysis.annotate.pipeline import load_model

__all__ = ["annotate", "load_model", "model_name"]
