"""What the parties of an activity mean for the schools: does it fan out to them, and to which."""

from collections.abc import Iterable, Sequence

from .folding import tokenize
from .parties import Party
from .tokens import Kind, Token
from .words import Sort, Word, read_word

# Posts that look after schools from outside: «кураторы ШНОР» are not the schools' own people.
_OUTSIDERS = (
    "куратор",
    "координатор",
    "тьютор",
    "наставник",
    "консультант",
    "эксперт",
    "специалист",
    "методист",
    "аудитор",
)
_ABOUT_SCHOOLS = ("сопровождения", "поддержки", "развития", "координации", "оценки")


def concerns_schools(parties: Iterable[Party]) -> bool:
    """Whether schools as such carry the activity out: «ОО», «руководители ОО», «школы № 2, 7», «управленческие команды ШНОР».

    People of one school («Ветрова О.П., директор школы № 5») and posts that look after schools from outside
    («кураторы ШНОР») do not count, nor do posts without an institution («классные руководители»).
    """
    return any(_is_schools(party) for party in parties)


def school_numbers(parties: Iterable[Party]) -> frozenset[int | str]:
    """The numbers of the schools that carry the activity out; empty when they are all schools, or none, or named otherwise."""
    concerned = [party for party in parties if _is_schools(party)]
    if any(not party.school_numbers and _means_all(party) for party in concerned):
        return frozenset()
    return frozenset(number for party in concerned for number in party.school_numbers)


def _is_schools(party: Party) -> bool:
    if party.type == "schools":
        return True
    words = _words(party.name)
    if party.type == "role":
        outside = any(word.lemma in _OUTSIDERS for _, word in _words(party.position)[:3])
        return _head(words).sort in (Sort.SCHOOL, Sort.SCHOOLS) and not outside
    if party.type != "group":
        return False
    school = next((at for at, (_, word) in enumerate(words) if word.sort in (Sort.SCHOOL, Sort.SCHOOLS)), 0)
    return school > 0 and not any(token.low in _ABOUT_SCHOOLS for token, _ in words[:school])


def _words(text: str) -> list[tuple[Token, Word]]:
    tokens = [token for token in tokenize(text) if token.kind is Kind.WORD]
    return [(token, read_word(token.low, token.shouted, token.capital)) for token in tokens]


def _head(words: Sequence[tuple[Token, Word]]) -> Word:
    """The first word that is no adjective; «образовательные организации» is a school by its adjective."""
    nothing = Word(Sort.OTHER, "")
    head = next((at for at, (_, word) in enumerate(words) if word.sort is not Sort.ADJECTIVE), None)
    if head is None:
        return nothing
    word = words[head][1]
    educational = any("образовательн" in token.low for token, _ in words[:head])
    if educational and word.lemma in ("организация", "учреждение", "заведение"):
        return Word(Sort.SCHOOLS, word.lemma)
    following = words[head + 1][1] if word.sort is Sort.LEGAL and head + 1 < len(words) else word
    return following if following.sort is Sort.SCHOOL else word


def _means_all(party: Party) -> bool:
    """A set («ОО», «школы города», «директор школы»), not one school with a name of its own."""
    words = _words(party.name)
    head = _head(words)
    if head.sort is Sort.SCHOOLS:
        return True
    own_name = "«" in party.name or '"' in party.name or not head.forms
    if head.sort is not Sort.SCHOOL or own_name:
        return party.type == "group"
    singular = all(form.number == "sg" for form in head.forms if form.case == "nom")
    return party.type == "role" or not singular
