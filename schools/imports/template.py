"""The empty file that a department fills in and brings back. Pure."""

from __future__ import annotations

from accounts.spreadsheets import Column, new_workbook, workbook_bytes, write_table

COLUMNS = (
    ("Полное наименование", 60, "обязательно, как в уставе"),
    ("Краткое наименование", 28, "обязательно, у каждой школы своё: СОШ № 5"),
    ("Номер", 10, "5, 15а; у школы без номера пусто"),
    ("Тип", 24, "общеобразовательная, гимназия, лицей, вечерняя, коррекционная, СУВУ"),
    ("Адрес", 40, "можно не заполнять"),
    ("Обучающихся", 14, "целое число, можно не заполнять"),
    ("Директор", 36, "фамилия, имя и отчество; нужны вместе с почтой"),
    ("Электронная почта директора", 30, "на этот адрес придёт приглашение; можно не заполнять"),
)


def build_template() -> bytes:
    """An XLSX file with the header to fill in, and a second sheet that says what to write in each column."""
    workbook = new_workbook("Реестр школ")
    write_table(workbook.create_sheet("Школы"), [Column(title, width) for title, width, _ in COLUMNS], [])
    hints = [(title, hint) for title, _, hint in COLUMNS]
    write_table(workbook.create_sheet("Как заполнить"), [Column("Столбец", 32), Column("Что писать", 70)], hints)
    return workbook_bytes(workbook)
