"""Find title, headings, sections and paragraphs.

`sections` lays out what is found; `lines` cuts the text, `kinds` knows titles, dates and lists,
`furniture` what stands around the text, `cues` and `headings` weigh short lines, `markdown` takes
marks as they are.
"""

from analysis.structure.sections import (
    COUNTED_KINDS,
    Structure,
    StructureTables,
    find_structure,
    structure_tables,
)

__all__ = ["COUNTED_KINDS", "Structure", "StructureTables", "find_structure", "structure_tables"]
