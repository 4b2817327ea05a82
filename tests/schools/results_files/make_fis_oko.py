"""ФИС ОКО exports in their real layouts: title rows, comma decimals kept as text, reference rows, notes, «X»."""

from decimal import ROUND_HALF_UP, Decimal

from tests.schools.results_files.make_books import Sheet

TITLE = "ВПР 2026 Математика 5 класс"
MARKS = {  # unit -> counts of 2, 3, 4, 5
    "Вся выборка": (120_411, 410_733, 380_256, 198_600),
    "Приреченская область": (1_204, 5_107, 4_090, 1_599),
    "город Северогорск": (97, 301, 250, 112),
    "МБОУ СОШ № 5 (edu220123)": (15, 20, 10, 5),
    "МБОУ «Гимназия\u00a0№ 12» (edu220124)": (1, 11, 17, 8),
    "МКОУ Заречная ООШ (sch224208)": (2, 1, 0, 0),
    "edu220125": (0, 7, 0, 0),
}
JOURNAL = {
    "город Северогорск": (120, 500, 140),
    "МБОУ СОШ № 5 (edu220123)": (12, 30, 8),
    "МКОУ Заречная ООШ (edu220126)": (0, 3, 0),
}
SCORES = {"город Северогорск": (10, 20, 30, 25, 15, 3), "МБОУ СОШ № 5 (edu220123)": (1, 0, 12, 30, 6, 1)}


MOVES = (
    "Понизили ( Отметка < Отметка по журналу) %",
    "Подтвердили (Отметка = Отметке по журналу) %",
    "Повысили (Отметка > Отметка по журналу) %",
)


def percent(count, total):
    """Two decimals with a comma, as text."""
    value = (Decimal(count) * 100 / total).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(value).replace(".", ",")


def marks_sheet(marks=MARKS, title=TITLE):
    rows = [["Статистика по отметкам"], [title], ["Предмет:", "Математика"], ["Максимальный первичный балл:", 20], []]
    rows += [
        ["Группы участников", "Кол-во ОО", "Кол-во участников", "Распределение отметок, %"],
        ["", "", "", 2, 3, 4, 5],
    ]
    for unit, counts in marks.items():
        total = sum(counts)
        schools = 1 if "edu" in unit or "sch" in unit else 40
        rows.append([unit, schools, total, *(percent(count, total) for count in counts)])
    rows += [[], ["* Данные приведены по состоянию на 20.06.2026"]]
    return Sheet("Статистика", rows, [(1, 1, 1, 7), (6, 1, 7, 1), (6, 2, 7, 2), (6, 3, 7, 3), (6, 4, 6, 7)])


def journal_sheet(journal=JOURNAL, title=TITLE):
    rows = [["Сравнение отметок с отметками по журналу"], [title], ["Предмет:", "Математика"], []]
    rows.append(["Группы участников", "Кол-во участников", "%"])
    for unit, counts in journal.items():
        total = sum(counts)
        rows.append([unit])
        rows += [[word, count, percent(count, total)] for word, count in zip(MOVES, counts, strict=True)]
        rows.append(["Всего", total, "100"])
    return Sheet("Сравнение", rows)


def scores_sheet(scores=SCORES, title=TITLE):
    rows = [["Распределение первичных баллов"], [title], ["Предмет:", "Математика"], ["Дата:", "15.04.2026"]]
    width = len(next(iter(scores.values())))
    rows.append(["Группы участников", "Кол-во ОО", "Кол-во участников", *range(width)])
    for unit, counts in scores.items():
        rows.append([unit, 1, sum(counts), *(percent(count, sum(counts)) for count in counts)])
    return Sheet("Первичные баллы", rows)


def markers_sheet(rows=None):
    body = [
        ["2025/2026", "Северогорск", "edu220123", "МБОУ СОШ № 5", 1, 0, 1, 0, 2],
        ["2025/2026", "Северогорск", "edu220124", "МБОУ «Гимназия № 12»", "", "", "", "", 0],
    ]
    header = ["Год", "Муниципалитет", "Логин", "ОО", "4 РУ", "4 МА", "5 РУ", "5 МА", "Количество маркеров"]
    return Sheet("Маркеры", [["Перечень ОО с признаками необъективности"], header, *(body if rows is None else rows)])


PUPILS = [  # login, school, code, class, variant, three tasks, score, mark, mark in the register
    ("edu220123", "МБОУ СОШ № 5", "50001", "5А", 1, (2, 1, 4), 7, 4, 4),
    ("edu220123", "МБОУ СОШ № 5", "50002", "5А", 2, (0, 0, 1), 1, 2, 3),
    ("edu220123", "МБОУ СОШ № 5", "50003", "5Б", 1, (1, 1, 3), 5, 3, 3),
    ("edu220123", "МБОУ СОШ № 5", "50004", "5Б", 2, ("X", "X", "X"), "X", "X", 3),
    ("edu220124", "МБОУ «Гимназия № 12»", "60001", "5А", 1, (2, 1, 4), 7, 5, 4),
    ("edu220124", "МБОУ «Гимназия № 12»", "60002", "5А", 1, (2, 0, 3), 5, 3, "нет отметки"),
    ("edu220124", "МБОУ «Гимназия № 12»", "60003", "5А", 2, ("Н", "Н", "Н"), "Н", "Н", "-"),
]


INDIVIDUAL_HEADER = [
    "ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант", "1 (2б)", "9.1 (1б)", "1К1 (4б)",
    "Первичный балл", "Отметка", "Отметка по журналу",
]  # fmt: skip


def individual_sheet(pupils=PUPILS, title=TITLE, declared=None):
    """Ф1: a row per pupil."""
    head = [["Индивидуальные результаты"], [title], ["Предмет:", "Математика"], ["Максимальный первичный балл:", 7]]
    head.append(["Дата:", "15.04.2026"])
    for login, count in (declared or {}).items():
        head.append([f"МБОУ СОШ ({login}) | Кол-во участников: {count}"])
    head += [[*[""] * 6, "Б", "Б", "П"], INDIVIDUAL_HEADER]
    rows = [[login, "Северогорск", name, *rest[:3], *rest[3], *rest[4:]] for login, name, *rest in pupils]
    return Sheet("Индивидуальные результаты", head + rows)
