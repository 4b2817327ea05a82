"""Why a file was not recognised: nothing in it, a file that is not read here, or a known table that lost a column."""

from __future__ import annotations

from schools.results_files.layouts import SPECS, Layout, foreign_title
from schools.tables.book import Book, Sheet
from schools.tables.headers import Header, find_header

EMPTY = "В файле нет ни одной заполненной ячейки на видимых листах. Проверьте, тот ли файл выбран."


def why_unknown(book: Book) -> str:
    """What to tell of a file that is none of the layouts; empty when nothing can be said. Quotes no cells."""
    sheets = [sheet for sheet in book.visible() if sheet.height]
    if not sheets:
        return EMPTY
    title = next(filter(None, map(foreign_title, sheets)), "")
    if title:
        return f"Это файл «{title}», такие портал не читает. Выберите другой файл."
    near = [found for sheet in sheets for layout in Layout if (found := _near(sheet, layout))]
    return max(near)[1] if near else ""


def _near(sheet: Sheet, layout: Layout) -> tuple[int, str] | None:
    """How near the sheet comes to the layout, and what it lacks; None when less than half is there."""
    spec = SPECS[layout]
    header = find_header(sheet, spec.fields)
    if header is None or not header.missing:
        return None
    has = sum(1 for item in spec.fields if item.required) - len(header.missing)
    return (has - len(header.missing), _told(sheet, header, spec.title)) if has > len(header.missing) else None


def _told(sheet: Sheet, header: Header, title: str) -> str:
    lost = ", ".join(f"«{item.title}»" for item in header.missing)
    return (
        f"Похоже на файл «{title}», но на листе «{sheet.name}», строка\N{NO-BREAK SPACE}{header.last}, не нашлись столбцы: {lost}. "
        f"Верните их или исправьте заголовки, как в образце, и загрузите файл ещё раз."
    )
