"""A run that leaves the portal: XLSX and PDF with the small numbers hidden, and the same picture of the quadrants."""

from __future__ import annotations

from collections.abc import Iterable

from django.template.loader import render_to_string

from accounts.papers import html_to_pdf
from accounts.spreadsheets import Column, Value, new_workbook, workbook_bytes, write_heading, write_table
from schools.identification import VPR_NOTE
from schools.listing.heat import Cell, heat_table
from schools.listing.quadrants import picture
from schools.listing.summary import summary_of
from schools.models import IdentificationRun, Verdict

HIDDEN = "скрыто"
SMALL_NOTE = "Числа от 1 до 4 и те, по которым их можно вычислить, скрыты, чтобы нельзя было узнать ученика."
MARK = "Для служебного пользования"
_SMALL = range(1, 5)


def is_telling(participants: int, failed: int) -> bool:
    """Whether a figure would point at so few pupils that they could be recognised: themselves or the rest of the group."""
    return any(number in _SMALL for number in (participants, failed, participants - failed))


def shown(cell: Cell) -> str:
    """«33,3 % (10 из 30)», or the word that stands in its place."""
    if cell.participants is None or cell.failed is None:
        return cell.share
    if is_telling(cell.participants, cell.failed):
        return HIDDEN
    return f"{cell.share} ({cell.failed} из\u00a0{cell.participants})"


def run_xlsx(run: IdentificationRun, verdicts: Iterable[Verdict], *, is_marked: bool) -> bytes:
    table = heat_table(verdicts, run.year)
    workbook = new_workbook(str(run))
    sheet = workbook.create_sheet("Школы")
    heading = [str(run), f"{run.methodology}. Настраиваемая методика муниципалитета.", VPR_NOTE, SMALL_NOTE]
    header_row = write_heading(sheet, [*heading, MARK] if is_marked else heading)
    columns = [
        Column("Школа", 34), Column("Заключение", 24), Column("Квадрант", 24),
        *(Column(title, 18) for title in table.columns), *(Column(title, 14) for title in table.criteria),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            row.verdict.school.short_name,
            row.verdict.get_status_display(),
            row.verdict.get_quadrant_display(),
            *map(shown, row.cells),
            *row.criteria,
        ]
        for row in table.rows
    ]
    write_table(sheet, columns, rows, header_row=header_row)
    return workbook_bytes(workbook)


def run_pdf(run: IdentificationRun, verdicts: Iterable[Verdict], *, is_marked: bool) -> bytes:
    listed = list(verdicts)
    context = {
        "run": run,
        "mark": MARK if is_marked else "",
        "summary": summary_of(run),
        "picture": picture(listed, run.year, run.methodology.params.get("threshold_pct")),
        "verdicts": listed,
        "notes": [VPR_NOTE, SMALL_NOTE],
    }
    return html_to_pdf(render_to_string("schools/pdf/run.html", context), title=str(run))
