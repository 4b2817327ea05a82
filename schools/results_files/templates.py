"""XLSX forms to fill, one for each layout a person may write by hand. What a form gives, its reader reads back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from accounts.spreadsheets import new_workbook, workbook_bytes, write_text
from schools.results_files.layouts import SPECS, Layout
from schools.results_files.olympiads import STAGES
from schools.results_files.passports import PASSPORT
from schools.results_files.subjects import KINDS, LEVELS, SUBJECTS

_ROWS = 1000  # rows with validation below the header
_LISTS = "Списки"
_HELP = "Инструкция"
_HEAD, _NEEDED = "EEF0EC", "F6E7C8"


class NoTemplateError(ValueError):
    """This layout is only ever exported by a federal system and is not filled by hand."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A column of a form. `rule`: «count», «percent», «year», «decimal», «marker», a name of a list, or nothing."""

    title: str
    rule: str = ""
    needed: bool = False
    width: int = 12


_SCHOOL = (Entry("Логин или код школы", needed=True, width=22), Entry("Школа", width=34))
_COUNT = Entry("Кол-во участников", "count", needed=True, width=14)
_FORMS: dict[Layout, tuple[Entry, ...]] = {
    Layout.TABLE: (
        *_SCHOOL, Entry("Год", "year", needed=True), Entry("Процедура", "kinds", needed=True),
        Entry("Предмет", "subjects", needed=True, width=20), Entry("Класс", "grade"), Entry("Уровень", "levels"), Entry("Период"),
        Entry("Участников", "count", needed=True), Entry("Не преодолели минимум", "count", needed=True, width=16),
        Entry("Средний балл", "decimal"),
    ),
    Layout.MARKS: (
        Entry("Группы участников", needed=True, width=40), Entry("Кол-во ОО", "count"), _COUNT,
        *(Entry(str(mark), "percent", needed=True) for mark in range(2, 6)),
    ),
    Layout.SCORES: (
        Entry("Группы участников", needed=True, width=40), _COUNT,
        *(Entry(str(score), "percent", width=8) for score in range(31)),
    ),
    Layout.JOURNAL: (Entry("Группы участников", needed=True, width=52), _COUNT, Entry("%", "percent")),
    Layout.MARKERS: (
        Entry("Год", "year", needed=True), Entry("Муниципалитет", width=22), Entry("Логин", needed=True, width=16),
        Entry("ОО", needed=True, width=34), *(Entry(name, "marker") for name in ("4 РУ", "4 МА", "5 РУ", "5 МА")),
        Entry("Количество маркеров", "count", width=14),
    ),
    Layout.PASSPORTS: (
        *_SCHOOL, Entry("Год", "year", needed=True),
        *(
            Entry(item.title, "count" if item.scale == 1 else "decimal", item.code == "pupils", 14) for item in PASSPORT
        ),
        Entry("Почему нет данных", width=40),
    ),
    Layout.OLYMPIADS: (
        *_SCHOOL, Entry("Учебный год", "school_years", needed=True, width=14),
        Entry("Этап", "stages", needed=True, width=18), Entry("Участников", "count", needed=True),
        Entry("Победителей и призёров", "count", needed=True, width=16),
    ),
}  # fmt: skip
_TITLED = (Layout.MARKS, Layout.SCORES, Layout.JOURNAL)  # their procedure stands above the table
_LISTED: dict[str, Sequence[str]] = {
    "kinds": KINDS,
    "subjects": SUBJECTS,
    "levels": [level for level in LEVELS if level],
    "stages": list(STAGES.values()),
    "school_years": [f"{year}/{year + 1}" for year in range(2018, 2040)],
}
_NOTES = {
    Layout.TABLE: "Одна строка — одна школа, одна процедура, один предмет. «Класс» нужен для ВПР, «Уровень» — для математики ЕГЭ.",
    Layout.MARKS: "В столбцах 2, 3, 4, 5 — доли участников в процентах с двумя знаками; в сумме они дают 100.",
    Layout.SCORES: "В столбцах 0, 1, 2… — доли участников в процентах. Лишние столбцы справа удалите, недостающие допишите.",
    Layout.JOURNAL: "Под строкой школы — четыре строки: «Понизили», «Подтвердили», «Повысили», «Всего».",
    Layout.MARKERS: "В столбцах «4 РУ», «4 МА», «5 РУ», «5 МА»: 1 — маркер есть, 0 — нет.",
    Layout.PASSPORTS: "Одна строка — одна школа. Если данных нет, напишите «нет данных»: пустая ячейка и 0 — не одно и то же.",
    Layout.OLYMPIADS: "Одна строка — одна школа и один этап учебного года. Строку школы повторите для каждого этапа; "
    "никто не участвовал — поставьте 0.",
}
_ADVICE = (
    "Не меняйте заголовки: по ним столбцы узнаются при загрузке. Порядок столбцов может быть любым.",
    "Столбцы с жёлтым заголовком обязательны.",
    "Логин школы — из ФИС ОКО (edu123456), код — из РИС ГИА. По одному названию школа не опознаётся.",
    "Числа пишите без слов и примечаний. Дробные — с запятой.",
    "Фамилий и других сведений об учениках в форме быть не должно.",
)


def templates() -> tuple[Layout, ...]:
    """Layouts that have a form."""
    return tuple(_FORMS)


def build_template(layout: Layout, schools: Sequence[tuple[str, str]] = ()) -> bytes:
    """An XLSX form: the table with validation, lists, instructions. `schools`: (identifier, name) to fill the first columns with.

    Raises NoTemplateError.
    """
    entries = _FORMS.get(layout)
    if entries is None:
        raise NoTemplateError(layout)
    workbook = new_workbook(SPECS[layout].title)
    sheet = workbook.create_sheet(SPECS[layout].title[:31])
    header = _write_title(sheet, layout)
    _write_header(sheet, header, entries)
    _write_schools(sheet, header, entries, schools, layout)
    _write_rules(sheet, header, entries)
    _write_help(workbook, layout, entries)
    _write_lists(workbook)
    return workbook_bytes(workbook)


def _write_title(sheet: Worksheet, layout: Layout) -> int:
    """Lines above the table; returns the row of the header."""
    if layout not in _TITLED:
        return 1
    labels = ("ВПР", "Предмет:", "Класс:", "Год:")
    for row, label in enumerate(labels, 1):
        write_text(sheet.cell(row, 1), label)
    for row, rule in ((2, _list_rule("subjects")), (3, _number_rule("grade")), (4, _number_rule("year"))):
        rule.add(sheet.cell(row, 2).coordinate)
        sheet.add_data_validation(rule)
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=_NEEDED)
    return len(labels) + 2


def _write_header(sheet: Worksheet, header: int, entries: Sequence[Entry]) -> None:
    for place, entry in enumerate(entries, 1):
        cell = sheet.cell(header, place)
        write_text(cell, entry.title)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_NEEDED if entry.needed else _HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = entry.width
    sheet.freeze_panes = sheet.cell(header + 1, 1)


def _write_schools(
    sheet: Worksheet, header: int, entries: Sequence[Entry], schools: Sequence[tuple[str, str]], layout: Layout
) -> None:
    titles = [entry.title for entry in entries]
    for number, (code, name) in enumerate(schools, header + 1):
        if layout in _TITLED:
            write_text(sheet.cell(number, 1), f"{name} ({code})")
            continue
        at_code = titles.index("Логин" if layout is Layout.MARKERS else "Логин или код школы") + 1
        write_text(sheet.cell(number, at_code), code)
        write_text(sheet.cell(number, at_code + 1), name)


def _write_rules(sheet: Worksheet, header: int, entries: Sequence[Entry]) -> None:
    for place, entry in enumerate(entries, 1):
        if not entry.rule:
            continue
        rule = _list_rule(entry.rule) if entry.rule in _LISTED else _number_rule(entry.rule)
        letter = get_column_letter(place)
        rule.add(f"{letter}{header + 1}:{letter}{header + _ROWS}")
        sheet.add_data_validation(rule)


def _list_rule(name: str) -> DataValidation:
    place, values = list(_LISTED).index(name) + 1, _LISTED[name]
    letter = get_column_letter(place)
    rule = DataValidation(type="list", formula1=f"{_LISTS}!${letter}$1:${letter}${len(values)}", allow_blank=True)
    return _with_words(rule, "Выберите значение из списка.")


def _number_rule(name: str) -> DataValidation:
    kind, least, most, words = {
        "count": ("whole", 0, 1_000_000, "Нужно целое число, не меньше нуля."),
        "percent": ("decimal", 0, 100, "Нужна доля в процентах от 0 до 100."),
        "decimal": ("decimal", 0, 1_000_000, "Нужно число, не меньше нуля."),
        "year": ("whole", 2015, 2100, "Нужен год, например 2026."),
        "grade": ("whole", 1, 12, "Нужен класс от 1 до 12."),
        "marker": ("whole", 0, 1, "1 — маркер есть, 0 — нет."),
    }[name]
    rule = DataValidation(type=kind, operator="between", formula1=str(least), formula2=str(most), allow_blank=True)
    return _with_words(rule, words)


def _with_words(rule: DataValidation, words: str) -> DataValidation:
    rule.errorTitle, rule.error, rule.promptTitle, rule.prompt = "Проверьте значение", words, "Что здесь писать", words
    rule.showErrorMessage = rule.showInputMessage = True
    return rule


def _write_help(workbook: Workbook, layout: Layout, entries: Sequence[Entry]) -> None:
    sheet = workbook.create_sheet(_HELP)
    sheet.column_dimensions["A"].width = 110
    lines = [f"Как заполнить форму «{SPECS[layout].title}»", _NOTES[layout], *_ADVICE]
    lines.append("Обязательные столбцы: " + ", ".join(f"«{entry.title}»" for entry in entries if entry.needed) + ".")
    for row, line in enumerate(lines, 1):
        cell = sheet.cell(row, 1)
        write_text(cell, line)
        cell.font = Font(bold=row == 1, size=14 if row == 1 else 11)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write_lists(workbook: Workbook) -> None:
    sheet = workbook.create_sheet(_LISTS)
    sheet.sheet_state = "hidden"
    for place, values in enumerate(_LISTED.values(), 1):
        for row, value in enumerate(values, 1):
            write_text(sheet.cell(row, place), value)
