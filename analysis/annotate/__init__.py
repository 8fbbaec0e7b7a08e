"""Turn paragraphs into tokens, sentences and spans; the only package that knows spaCy.

`annotation` makes the tables, `pipeline` loads a model and reads with it, `markup` takes marks out
of what it reads, `sentences` mends where sentences begin, `names` finds all names at once,
`fingerprint` says which model it was.
"""

from analysis.annotate.annotation import ANNOTATIONS, Annotation, annotate, annotation_version
from analysis.annotate.fingerprint import describe, fingerprint
from analysis.annotate.markup import strip_markup
from analysis.annotate.pipeline import DEFAULT_MODEL, MODEL_VARIABLE, load_model, model_name

__all__ = [
    "ANNOTATIONS",
    "DEFAULT_MODEL",
    "MODEL_VARIABLE",
    "Annotation",
    "annotate",
    "annotation_version",
    "describe",
    "fingerprint",
    "load_model",
    "model_name",
    "strip_markup",
]
