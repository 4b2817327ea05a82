"""Who answers for an activity: the text of an «Ответственные» cell -> parties. Pure Python.

tokens, folding      the text cut up, every piece with its place
declension, words    what a word is and in which case; `vocabulary` holds the words
people, names        names in the text; are two names one human
cell                 all of this for one cell
phrases              grammar: what hangs on what (`sorts`, `verdicts`, `joins`, `numbers`)
binding, posts_of_people   phrases that belong together
naming, parties      the result
"""

from .names import same_person
from .parties import Party, parse
from .schools import concerns_schools, school_numbers

__all__ = ["Party", "concerns_schools", "parse", "same_person", "school_numbers"]
