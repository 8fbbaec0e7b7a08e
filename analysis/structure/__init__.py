"""Find title, headings, sections and paragraphs.

`sections` lays out what is found; `lines` cuts the text, `kinds` knows titles, dates and lists,
`furniture` what stands around the text, `heading_cues` and `headings` weigh short lines, `markdown`
takes marks as they are, `markup` takes those within a paragraph out.
"""

from analysis.structure.sections import COUNTED_KINDS as COUNTED_KINDS
from analysis.structure.sections import find_structure as find_structure
from analysis.structure.sections import structure_tables as structure_tables
