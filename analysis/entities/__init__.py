"""Give every mention its entity and every entity its type.

`resolve` puts it together and `resolution` takes one article through the steps: `boundaries` mends
spans, `missed` carries names to where the model missed them, `aliases` joins names that `names`
finds alike, `labels` votes on the type by what `forms` and `context` say, `places` knows countries
and cities, `corrections` applies the reviewed list.
"""

from analysis.entities.mention import CLOSED, LABELS
from analysis.entities.resolve import (
    Resolution,
    corpus_entities,
    entity_frequency,
    judge_corrections,
    resolve,
)

__all__ = [
    "CLOSED",
    "LABELS",
    "Resolution",
    "corpus_entities",
    "entity_frequency",
    "judge_corrections",
    "resolve",
]
