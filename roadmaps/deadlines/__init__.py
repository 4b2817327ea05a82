"""Deadline phrases of Russian plans: phrase + plan period -> meaning -> occurrences, and the meaning said back in words.

The path of a phrase: `tokens` (words looked up, broken ones repaired, numbers read), `scanner` (grammars of `rules`,
`ranges`, `operands`, `words` turn tokens into `pieces`), `timeline` (years handed on, dates placed), `reading` (the kind
and the fields of `Meaning`), `occurrences`, `saying`. No framework, no clock, no guessing: the same phrase and period
always give the same meaning, and what is not understood is kept verbatim and marked.
"""

from roadmaps.deadlines.meaning import Meaning, Occurrence, Reading, Value
from roadmaps.deadlines.occurrences import occurrences
from roadmaps.deadlines.period import Period
from roadmaps.deadlines.reading import parse
from roadmaps.deadlines.saying import says

__all__ = ["Meaning", "Occurrence", "Period", "Reading", "Value", "occurrences", "parse", "says"]
