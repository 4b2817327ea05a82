"""The way in: bytes of a file and what it should be, out come counts and messages."""

from __future__ import annotations

from functools import partial

from schools.results_files import mapped
from schools.results_files.blocks import another_begins
from schools.results_files.layouts import SPECS, Layout, find_table, foreign_title, recognise
from schools.results_files.mapping import FIELDS, WORDED, ColumnMapping, Suggestion
from schools.results_files.records import Expected, Reading
from schools.results_files.source import Output, Progress, Source
from schools.results_files.titles import read_facts
from schools.results_files.unknown import EMPTY
from schools.tables.book import Book, Sheet, TableError, open_book
from schools.tables.headers import Field, Header, find_header
from schools.tables.problems import Problem

SILENT_SHEETS = frozenset(["Инструкция", "Списки"])  # of our own templates


class WrongFileError(TableError):
    """The file is another one than expected; the message is Russian and names both."""


def read_results(
    source: bytes | Book,
    layout: Layout,
    expected: Expected | None = None,
    *,
    mapping: ColumnMapping | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Counts of all visible sheets. `mapping` is for Layout.TABLE only; `progress(row, rows)` is called every 1 000 rows.

    Let `schools.tables.intake.take_table` see the file first; a book that is open already is not opened again. Raises TableError
    when it is no table and WrongFileError when it is another one; what is wrong inside the table is in `Reading.errors`. Nothing of
    a pupil is in the reading or in any message.
    """
    book, out = _opened(source), Output()
    for name in book.hidden():
        if name in SILENT_SHEETS:
            continue
        out.warnings.add(Problem(name, None, "", "Лист скрыт и не прочитан. Если он нужен, покажите его в Excel."))
    reader = _BookReader(layout, expected or Expected(), mapping, progress, out)
    reader.read(book)
    return _reading(layout, out)


def guess_layout(source: bytes | Book) -> Layout | None:
    """What the file is, told by its columns. Raises TableError."""
    return recognise(_opened(source))


def _opened(source: bytes | Book) -> Book:
    return source if isinstance(source, Book) else open_book(source)


def suggest_mapping(source: bytes | Book) -> Suggestion:
    """Headers of the first sheet with a table and the fields they seem to be. Raises TableError."""
    for sheet in _opened(source).visible():
        header = _header_to_map(sheet)
        if header is not None:
            titles = tuple(title.whole for title in header.titles if title.parts)
            columns = {code: header.titles[place].whole for code, place in header.columns.items()}
            return Suggestion(sheet.name, titles, ColumnMapping(columns))
    raise TableError("В файле не нашлось таблицы с заголовками. Нужны хотя бы столбцы школы и числа участников.")


def _header_to_map(sheet: Sheet) -> Header | None:
    """A row with at least two columns called by words: one of figures might be a pupil's, and its titles would be shown."""
    worded, full = find_header(sheet, WORDED), find_header(sheet, FIELDS)
    if worded is None or full is None or full.first != worded.first:
        return worded
    return full


class _BookReader:
    """Reads sheet after sheet; a sheet without the table is only an error when no sheet has it."""

    def __init__(
        self, layout: Layout, expected: Expected, mapping: ColumnMapping | None, progress: Progress | None, out: Output
    ) -> None:
        self._layout = layout
        self._spec = SPECS[layout]
        self._expected = expected
        self._mapping = mapping
        self._progress = progress
        self._out = out
        self._fields = mapping.fields() if mapping else self._spec.fields

    def read(self, book: Book) -> None:
        others: list[str] = []
        found = False
        for sheet in book.visible():
            header = self._header(sheet)
            if header is not None:
                found = True
                self._read_sheet(sheet, header)
            elif sheet.height and sheet.name not in SILENT_SHEETS:
                others.append(sheet.name)
        if not found:
            self._explain(book)
            return
        for sheet in book.visible() if others else ():
            if sheet.name in others:
                self._pass_over(sheet)
        self._say_if_nothing()

    def _say_if_nothing(self) -> None:
        """A table where every row was passed over must not be accepted as if all were well."""
        out = self._out
        if out.errors.total or out.has_schools():
            return
        if out.results:
            message = "В файле нет ни одной школы: загрузятся только сведения для сравнения."
            out.warnings.add(Problem("", None, "", message))
        else:
            message = (
                "Не нашлось ни одной строки с результатами школы. Проверьте, не сдвинуты ли столбцы под заголовками."
            )
            out.errors.add(Problem("", None, "", message))

    def _header(self, sheet: Sheet) -> Header | None:
        if self._mapping is None:
            return find_table(sheet, self._layout)
        header = find_header(sheet, self._mapping.fields())
        return None if header is None or header.missing else header

    def _pass_over(self, sheet: Sheet) -> None:
        """A sheet beside the right ones: nearly the same table lacks a column, anything else is only mentioned."""
        header = find_header(sheet, self._fields)
        required = sum(1 for item in self._fields if item.required)
        if header is not None and 0 < len(header.missing) <= required // 2:
            self._report_missing(sheet, header)
        else:
            message = f"На листе нет таблицы «{self._spec.title}», он пропущен."
            self._out.warnings.add(Problem(sheet.name, None, "", message))

    def _read_sheet(self, sheet: Sheet, header: Header) -> None:
        begin: int | None = 0
        while begin is not None:
            begin = self._read_table(sheet, header, begin)
            found = None if begin is None else self._header(sheet.below(begin))
            if begin is None or found is None:
                break
            header = found.lowered(begin)

    def _read_table(self, sheet: Sheet, header: Header, begin: int) -> int | None:
        """Read one table; how many rows lie above the next one, if there is another on the sheet."""
        titles = {item.code: item.title for item in self._fields} if self._spec.reads_pupils else None
        source = Source(sheet, header, self._expected, self._out, titles=titles, progress=self._progress, begin=begin)
        source.another = partial(another_begins, read_facts(source), self._expected)
        before = self._out.rows_read
        if self._spec.read is None:
            mapped.read(source, self._out, self._mapping.constants if self._mapping else {})
        else:
            self._spec.read(source, self._out)
        if self._out.rows_read == before and not self._out.errors.total:
            source.error(header.last, "Под заголовком нет ни одной строки. Заполните таблицу и загрузите файл ещё раз.")
        return source.next_begin

    def _explain(self, book: Book) -> None:
        """Why no sheet has the table: an empty file, another file, or a missing column."""
        sheets = [sheet for sheet in book.visible() if sheet.height]
        if not sheets:
            raise TableError(EMPTY)
        other = recognise(book) if self._mapping is None else None
        title = SPECS[other].title if other else next(filter(None, map(foreign_title, sheets)), "")
        best = max(map(partial(_closest, fields=self._fields), sheets), key=lambda pair: pair[0])
        if title and (other is not Layout.TABLE or any(map(_names_subjects, sheets))):
            raise WrongFileError(
                f"Это файл «{title}», а ожидается «{self._spec.title}». Выберите другой файл или другой вид загрузки."
            )
        self._report_missing(best[1], best[2])

    def _report_missing(self, sheet: Sheet, header: Header | None) -> None:
        row = header.last if header else None
        missing = header.missing if header else [item for item in self._fields if item.required]
        if not missing:
            message = f"Таблица не похожа на «{self._spec.title}»: не хватает столбцов. Сверьте её с образцом."
            self._out.errors.add(Problem(sheet.name, row, "", message))
        for item in missing:
            message = f"Не нашёлся столбец «{item.title}». Добавьте его или исправьте заголовок, как в образце."
            self._out.errors.add(Problem(sheet.name, row, "", message))


def _closest(sheet: Sheet, *, fields: tuple[Field, ...]) -> tuple[int, Sheet, Header | None]:
    header = find_header(sheet, fields)
    return (len(header.columns) if header else 0), sheet, header


def _names_subjects(sheet: Sheet) -> bool:
    """Whether it surely is a table of results: one with a subject in every row. Less may be any layout that lost a column."""
    header = find_table(sheet, Layout.TABLE)
    return header is not None and "subject" in header.columns


def _reading(layout: Layout, out: Output) -> Reading:
    return Reading(
        layout.value,
        tuple(out.results),
        tuple(out.journal),
        tuple(out.scores),
        tuple(out.markers),
        tuple(out.passports),
        tuple(out.olympiads),
        tuple(out.errors.kept),
        tuple(out.warnings.kept),
        out.errors.total,
        out.warnings.total,
        out.rows_read,
    )
