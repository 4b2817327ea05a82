"""Protocols and the flat table of РИС ГИА with invented pupils, and the names a test looks for afterwards."""

from datetime import date

from tests.schools.results_files.make_books import Sheet

NAMES = (
    "Вяземцева",
    "Аделаида",
    "Кирилловна",
    "Громобоев",
    "Елисей",
    "Тихонович",
    "Сухоручкин",
    "Пантелеймон",
    "4417",
    "938204",
)
_PEOPLE = [
    ("Вяземцева", "Аделаида", "Кирилловна", "4417", "938204"),
    ("Громобоев", "Елисей", "Тихонович", "4417", "938205"),
    ("Сухоручкин", "Пантелеймон", "Кирилловна", "4417", "938206"),
]


PROTOCOL_HEADER = [
    "№", "Код МСУ", "Код ОО", "Класс", "Код ППЭ", "Аудитория", "Фамилия", "Имя", "Отчество", "Серия", "Номер",
    "Задания с кратким ответом", "Задания с развёрнутым ответом", "Первичный балл",
]  # fmt: skip
MARKED = ((220123, 31, 5), (220123, 12, 2), (220124, 20, 3))  # code of the school, primary score, mark


def protocol_sheet(results=MARKED, title="(01) Русский язык 2026.06.03", result="Оценка"):
    head = [*PROTOCOL_HEADER, result]
    rows = []
    for number, (code, primary, mark) in enumerate(results, 1):
        person = _PEOPLE[number % len(_PEOPLE)]
        rows.append([number, 22, code, "9А", 301, "0012", *person, "++-+-+", "1(2)0(3)", primary, mark])
    return Sheet("Протокол", [[title], head, *rows, [], ["Руководитель РЦОИ", "", "", "", "", "", "Вяземцева А. К."]])


TABLE_HEADER = [
    "Код предмета", "Дата экзамена", "Код ОУ", "Наименование ОУ", "Тип ОУ", "Муниципальный район", "Кластер",
    "TestResultB", "TestResultC", "Балл", "Зачет",
]  # fmt: skip
TABLE_ROWS = [  # subject code, school, score, «Зачет»
    (1, 220123, 71, 5), (1, 220123, 20, 2), (1, 220124, 36, 5), (2, 220123, 27, 5), (2, 220123, 22, 2), (22, 220123, 12, 5),
]  # fmt: skip


def table_sheet(rows=TABLE_ROWS, year=2026):
    about = ["МБОУ СОШ № 5", "СОШ", "Северогорск", "город", "++-+", "2(3)1(1)"]
    body = [[code, date(year, 6, 1), school, *about, score, passed] for code, school, score, passed in rows]
    return Sheet("ЕГЭ", [TABLE_HEADER, *body])
