"""Reads a roadmap out of a department's own Word file. Pure: bytes in, plain data out, no Django.

Rules come from real programmes: columns in any order and wording, headers repeated on every page, section rows merged over the
table, rows and tables cut by page breaks, deadlines in a column per year, numbers drawn by Word.
"""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx

from accounts.uploads import UploadError
from roadmaps.imports.checks import Years, checked, located
from roadmaps.imports.document import Document, SourceCell, Table, TableKind
from roadmaps.imports.guess import guess_header
from roadmaps.imports.headers import Header
from roadmaps.imports.passport import read_passport
from roadmaps.imports.rows import read_body
from roadmaps.imports.tables import FoundTable, find_tables
from roadmaps.imports.wordxml import MAX_ROWS, Grid, Paragraph, TooLargeError, distinct, read_blocks

MAX_XML = (
    10 * 1024 * 1024
)  # bytes; the five programmes seen hold less than 1 MB, and a tree of 10 MB takes 300 MB and 5 s

_WANTED = "Нужна таблица со столбцами «Мероприятие», «Срок», «Ответственный»"


class ReadError(UploadError):
    """The file holds no roadmap that can be read. The message is Russian and says what to do."""


def read_docx(data: bytes, years: Years | None = None) -> Document:
    """Tables of a .docx file. `years`: first and last year of the programme; deadlines outside of them are warned about.

    Let `accounts.uploads.check` see the file first. Raises ReadError for a damaged file and for one without a table of activities.
    """
    tables = find_tables(_blocks(data))
    if not tables:
        raise ReadError(
            f"В файле нет ни одной таблицы. {_WANTED}. Если таблица вставлена картинкой, её прочитать нельзя."
        )
    if not any(table.kind is TableKind.ACTIVITIES for table in tables):
        _guess(tables)
    read = [_table(index, table) for index, table in enumerate(tables, 1)]
    if not any(table.kind is TableKind.ACTIVITIES and table.rows for table in read):
        raise ReadError(f"В файле не нашлось таблицы с мероприятиями. {_WANTED}: проверьте строку заголовков.")
    read = [checked(table, years) if table.rows else table for table in read]
    return Document(tuple(read), located(read))


def _blocks(data: bytes) -> list[Paragraph | Grid]:
    try:
        _check_amount(data)
        return read_blocks(docx.Document(BytesIO(data)))
    except TooLargeError:
        raise ReadError(
            f"В файле слишком много текста или больше {MAX_ROWS} строк в таблицах. Оставьте в нём только дорожную карту."
        ) from None
    except Exception as error:  # damaged packages make the library raise anything from KeyError to XMLSyntaxError
        raise ReadError(_why_unread(data)) from error


def _check_amount(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        amount = sum(
            member.file_size for member in archive.infolist() if member.filename.lower().endswith((".xml", ".rels"))
        )
    if amount > MAX_XML:
        raise TooLargeError


def _why_unread(data: bytes) -> str:
    with suppress(BadZipFile, KeyError), ZipFile(BytesIO(data)) as archive:
        if b"purl.oclc.org/ooxml" in archive.read("_rels/.rels"):
            return "Файл сохранён в формате «Строгий Open XML». Сохраните его в Word как «Документ Word (.docx)» и загрузите ещё раз."
    return "Файл Word повреждён. Откройте его в Word, сохраните заново и загрузите ещё раз."


def _guess(tables: list[FoundTable]) -> None:
    for table in tables:
        if table.header is None and table.kind is TableKind.OTHER:
            table.header = guess_header(table.grid)


def _table(index: int, found: FoundTable) -> Table:
    source = tuple(tuple(SourceCell(cell.text, row.count(cell)) for cell in distinct(row)) for row in found.grid.rows)
    kind = found.kind
    if found.header is None:
        passport = read_passport(found.grid) if kind is TableKind.PASSPORT else ()
        return Table(index, found.title, kind, passport=passport, source=source)
    body = read_body(found.grid, found.header, index)
    warnings = (*_header_warnings(found.header, found.grid), *body.warnings)
    return Table(index, found.title, kind, found.header.names(), tuple(body.rows), source=source, warnings=warnings)


def _header_warnings(header: Header, grid: Grid) -> list[str]:
    if header.last < 0:
        return ["У таблицы нет строки заголовков, столбцы определены по содержанию. Проверьте их."]
    lost = [
        item.text
        for item in header.columns
        if item.column is None and any(row[item.start].text for row in grid.rows[header.last + 1 :])
    ]
    return [f"Столбец «{text or 'без названия'}» не переносится." for text in lost]
