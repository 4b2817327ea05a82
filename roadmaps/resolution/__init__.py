"""Whom the parties of an activity mean in a municipality: people, directors of schools, nobody — or a question.

load_directory(municipality) -> Directory
    everything that the answer depends on, in a constant number of queries
understand(party, directory) -> Meant
    one party of a cell: what is meant, or that it has to be asked
guesses(party, directory) -> list[Guess]
    what it may mean, likeliest first, for one-click buttons

Nothing of this is stored. A set («методисты», «ШНОР») is looked up each time it is asked for, so whoever joins or leaves is
in it or out of it at once. `roadmaps.models.ActivityParty` only remembers which words still are a question.
"""

from roadmaps.resolution.directory import Directory, Person, load_directory
from roadmaps.resolution.guesses import Guess, guesses
from roadmaps.resolution.keys import party_key, text_key
from roadmaps.resolution.meaning import Meant, parties_of, understand

__all__ = [
    "Directory",
    "Guess",
    "Meant",
    "Person",
    "guesses",
    "load_directory",
    "parties_of",
    "party_key",
    "text_key",
    "understand",
]
