"""Give every mention its entity and every entity its type.

`resolve` makes the tables mentions, spans and unmerged, `counts` makes entities and
corpus_entities. `rules` takes one article through the steps: `boundaries` mends spans, `missed`
carries names to where the model missed them, `labels` votes on the type, `aliases` joins names
that `names` finds alike, `corrections` applies the reviewed list. `dispersion` and `scores` stand
on the result.
"""

from analysis.entities.corrections import reject_corrections as reject_corrections
from analysis.entities.counts import articles_by_entity as articles_by_entity
from analysis.entities.counts import corpus_entities as corpus_entities
from analysis.entities.counts import entity_frequency as entity_frequency
from analysis.entities.mention import LABELS as LABELS
from analysis.entities.resolve import resolve as resolve
