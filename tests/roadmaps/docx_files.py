"""Word files laid out like real programmes of departments; the town, its people and its plans are invented."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import docx

Spec = str | tuple[str, int]  # text of a cell, or (text, columns that it covers)

TOWN = "Верхнеозёрск"
CENTRE = "МКУ «Методический центр»"
OFFICE = "Управление образования"
PROGRAMME = f"Программа «Шаг вперёд» поддержки школ города {TOWN}а на 2021-2025 гг."


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def add_table(document: Any, width: int, rows: Iterable[Sequence[Spec]]) -> Any:
    """A table of `width` columns; cells with a span are merged as Word merges them, missing ones stay empty."""
    table = document.add_table(0, width)
    for specs in rows:
        cells, place = table.add_row().cells, 0
        for spec in specs:
            text, span = (spec, 1) if isinstance(spec, str) else spec
            cell = cells[place].merge(cells[place + span - 1]) if span > 1 else cells[place]
            cell.text = text
            place += span
    return table


def table_docx(width: int, rows: Iterable[Sequence[Spec]], above: str = "План мероприятий") -> bytes:
    document = docx.Document()
    document.add_paragraph(above)
    add_table(document, width, rows)
    return saved(document)


def programme_docx() -> bytes:
    """An order with a passport cut by a page break, then 22 activities in 4 numbered sections: №, activity, deadline, who."""
    document = docx.Document()
    for line in _ORDER:
        document.add_paragraph(line)
    add_table(document, 2, _PASSPORT)
    add_table(document, 2, _PASSPORT_REST)
    document.add_paragraph("I. Что мешает школам учить хорошо")
    document.add_paragraph("- разрыв между школами центра и окраин;")
    document.add_paragraph(f"План реализации программы «Шаг вперёд» города {TOWN}а")
    add_table(document, 4, programme_rows())
    return saved(document)


def programme_rows() -> list[Sequence[Spec]]:
    rows: list[Sequence[Spec]] = [("№", "Мероприятие", "Сроки проведения", "Ответственные")]
    for number, (title, activities) in enumerate(_SECTIONS, 1):
        rows.append((f"{number}.", (title, 3)))
        rows += [(f"{number}.{place}.", *activity) for place, activity in enumerate(activities, 1)]
    return rows


_ORDER = [
    "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ",
    "ПРИКАЗ",
    "«20» апреля 2021 года",
    "№ 118",
    "ПРИКАЗЫВАЮ:",
    "1. Утвердить:",
    f"1.1. {PROGRAMME} (Приложение 1).",
    f"1.2. План реализации программы «Шаг вперёд» города {TOWN}а (далее – План) (Приложение 2).",
    "2. Контроль за исполнением приказа оставляю за собой.",
    "Начальник управления",
    "А.А. Берёзкина",
    "Приложение 1",
    "к приказу управления образования",
    "от 20.04.2021 № 118",
    "Паспорт",
    "программы «Шаг вперёд»",
]
_PASSPORT = [
    ("Наименование программы", PROGRAMME),
    ("Заказчик программы", OFFICE),
    ("Разработчик программы", CENTRE),
    ("Цель", "Ровные условия обучения в каждой школе города"),
    ("Задачи", "- найти школы, которым трудно;\n- помочь учителям"),
]
_PASSPORT_REST = [("", "и директорам этих школ."), ("Сроки реализации", "2021 – 2025 гг.")]
_SECTIONS: list[tuple[str, list[tuple[str, str, str]]]] = [
    (
        "Документы программы",
        [
            ("Утверждение программы и плана", "май 2021 г.", CENTRE),
            ("Правка школьных программ улучшения результатов", "ежегодно, 1-15 сентября", "Руководители ОО"),
            ("Уточнение признаков, по которым отбирают школы", "ежегодно, 1-15 сентябрь", f"{OFFICE}, {CENTRE}"),
            ("Годовая дорожная карта города", "ежегодно, 1-15 сентябрь", CENTRE),
        ],
    ),
    (
        "Отбор школ и запросы учителей",
        [
            ("Сбор результатов экзаменов и проверочных работ", "ежегодно, сентябрь", OFFICE),
            ("Список школ программы", "ежегодно, сентябрь", f"{OFFICE}, {CENTRE}"),
            ("Выбор школ-наставников", "ежегодно, сентябрь", OFFICE),
            ("Договоры школ программы со школами-наставниками", "ежегодно, сентябрь", f"{OFFICE}, ОО"),
            ("Опрос учителей о том, чего им не хватает", "ежегодно, осенние каникулы", CENTRE),
        ],
    ),
    (
        "Методическая помощь",
        [
            ("Назначение куратора каждой школе", "ежегодно, сентябрь", OFFICE),
            ("Открытые уроки школ-наставников", "ежегодно, до 5 сентября", CENTRE),
            (
                "Работа школ программы в городских мастерских",
                "в течение всего времени реализации Проекта",
                f"{CENTRE}, ОО",
            ),
            ("Выезды областного института", "В соответствии с графиком института", CENTRE),
            ("Консультации кураторов по видеосвязи", "в течение всего времени реализации Проекта", "Кураторы"),
            ("Курсы для учителей и завучей", "до 2025 года", f"{CENTRE}, руководители ОО"),
            ("Выходы методистов в школы", "в течение года", CENTRE),
            ("Дни руководителя с показом удачных уроков", "Четыре раза в год", OFFICE),
            ("Городской фестиваль находок", "Ежегодно, последняя неделя апреля", CENTRE),
            ("Участие учеников в олимпиадах и конкурсах", "ежегодно", "Руководители ОО"),
            ("Договоры школ с вузами и кружками", "ежегодно", OFFICE),
        ],
    ),
    (
        "Проверка того, что вышло",
        [
            ("Итоги программы за год", "ежегодно", OFFICE),
            ("Беседы с директорами о дорожных картах школ", "ежегодно, август", f"Начальник управления, {CENTRE}"),
        ],
    ),
]


def page_headers_docx() -> bytes:
    """Header repeated on each page, section rows merged over the table, rows cut by page breaks, one number left out."""
    header = ("№ п\\п", "Мероприятия", "Сроки исполнения", "Ответственные исполнительные")
    rows: list[Sequence[Spec]] = [
        header,
        (("Поиск школ, которым нужна помощь. Документы.", 4),),
        ("1.", "Отбор школ по итогам экзаменов.", "до 1 ноября 2020 г.", "Специалисты группы оценки,"),
        header,
        ("", "", "", "Осинкина Р.Т., старший методист"),
        ("2.", "Разбор причин низких результатов и", "октябрь-ноябрь", "Директора школ №№ 2,"),
        header,
        ("", "выбор путей к их преодолению", "", "7 и 14"),
        ("3.", "Создание группы сопровождения", "", "Начальник управления"),
        (("Встречи и обмен опытом", 4),),
        ("4.", "Консультации по просьбам школ", "постоянно (в соответствии с запросом)", "Школы-наставники"),
        ("", "Подготовка наставников для завучей", "в течение учебного года", "Методический центр"),
        header,
        ("5.", "Круглый стол о проверочных работах в режиме", "20-21 октября", "Лицей № 9"),
        ("", "Skype-связи", "", ""),
        ("7.", "Дни открытых уроков", "2020-2021 учебный год", "Руководители ОО"),
    ]
    return table_docx(4, rows, "План мероприятий, которые помогут школам города учить лучше, на 2020-2021 учебный год")


def report_forms_docx() -> bytes:
    """Control points, then activities without numbers and with report forms, then a table of mechanisms."""
    document = docx.Document()
    document.add_paragraph("Контрольные точки дорожной карты")
    control = [
        ("№", "Контрольная точка", "Ответственный", "Сроки"),
        ("1.", "Доля школ со связью, %", "Центр", "Ежегодно август 100%"),
    ]
    add_table(document, 4, control)
    document.add_paragraph("План-график дорожной карты")
    header = ("Мероприятие", "Сроки", "Ответственные", "Показатель реализации", "Формы отчетных документов")
    rows: list[Sequence[Spec]] = [
        header,
        (("I. Здания и книги", 5),),
        ("Новые книги для библиотек", "ежегодно, январь – декабрь", "Комитет, Центр", "Книги есть у всех", "справка"),
        (("2. Люди", 5),),
        ("Разговор с выпускниками о профессии учителя", "август 2023", "Комитет", "Пришли новые учителя", ""),
        header,
        ("Помощь ученикам, которым трудно", "", "", "Проведены тренинги", ""),
        ("Курсы для учителей", "ежегодно, 2022-2023", "Центр", "Курсы окончены", "список"),
    ]
    add_table(document, 5, rows)
    document.add_paragraph("Механизмы реализации дорожной карты")
    mechanisms = ("Мероприятия", "Сроки", "Ответственный", "Информационное сопровождение мероприятий")
    add_table(
        document, 4, [mechanisms, ("Сводка о книгах в школах", "ежегодно, март, сентябрь", "Центр", "справка на сайте")]
    )
    return saved(document)


def year_columns_docx() -> bytes:
    """Two-level header with a column per year, a row of column numbers, no numbers of activities, the table cut by pages.

    A section heading fell out of the table at a page break, and the rows after it stand in a table without a header.
    """
    document = docx.Document()
    document.add_paragraph("10. «Дорожная карта» программы")
    table = add_table(document, 8, _YEARS_HEADER)
    for place in (0, 1, 7):
        table.cell(0, place).merge(table.cell(1, place))
    add_table(document, 8, _YEARS_CUT)
    document.add_paragraph("2. Связь со школами и родителями города")
    add_table(document, 8, _YEARS_REST)
    return saved(document)


_YEARS_HEADER: list[Sequence[Spec]] = [
    (
        "№ п/п",
        "Наименование задачи/мероприятия",
        ("Результат мероприятия", 2),
        ("Срок реализации, годы", 3),
        "Исполнитель",
    ),
    ("", "", "наименование", "плановое значение", "2022 г.", "2023 г.", "2024", ""),
    tuple("12345678"),
    (("1. Отбор школ", 8),),
    ("", "Отбор школ программы", "Список", "ежегодно", "август", "август", "август", OFFICE),
    ("", "Опрос учителей, которые ведут", "Сводка", "один раз", "октябрь", "-", "-", "ОО, Методический"),
]
_YEARS_CUT: list[Sequence[Spec]] = [
    ("", "трудные классы", "", "", "", "", "", "центр"),
    ("", "Задание школам на год", "Задание", "ежегодно", "2021", "2022", "2023", OFFICE),
]
_YEARS_REST: list[Sequence[Spec]] = [
    ("", "Новости программы на сайте", "Страница сайта", "постоянно", ("постоянно", 3), "Методический центр"),
]
