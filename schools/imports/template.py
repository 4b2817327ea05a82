"""The empty file that a department fills in and brings back. Pure."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from accounts.spreadsheets import Column, new_workbook, workbook_bytes, write_table

KINDS = ("общеобразовательная", "гимназия", "лицей", "вечерняя", "коррекционная", "СУВУ")
_ROWS = 1000  # rows with rules below the header
COLUMNS = (
    ("Полное наименование", 60, "обязательно, как в уставе"),
    ("Краткое наименование", 28, "обязательно, у каждой школы своё: СОШ № 5"),
    ("Номер", 10, "5, 15а; у школы без номера пусто"),
    ("Тип", 24, ", ".join(KINDS)),
    ("Адрес", 40, "можно не заполнять"),
    ("Обучающихся", 14, "целое число, можно не заполнять"),
    ("Директор", 36, "фамилия, имя и отчество; нужны вместе с почтой"),
    ("Электронная почта директора", 30, "на этот адрес придёт приглашение; можно не заполнять"),
)


def build_template() -> bytes:
    """An XLSX file with the header to fill in, and a second sheet that says what to write in each column."""
    workbook = new_workbook("Реестр школ")
    sheet = workbook.create_sheet("Школы")
    write_table(sheet, [Column(title, width) for title, width, _ in COLUMNS], [])
    _add_rule(sheet, "Тип", "Выберите тип школы из списка.", type="list", formula1=f'"{",".join(KINDS)}"')
    whole = {"type": "whole", "operator": "between", "formula1": "0", "formula2": "100000"}
    _add_rule(sheet, "Обучающихся", "Нужно целое число, не меньше нуля.", **whole)
    hints = [(title, hint) for title, _, hint in COLUMNS]
    write_table(workbook.create_sheet("Как заполнить"), [Column("Столбец", 32), Column("Что писать", 70)], hints)
    return workbook_bytes(workbook)


def _add_rule(sheet: Worksheet, title: str, words: str, **rule: str) -> None:
    """Excel itself stops a wrong value in the column of that title, and says what is wanted."""
    letter = get_column_letter([name for name, _, _ in COLUMNS].index(title) + 1)
    validation = DataValidation(allow_blank=True, errorTitle="Проверьте значение", error=words, prompt=words, **rule)
    validation.showErrorMessage = validation.showInputMessage = True
    validation.add(f"{letter}2:{letter}{_ROWS + 1}")
    sheet.add_data_validation(validation)
