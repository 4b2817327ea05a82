"""A workbook of any kind the departments have: xlsx, xls, ods or csv, told by its content."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from io import BytesIO
from itertools import chain, islice
from typing import Any, TypeVar
from xml.sax import SAXException
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from accounts.uploads import UploadError
from schools.tables import delimited, extent
from schools.tables.formula_errors import Errors, errors_by_sheet
from schools.tables.values import Cell

Row = Sequence[Cell]
Range = tuple[tuple[int, int], tuple[int, int]]  # first and last (row, column) of a merged area, from 0

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = "Файл таблицы повреждён. Откройте его у себя, сохраните заново и загрузите ещё раз."
PROTECTED = "Файл защищён паролем. Снимите пароль, сохраните файл и загрузите его снова."
TOO_LARGE = (
    f"Таблица слишком велика: читается не больше {extent.MAX_ROWS // 1000}\N{NO-BREAK SPACE}000 строк. Разделите файл на части. "
    "Если строк на самом деле мало, удалите пустые строки и столбцы далеко за таблицей: в них осталась лишняя ячейка."
)
_NOT_A_TABLE = "Это не таблица. Загрузите файл Excel (.xlsx, .xls), OpenDocument (.ods) или CSV."


class TableError(UploadError):
    """The file cannot be read as a table. The message is Russian and says what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `first_column`: number of the column the rows begin with, from 0. `merged` counts absolute rows and columns."""

    name: str
    is_hidden: bool
    height: int
    first_column: int
    merged: tuple[Range, ...]
    _open: Callable[[], Iterator[Row]]

    def rows(self) -> Iterator[Row]:
        """Rows from the first one of the sheet; only one is held at a time."""
        return self._open()

    def head(self, count: int) -> list[Row]:
        return list(islice(self.rows(), count))

    def below(self, rows: int) -> Sheet:
        """The same sheet without its first rows: what a second table on it is found in."""
        merged = tuple(((top - rows, left), (bottom - rows, right)) for (top, left), (bottom, right) in self.merged)
        return replace(
            self, height=max(self.height - rows, 0), merged=merged, _open=lambda: islice(self.rows(), rows, None)
        )


class Book:
    """Sheets in the order of the file; each is loaded when it is asked for."""

    def __init__(self, names: Sequence[tuple[str, bool]], load: Callable[[int], Sheet]) -> None:
        self._names = names
        self._load = lru_cache(maxsize=1)(load)  # to recognise a sheet and then to read it is one parse, not two

    def hidden(self) -> list[str]:
        return [name for name, is_hidden in self._names if is_hidden]

    def visible(self) -> Iterator[Sheet]:
        for place, (_, is_hidden) in enumerate(self._names):
            if not is_hidden:
                yield self._load(place)


def open_book(data: bytes) -> Book:
    """A workbook told by its content, not its name. Raises TableError.

    Errors of the libraries are not chained: they may quote cells of the file.
    """
    if data.startswith(b"PK"):
        errors = _guarded(lambda: _check_package(data))
        return _workbook(data, errors)
    if data.startswith(OLE):
        return _workbook(data, {})
    content = delimited.decode(data)
    if content is None or not content.strip():
        raise TableError(_NOT_A_TABLE if data.strip() else "Файл пустой. Проверьте, что он сохранён.")
    return _csv_book(content)


T = TypeVar("T")


def _guarded(action: Callable[[], T]) -> T:
    """Run a step of a library and turn its error into a message without cause and context."""
    message = DAMAGED
    try:
        return action()
    except PasswordError:
        message = PROTECTED
    except extent.TooLargeError:
        message = TOO_LARGE
    except (CalamineError, BadZipFile, SAXException, OSError, ValueError, KeyError, EOFError, NotImplementedError):
        message = DAMAGED
    raise TableError(message)


def _check_package(data: bytes) -> dict[str, Errors]:
    """Failed formulas by the name of the sheet."""
    with ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
    if "content.xml" in names:
        extent.check_ods(data)
        return {}
    if "xl/workbook.xml" in names:
        failed = extent.check_xlsx(data)
        return errors_by_sheet(data, failed) if failed else {}
    raise BadZipFile


def _workbook(data: bytes, errors: dict[str, Errors]) -> Book:
    workbook = _guarded(lambda: CalamineWorkbook.from_filelike(BytesIO(data)))
    sheets = [item for item in workbook.sheets_metadata if item.typ is SheetTypeEnum.WorkSheet]
    names = [(item.name, item.visible is not SheetVisibleEnum.Visible) for item in sheets]
    return Book(names, lambda place: _sheet(workbook, names[place][0], errors.get(names[place][0], {})))


def _sheet(workbook: CalamineWorkbook, name: str, errors: Errors) -> Sheet:
    sheet = _guarded(lambda: workbook.get_sheet_by_name(name))
    start, end = sheet.start, sheet.end
    merged = tuple(sheet.merged_cell_ranges or ())
    if start is None or end is None:
        return Sheet(name, False, 0, 0, merged, lambda: iter(()))
    rows = partial(_showing, errors=errors, first_column=start[1]) if errors else _typed
    return Sheet(name, False, end[0] + 1, start[1], merged, lambda: rows(sheet.iter_rows()))


def _typed(rows: Any) -> Iterator[Row]:
    return rows  # type: ignore[no-any-return]


def _showing(rows: Any, *, errors: Errors, first_column: int) -> Iterator[Row]:
    """The rows with «#REF!» where a formula has failed, as in Excel: whoever needs the cell will complain of it."""
    failed = {row for row, _ in errors}
    for number, row in enumerate(rows):
        if number in failed:
            yield [errors.get((number, place), cell) for place, cell in enumerate(row, first_column)]
        else:
            yield row


def _csv_book(content: str) -> Book:
    def load(_: int) -> Sheet:
        return Sheet("CSV", False, content.count("\n") + 1, 0, (), lambda: _csv_rows(content))

    if content.count("\n") > extent.MAX_ROWS:
        raise TableError(TOO_LARGE)
    return Book([("CSV", False)], load)


def _csv_rows(content: str) -> Iterator[Row]:
    """Rows made as wide as the widest of the first ones: a program may leave empty cells at the end out."""
    try:
        rows = delimited.rows(content)
        head = list(islice(rows, 50))
        width = max((len(row) for row in head), default=0)
        for row in chain(head, rows):
            yield row if len(row) >= width else row + [""] * (width - len(row))
    except csv.Error:
        pass
    else:
        return
    raise TableError(DAMAGED)
