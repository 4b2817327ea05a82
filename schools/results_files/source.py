"""One sheet as the readers see it: its table, the lines above it, and where to put results and messages."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from schools.results_files.records import (
    Expected,
    JournalCounts,
    ObjectivityMarker,
    OlympiadCounts,
    Procedure,
    ResultCounts,
    Scope,
    ScoreCounts,
    SocialPassport,
)
from schools.tables.book import Row, Sheet
from schools.tables.headers import Header
from schools.tables.merged import spread_down
from schools.tables.problems import Problem, ProblemList, letters
from schools.tables.values import Cell, CellError, is_missing, key, shown, text

Progress = Callable[[int, int], None]  # rows read, rows of the sheet
PROGRESS_STEP = 1000
_WORD = re.compile(r"[^\W\d_]{2}")
_SUMMARY = re.compile(
    r"(?:итого|итог|всего|в среднем|средни[ей]|среднее|минимальн[а-я]+|максимальн[а-я]+|доля|процент|примечани[ея]"
    r"|руководитель|председатель|исполнитель|ответственный|член[ы]?)(?![а-я])"
)


Held = deque[tuple[int, Row]]
_TITLE_ROWS = 12
_NAMING = frozenset(["school", "group", "name", "year", "kind", "subject", "grade", "level", "wave", "stage"])
_NOTHING = "\0"


class Output:
    """What is collected over all sheets of a file. `seen`: where a unit of a procedure stood, to find it twice."""

    def __init__(self) -> None:
        self.results: list[ResultCounts] = []
        self.journal: list[JournalCounts] = []
        self.scores: list[ScoreCounts] = []
        self.markers: list[ObjectivityMarker] = []
        self.passports: list[SocialPassport] = []
        self.olympiads: list[OlympiadCounts] = []
        self.errors = ProblemList()
        self.warnings = ProblemList()
        self.rows_read = 0
        self._seen: dict[object, dict[str, tuple[str, int]]] = {}

    def has_schools(self) -> bool:
        """Whether anything was read of a school: reference groups are only for comparison."""
        records: Iterable[Any] = chain(
            self.results, self.journal, self.scores, self.markers, self.passports, self.olympiads
        )
        return any(record.unit.scope is Scope.SCHOOL for record in records)

    def seen(self, procedure: Procedure | str) -> dict[str, tuple[str, int]]:
        """Identifier of a unit -> sheet and row of its first appearance in this procedure."""
        return self._seen.setdefault(procedure, {})


class Source:
    """A sheet with its header found.

    Where rows are pupils messages quote nothing of the file: `titles` then holds our own words for the columns, by field code.
    """

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        expected: Expected,
        out: Output,
        *,
        titles: Mapping[str, str] | None,
        progress: Progress | None,
        begin: int = 0,
    ) -> None:
        own = titles or {}
        self.sheet = sheet
        self.header = header
        self.expected = expected
        self.out = out
        self.quotes = titles is None
        self._titles = {place: own.get(code, "") for code, place in header.columns.items()}
        self._progress = progress
        self._begin = begin
        self.next_begin: int | None = None
        self.another: Callable[[Held], int | None] = _never

    def lines(self) -> list[tuple[int, str]]:
        """Text above the table with row numbers: titles, «Предмет …», dates."""
        return list(lines_of(enumerate(self.sheet.head(self.header.first - 1)[self._begin :], self._begin + 1)))

    def lines_before(self) -> list[tuple[int, str]]:
        """Text above the first table of the sheet, when this one is another table further down."""
        if not self._begin:
            return []
        return list(lines_of(enumerate(self.sheet.head(min(self._begin, _TITLE_ROWS)), 1)))

    def body(self) -> Iterator[tuple[int, Row]]:
        """Rows below the header with their numbers in the sheet; completely empty ones are left to the reader.

        The header printed again is passed over. Rows come a few behind, so that the title of another table is not taken for rows.
        """
        number, repeated = self.header.last, 0
        header = self.sheet.head(self.header.last)[self.header.first - 1 :]
        anchor, title = self._anchor(header[0])
        held: Held = deque()
        for number, row in self._rows():
            if row[anchor] == title:
                self.next_begin = self.another(held)
                if self.next_begin is not None:
                    break
                repeated = 1
                continue
            if repeated and repeated < len(header) and list(row) == list(header[repeated]):
                repeated += 1
                continue
            repeated = 0
            held.append((number, row))
            if len(held) > _TITLE_ROWS:
                yield held.popleft()
            if self._progress and not number % PROGRESS_STEP:
                self._progress(number, self.sheet.height)
        yield from (pair for pair in held if self.next_begin is None or pair[0] <= self.next_begin)
        self.out.rows_read += number - self.header.last

    def _rows(self) -> Iterator[tuple[int, Row]]:
        below = enumerate(islice(self.sheet.rows(), self.header.last, None), self.header.last + 1)
        spread = {place for code, place in self.header.columns.items() if code in _NAMING}
        return spread_down(below, self.sheet, self.header.last, spread)

    def _anchor(self, row: Row) -> tuple[int, Cell]:
        """A cell of the header's first row by which it is known when it comes again."""
        named = [place for place in sorted(self.header.columns.values()) if place < len(row) and row[place] != ""]
        place = named[0] if named else 0
        return place, row[place] if named else _NOTHING

    def is_header_again(self, row: Row, code: str) -> bool:
        """Whether it is the header once more, as on every printed page: its column `code` holds its own title."""
        place = self.header.columns[code]
        cell, title = row[place], self.header.titles[place].leaf
        return type(cell) is str and cell[:1].lower() == title[:1].lower() and key(cell) == key(title)

    def error(self, row: int | None, message: str, place: int | None = None) -> None:
        self.out.errors.add(Problem(self.sheet.name, row, self._letters(place), message))

    def warn(self, row: int | None, message: str, place: int | None = None) -> None:
        self.out.warnings.add(Problem(self.sheet.name, row, self._letters(place), message))

    def bad_cell(self, number: int, row: Row, place: int, expected: str) -> None:
        """One cell that does not hold what its column promises."""
        here = f", а здесь {shown(row[place])}" if self.quotes else ""
        self.error(number, f"{self.title(place)}: {expected}{here}. Исправьте ячейку и загрузите файл ещё раз.", place)

    def empty_cell(self, number: int, place: int, advice: str = "") -> None:
        self.error(number, f"{self.title(place)}: нет значения. {advice or 'Заполните ячейку.'}", place)

    def check_cells(
        self, number: int, row: Row, places: Iterable[int], parse: Callable[[Cell], object], advice: str = ""
    ) -> bool:
        """Report every cell among `places` that cannot be read or is empty. True when all of them are good."""
        good = True
        for place in places:
            expected = _complaint(row[place], parse)
            if expected:
                self.bad_cell(number, row, place, expected)
            elif is_missing(row[place]):
                self.empty_cell(number, place, advice)
            else:
                continue
            good = False
        return good

    def title(self, place: int) -> str:
        if not self.quotes:
            title = self._titles.get(place, "")
        else:
            title = self.header.titles[place].whole if place < len(self.header.titles) else ""
        return f"«{title}»" if title else "Столбец без заголовка"

    def _letters(self, place: int | None) -> str:
        return "" if place is None else letters(place + self.sheet.first_column)


def _complaint(value: Cell, parse: Callable[[Cell], object]) -> str:
    try:
        parse(value)
    except CellError as error:
        return str(error)
    return ""


def _never(_: Held) -> None:
    return None


def lines_of(rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, str]]:
    """Rows as lines of text with their numbers; empty ones are left out."""
    for number, row in rows:
        line = " ".join(filter(None, map(text, row)))
        if line:
            yield number, line


def is_remark(row: Row, identifying: Sequence[int]) -> bool:
    """«Итого», «Средние», «Всего участников», or a lone note: nothing in the row says whose it would be."""
    if not all_missing(row, identifying):
        return False
    filled = [key(cell) for cell in row if not is_missing(cell)]
    return bool(filled) and (bool(_SUMMARY.match(filled[0])) or (len(filled) == 1 and bool(_WORD.search(filled[0]))))


def all_missing(row: Row, places: Sequence[int]) -> bool:
    return all(type(cell := row[place]) is not float and is_missing(cell) for place in places)
