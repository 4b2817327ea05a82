"""What an order (приказ) says and how the office wants it to look: the input of both renderers, without Django.

Defaults follow ГОСТ Р 7.0.97-2025, which only recommends: what binds an office is its own instruction on paperwork,
so each of these numbers is a field of the profile.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class DateStyle(StrEnum):
    NUMERIC = "numeric"  # 05.06.2026
    WORDS = "words"  # 5 июня 2026 г.
    QUOTED = "quoted"  # «05» июня 2026 года


class ClauseNumbering(StrEnum):
    DECIMAL = "decimal"  # 1. 1.1. 1.1.1.
    BRACKET = "bracket"  # 1. 1) а)


class HeadingAlign(StrEnum):
    LEFT = "left"
    CENTRE = "centre"


class CommandStyle(StrEnum):
    OWN_LINE = "own_line"  # ПРИКАЗЫВАЮ: on a line of its own, from the left edge
    SPACED = "spaced"  # приказываю: letter-spaced at the end of the preamble


@dataclass(frozen=True)
class Margins:
    """Millimetres on a portrait sheet. 30 on the left because orders on main activity are kept for ever."""

    left: int = 30
    right: int = 10
    top: int = 20
    bottom: int = 20

    def turned(self) -> Margins:
        """The same for a landscape sheet, whose long top side is the one that is bound."""
        return Margins(left=self.bottom, right=self.top, top=self.left, bottom=self.right)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How one office shapes its papers."""

    organisation: tuple[
        str, ...
    ]  # centred lines of the letterhead, capitals and quotation marks as the office has them
    appendix_issuer: str  # «к приказу управления образования администрации города …», lines parted by \n if wanted
    parent: tuple[str, ...] = ()  # the organisation above, printed first
    place: str | None = None  # not needed where the organisation's name already names the town
    font_size: int = 14  # points; the standard allows 12, 13 and 14
    line_spacing: int = 115  # per cent of a single line as word processors count it; the standard allows 100-150
    corner_width: int = 80  # mm, longest line of a requisite in a corner: 80 since 2025, 75 before
    margins: Margins = Margins()
    date_style: DateStyle = DateStyle.NUMERIC
    clause_numbering: ClauseNumbering = ClauseNumbering.DECIMAL
    heading_align: HeadingAlign = HeadingAlign.LEFT
    command_style: CommandStyle = CommandStyle.OWN_LINE
    appendix_with_sign: bool = True  # «Приложение № 1» or «Приложение 1»

    def __post_init__(self) -> None:
        if self.font_size not in (12, 13, 14):
            raise ValueError("Размер шрифта приказа — 12, 13 или 14 пунктов.")
        if not 100 <= self.line_spacing <= 150:
            raise ValueError("Межстрочный интервал приказа — от одинарного до полуторного.")


@dataclass(frozen=True)
class Clause:
    """A clause (пункт): its text without the number, and its sub-clauses; three levels at most."""

    text: str
    children: tuple[Clause, ...] = ()


@dataclass(frozen=True)
class Signatory:
    position: str  # \n where the office breaks the lines
    name: str  # initials first: «Н. А. Озерова»


@dataclass(frozen=True)
class Column:
    """A table's column: its title and its share of the width against the other columns."""

    title: str
    share: int


NUMBER = Column("№\nп/п", 7)
ACTIVITY = Column("Мероприятие", 45)
DEADLINE = Column("Срок", 20)
RESPONSIBLE = Column("Ответственные", 30)
RESULT = Column("Ожидаемый результат", 28)
REPORT_FORM = Column("Форма отчётного документа", 20)
SCHOOL = Column("Образовательная организация", 60)
CATEGORY = Column("Категория", 33)


@dataclass(frozen=True)
class RoadmapSection:
    """A section (раздел) with its numbered title, empty for a plan without sections, and the cells of its rows."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class RoadmapAppendix:
    """The plan of activities: a landscape table whose header stands on every page."""

    title: tuple[str, ...]
    sections: tuple[RoadmapSection, ...]
    columns: tuple[Column, ...] = (NUMBER, ACTIVITY, DEADLINE, RESPONSIBLE)

    def __post_init__(self) -> None:
        for section in self.sections:
            _check_widths(self.columns, section.rows)


@dataclass(frozen=True)
class Chapter:
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class TextAppendix:
    """A programme, regulation or procedure in prose: a portrait sheet."""

    title: tuple[str, ...]
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class PassportAppendix:
    """A programme with its passport (паспорт), a table of names and texts, before the chapters."""

    title: tuple[str, ...]
    passport: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True)
class SchoolListAppendix:
    """A list of schools: a portrait table."""

    title: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...] = (NUMBER, SCHOOL, CATEGORY)

    def __post_init__(self) -> None:
        _check_widths(self.columns, self.rows)


@dataclass(frozen=True)
class Person:
    name: str  # surname, name and patronymic in full
    position: str


@dataclass(frozen=True)
class PeopleGroup:
    """People under one line: «Председатель», «Члены рабочей группы:», or none."""

    title: str
    people: tuple[Person, ...]


@dataclass(frozen=True)
class PeopleAppendix:
    """The composition of a working group: names on the left, positions on the right, no lines."""

    title: tuple[str, ...]
    groups: tuple[PeopleGroup, ...]


Appendix = RoadmapAppendix | PassportAppendix | TextAppendix | SchoolListAppendix | PeopleAppendix


@dataclass(frozen=True, kw_only=True)
class OrderDocument:
    """One order with its appendices. Without a number or a date it is a draft: blanks to fill in and a «ПРОЕКТ» mark."""

    profile: Profile
    heading: str  # answers «о чём?», no full stop
    preamble: str
    clauses: tuple[Clause, ...]
    signatory: Signatory
    year: int  # stands in the blank of a draft's date
    number: str | None = None  # free form: «126-09», «430/1»
    date: date | None = None
    executors: tuple[str, ...] = field(default=())  # name and telephone, lines parted by \n
    appendices: tuple[Appendix, ...] = ()

    @property
    def is_draft(self) -> bool:
        return not self.number or self.date is None


def _check_widths(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    if any(len(row) != len(columns) for row in rows):
        raise ValueError(f"В строке таблицы приложения не {len(columns)} граф.")
