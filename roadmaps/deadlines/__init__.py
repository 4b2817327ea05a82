"""Deadline phrases of Russian plans: phrase + plan period -> meaning -> occurrences, and the meaning said back in words.

The path of a phrase: `tokens` (words looked up, broken ones repaired, numbers read), `scanner` (grammars of `rules`,
`ranges`, `operands`, `words` turn tokens into `pieces`), `timeline` (years handed on, dates placed), `reading` (the kind
and the fields of `Meaning`), `occurrences`, `saying`. No framework, no clock, no guessing: the same phrase and period
always give the same meaning, and what is not understood is kept verbatim and marked.

For the rest of the portal (all pure; only `Choice` raises, ValueError):

    period = Period.parse("2021-2022", "school") | Period.parse("2021-2025", "calendar")    None: no years in it
    meaning = parse(phrase, period)             Meaning; .is_unclear: for the review queue; .needs_date; .understood;
                                                .notes: Russian remarks; .values: target values («май 2024 – 100%»)
    meaning.readings                            tuple[Reading]: .phrase (Russian words to show), .why (short remark);
                                                empty where the phrase has one reading only, else the parser's own first
    says(meaning, period)                       the meaning in Russian words; parsed again, they mean the same
    occurrences(meaning, period, breaks=None, moved=off_weekends)
                                                list[Occurrence(starts_on, due_on, label)], all inside the period

A person's decision, kept beside the phrase and applied each time it is parsed:

    choice = Choice.confirm() | Choice.reading(meaning, number) | Choice.dates((start, due), ...) | Choice.no_date()
    choice.as_data() -> dict of JSON values;  Choice.from_data(dict) -> Choice
    meaning = decided(parse(phrase, period), choice, period)    choice None: unchanged; then `says`, `occurrences`

`Choice.dates((None, day))` is a latest day («до»), `(day, day)` one day. A choice belongs to the phrase it was made for:
when the phrase changes, drop it.
"""

from roadmaps.deadlines.choice import Choice, decided
from roadmaps.deadlines.meaning import Meaning, Occurrence, Reading, Value
from roadmaps.deadlines.occurrences import occurrences
from roadmaps.deadlines.period import Period
from roadmaps.deadlines.reading import parse
from roadmaps.deadlines.saying import says

__all__ = ["Choice", "Meaning", "Occurrence", "Period", "Reading", "Value", "decided", "occurrences", "parse", "says"]
