"""Who answers for an activity: the text of an «Ответственные» cell -> parties -> the people and organisations meant.

parse(text: str) -> list[Party]
    the parties of a cell in the order of the text; `Party.type` is person, role, organisation, group or schools
match_people(text: str, people: Sequence[PersonName]) -> list[int]
    the indexes of all people a person's name (or `Party.text`) can mean: none = unknown, several = homonyms, ask
match_organisation(name: str, aliases: Mapping[str, Key]) -> Key | None
    the key of the one organisation a name means; None = unknown or ambiguous, ask
concerns_schools(parties) -> bool, school_numbers(parties) -> frozenset
    whether schools as such carry the activity out, and which

Pure Python, nothing raises. How it is built:

tokens, folding, mending   the text cut up, every piece with its place, broken words put together
declension, words    what a word is and in which case; `vocabulary` holds the words
people               names of people in the text
cell                 all of this for one cell
phrases              grammar: what hangs on what (`sorts`, `verdicts`, `joins`, `numbers`)
binding, posts_of_people   phrases that belong together
naming, parties      the result
names, organisations   which known person or organisation a name means
"""

from .names import PersonName, match_people
from .organisations import match_organisation
from .parties import Party, parse
from .schools import concerns_schools, school_numbers

__all__ = ["Party", "PersonName", "concerns_schools", "match_organisation", "match_people", "parse", "school_numbers"]
