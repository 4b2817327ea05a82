"""From an order's document to the exact words and tables on its sheets: what PDF and DOCX print alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from orders.rendering.document import (
    Appendix,
    Chapter,
    Clause,
    ClauseNumbering,
    Column,
    CommandStyle,
    OrderDocument,
    PassportAppendix,
    PeopleAppendix,
    PeopleGroup,
    Profile,
    RoadmapAppendix,
    SchoolListAppendix,
    TextAppendix,
)
from orders.rendering.typography import NBSP, bind, date_text, number_text

KIND = "ПРИКАЗ"
DRAFT_MARK = "ПРОЕКТ"
COMMAND = {CommandStyle.OWN_LINE: "ПРИКАЗЫВАЮ:", CommandStyle.SPACED: "приказываю:"}
PASSPORT_TITLE = "Паспорт"
PASSPORT_COLUMNS = (Column("", 35), Column("", 65))
PEOPLE_COLUMNS = (Column("", 38), Column("", 62))
_LETTERS = "абвгдежиклмнпрстуфхцшщэюя"  # the letters that number items (ГОСТ 2.105: without ё, з, й, о, ч, ь, ы, ъ)
_SHEET_WIDTH, _SHEET_LENGTH = 210, 297  # mm, A4
_LETTER_WIDTH = 0.19  # mm for each point of the font size: an average letter of Tinos
CORNER_LINES = 5
TALL_LINES = 16  # about half a landscape page; a row that may not break leaves at most this much of a page empty


class RowKind(StrEnum):
    PLAIN = "plain"
    SECTION = "section"  # one cell over all columns, never parted from the next row
    TALL = "tall"  # may break over pages; WeasyPrint forgets the header after an unbreakable row taller than a page


@dataclass(frozen=True)
class Row:
    cells: tuple[str, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_ruled: bool = True

    @property
    def has_header(self) -> bool:
        return any(column.title for column in self.columns)

    @property
    def percents(self) -> list[int]:
        whole = sum(column.share for column in self.columns)
        return [round(100 * column.share / whole) for column in self.columns]


@dataclass(frozen=True)
class Prose:
    """A chapter's title (may be empty) and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One appendix."""

    mark: tuple[str, ...]
    title: tuple[str, ...]
    blocks: tuple[Table | Prose, ...]
    is_landscape: bool


@dataclass(frozen=True)
class Line:
    """A numbered clause: level 1, 2 or 3."""

    level: int
    label: str
    text: str


@dataclass(frozen=True)
class Paper:
    profile: Profile
    title: str  # of the file, not printed
    draft_mark: str  # empty on a registered order
    organisation: tuple[str, ...]
    kind: str
    date: str
    number: str
    place: str
    heading: str
    preamble: str
    command: str
    clauses: tuple[Line, ...]
    position: str
    name: str
    executors: tuple[str, ...]
    sheets: tuple[Sheet, ...]

    @property
    def heading_fits_corner(self) -> bool:
        """A heading of more than five lines may run on to the right margin (a common clause of office instructions)."""
        letters = int(self.profile.corner_width / (self.profile.font_size * _LETTER_WIDTH))
        return _lines((self.heading,), [letters]) <= CORNER_LINES


def compose(document: OrderDocument) -> Paper:
    """All words of the order with their numbers, marks and no-break spaces. Raises ValueError for clauses nested too deep."""
    profile = document.profile
    day = date_text(document.date, profile.date_style, document.year)
    number = number_text(document.number)
    return Paper(
        profile=profile,
        title=_file_title(document, day, number),
        draft_mark=DRAFT_MARK if document.is_draft else "",
        organisation=tuple(map(bind, profile.parent + profile.organisation)),
        kind=KIND,
        date=day,
        number=number,
        place=bind(profile.place or ""),
        heading=bind(document.heading),
        preamble=bind(document.preamble),
        command=COMMAND[profile.command_style],
        clauses=tuple(_number(document.clauses, profile.clause_numbering)),
        position=bind(document.signatory.position),
        name=bind(document.signatory.name),
        executors=tuple(map(bind, document.executors)),
        sheets=tuple(
            _sheet(appendix, profile, (appendix_label(profile, index, len(document.appendices)), f"от {day} {number}"))
            for index, appendix in enumerate(document.appendices, start=1)
        ),
    )


def appendix_label(profile: Profile, index: int, total: int) -> str:
    """«Приложение № 2», as the profile writes it; a lone appendix has no number. Clauses refer to appendices by it."""
    if total == 1:
        return "Приложение"
    return f"Приложение{NBSP}№{NBSP}{index}" if profile.appendix_with_sign else f"Приложение{NBSP}{index}"


def _file_title(document: OrderDocument, day: str, number: str) -> str:
    heading = bind(document.heading).replace("\n", " ")
    return f"Проект приказа «{heading}»" if document.is_draft else f"Приказ от {day} {number} «{heading}»"


def _number(clauses: tuple[Clause, ...], style: ClauseNumbering, parents: tuple[int, ...] = ()) -> list[Line]:
    lines = []
    for index, clause in enumerate(clauses, start=1):
        place = (*parents, index)
        lines.append(Line(len(place), _label(place, style), bind(clause.text)))
        lines += _number(clause.children, style, place)
    return lines


def _label(place: tuple[int, ...], style: ClauseNumbering) -> str:
    """(2, 1) -> «2.1.» or «1)». Raises ValueError below the third level."""
    if len(place) > 3:
        raise ValueError("Пункты приказа вложены глубже трёх уровней.")
    if style is ClauseNumbering.DECIMAL or len(place) == 1:
        return "".join(f"{number}." for number in place)
    return f"{_LETTERS[place[-1] - 1] if len(place) == 3 else place[-1]})"


def _sheet(appendix: Appendix, profile: Profile, mark: tuple[str, str]) -> Sheet:
    return Sheet(
        mark=(mark[0], bind(profile.appendix_issuer), mark[1]),
        title=tuple(map(bind, appendix.title)),
        blocks=_blocks(appendix, profile),
        is_landscape=isinstance(appendix, RoadmapAppendix),
    )


def _blocks(appendix: Appendix, profile: Profile) -> tuple[Table | Prose, ...]:
    match appendix:
        case RoadmapAppendix():
            return (_roadmap_table(appendix, profile),)
        case SchoolListAppendix():
            return (_portrait_table(appendix.columns, appendix.rows, profile),)
        case PeopleAppendix():
            return tuple(block for group in appendix.groups for block in _people(group))
        case PassportAppendix():
            passport = _portrait_table(PASSPORT_COLUMNS, appendix.passport, profile)
            return (Prose(PASSPORT_TITLE, ()), passport, *map(_prose, appendix.chapters))
        case TextAppendix():
            return tuple(map(_prose, appendix.chapters))


def table_size(profile: Profile) -> int:
    """Points; tables may be set smaller than the text."""
    return max(profile.font_size - 2, 11)


def _roadmap_table(appendix: RoadmapAppendix, profile: Profile) -> Table:
    margins = profile.margins.turned()
    width, rows = _SHEET_LENGTH - margins.left - margins.right, list[Row]()
    for section in appendix.sections:
        if section.title:
            rows.append(Row((bind(section.title),), RowKind.SECTION))
        rows += _rows(section.rows, appendix.columns, width, table_size(profile))
    return Table(appendix.columns, tuple(rows))


def _portrait_table(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...], profile: Profile) -> Table:
    width = _SHEET_WIDTH - profile.margins.left - profile.margins.right
    return Table(columns, _rows(rows, columns, width, table_size(profile)))


def _people(group: PeopleGroup) -> list[Table | Prose]:
    rows = tuple(Row((bind(person.name), bind(person.position))) for person in group.people)
    heading: list[Table | Prose] = [Prose(bind(group.title), ())] if group.title else []
    return [*heading, Table(PEOPLE_COLUMNS, rows, is_ruled=False)]


def _prose(chapter: Chapter) -> Prose:
    return Prose(bind(chapter.title), tuple(map(bind, chapter.paragraphs)))


def _rows(rows: tuple[tuple[str, ...], ...], columns: tuple[Column, ...], width: int, size: int) -> tuple[Row, ...]:
    """Bound rows; those estimated taller than TALL_LINES in a table `width` mm wide, set in `size` points, may break."""
    whole = sum(column.share for column in columns)
    letters = [max(1, int(width * column.share / whole / (size * _LETTER_WIDTH))) for column in columns]
    return tuple(
        Row(tuple(map(bind, row)), RowKind.TALL if _lines(row, letters) > TALL_LINES else RowKind.PLAIN) for row in rows
    )


def _lines(row: tuple[str, ...], letters: list[int]) -> int:
    """Lines of the row's longest cell when each column holds so many letters in a line."""
    return max(
        sum(max(1, ceil(len(part) / room)) for part in cell.split("\n"))
        for cell, room in zip(row, letters, strict=True)
    )
