"""What a phrase of a cell is made of."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum, auto

from .people import Person
from .words import Sort


class Gap(IntEnum):
    """What stands before a phrase; of several marks the strongest counts."""

    NONE = 0
    BROKEN = 1  # a line break
    COMMA = 2
    AND = 3
    DASH = 4
    BRACKET = 5
    COLON = 6
    WITH = 7  # «совместно с»
    STRONG = 8  # a full stop, a semicolon, an item of a list


class Verdict(StrEnum):
    """What the next noun does to a phrase."""

    ATTACH = auto()  # depends on the part before it
    OPEN = auto()  # depends on it, but is a party's name of its own: «методисты | МКУ «ИМЦ»»
    STOP = auto()  # begins another phrase


@dataclass(slots=True)
class Part:
    """A run of tokens [start, end) under one head: a post, or the institution of the post."""

    sort: Sort
    start: int
    end: int
    head: int
    named: bool = True  # «МБУ», «учреждение»: the name is still to come
    numbers_from: int = -1  # where the school numbers begin


@dataclass(slots=True)
class Phrase:
    """Tokens [start, end); a person, or parts of which the first gives the kind of party."""

    gap: Gap
    start: int
    end: int
    parts: list[Part] = field(default_factory=list)
    numbers: list[int | str] = field(default_factory=list)
    person: Person | None = None
    listing: bool = False  # numbered schools in brackets belong to it: «ШНОР (СОШ № 4, ООШ № 12)»
    among_schools: bool = False  # a name without a number in a list of numbered schools: «…, лицея № 9, ЗУГ»
    oblique: bool = False  # «руководители МО ОО и ММО»: governed by the post before

    @property
    def first(self) -> Part:
        return self.parts[0]

    @property
    def last(self) -> Part:
        return self.parts[-1]

    @property
    def is_post(self) -> bool:
        return bool(self.parts) and self.first.sort is Sort.POST

    @property
    def institutions(self) -> list[Part]:
        """The parts that name an institution: all but posts and their adjuncts."""
        return [part for part in self.parts if part.sort is not Sort.POST]

    @property
    def is_bare_post(self) -> bool:
        return self.is_post and not self.institutions

    def has_school(self) -> bool:
        return any(part.sort in (Sort.SCHOOL, Sort.SCHOOLS) for part in self.parts)
