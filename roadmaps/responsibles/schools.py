"""What the parties of an activity mean for the schools: does it fan out to them, and to which."""

from collections.abc import Iterable
from functools import lru_cache

from .folding import tokenize
from .parties import Party, parse
from .tokens import Kind
from .words import Sort, Word, read_word

# Posts that look after schools from outside: «кураторы ШНОР» are not the schools' own people.
_OUTSIDERS = frozenset(
    ("куратор", "координатор", "тьютор", "наставник", "консультант", "эксперт", "специалист", "методист", "аудитор")
)
_ABOUT_SCHOOLS = frozenset(("сопровождения", "поддержки", "развития", "координации", "оценки"))
_INSTITUTIONS = ("организация", "учреждение", "заведение")


def concerns_schools(parties: Iterable[Party]) -> bool:
    """Whether schools as such carry the activity out: «ОО», «руководители ОО», «школы № 2, 7», «управленческие команды ШНОР».

    People of one school («Ветрова О.П., директор школы № 5») and posts that look after schools from outside
    («кураторы ШНОР») do not count, nor do posts without an institution («классные руководители»).
    """
    return any(_is_schools(party) for party in parties)


def school_numbers(parties: Iterable[Party]) -> frozenset[int | str]:
    """The numbers of the schools that carry the activity out; empty when they are all schools, or none, or have only names."""
    concerned = [party for party in parties if _is_schools(party)]
    if any(not party.school_numbers and _means_all(party) for party in concerned):
        return frozenset()
    return frozenset(number for party in concerned for number in party.school_numbers)


def _is_schools(party: Party) -> bool:
    if party.type == "role":
        outside = any(word.lemma in _OUTSIDERS for word in _words(party.position)[:3])
        return not outside and _names_school(party.name)
    if party.type == "group":
        return _is_group_of_school(party.name)
    return party.type == "schools"


@lru_cache(maxsize=5_000)
def _names_school(name: str) -> bool:
    return [party.type for party in parse(name)[:1]] == ["schools"]


def _is_group_of_school(name: str) -> bool:
    """«команды ШНОР», «педагогический коллектив школы»; not «группа сопровождения школ»."""
    words = _words(name)
    school = next((at for at, word in enumerate(words) if word.sort in (Sort.SCHOOL, Sort.SCHOOLS)), 0)
    return school > 0 and not any(word.lemma in _ABOUT_SCHOOLS for word in words[:school])


def _means_all(party: Party) -> bool:
    """A set («ОО», «школы города», «директор школы»), not one school with a name of its own («МКОУ «Липовская СОШ»»)."""
    own_name = any(token.kind is Kind.QUOTE for token in tokenize(party.name))
    if party.type == "group" or own_name:
        return not own_name
    head = next((word for word in _words(party.name) if word.sort is not Sort.ADJECTIVE), None)
    if head is None or not head.forms:
        return head is not None and head.sort is Sort.SCHOOLS
    plural = any(form.number == "pl" for form in head.forms if form.case == "nom")
    return plural or party.type == "role" or head.lemma in _INSTITUTIONS


def _words(text: str) -> list[Word]:
    tokens = (token for token in tokenize(text) if token.kind is Kind.WORD)
    return [read_word(token.low, token.shouted, token.capital) for token in tokens]
