"""Two orders of invented towns, built as real ones are: a programme with its plan, and a roadmap with its working group."""

from datetime import date

from orders.rendering.document import (
    ACTIVITY,
    DEADLINE,
    REPORT_FORM,
    RESPONSIBLE,
    RESULT,
    Chapter,
    Clause,
    ClauseNumbering,
    DateStyle,
    HeadingAlign,
    OrderDocument,
    PassportAppendix,
    PeopleAppendix,
    PeopleGroup,
    Person,
    Profile,
    RoadmapAppendix,
    RoadmapSection,
    SchoolListAppendix,
    Signatory,
)

PROGRAMME_TITLE = (
    "Комплексный проект (программа)",
    "по выравниванию условий для получения качественного образования",
    "обучающимися города Ключевска на 2025–2028 годы",
)

KLYUCHEVSK = Profile(
    parent=("МУНИЦИПАЛЬНОЕ УЧРЕЖДЕНИЕ",),
    organisation=("«Управление образования", "администрации города Ключевска»"),
    place="г. Ключевск",
    date_style=DateStyle.QUOTED,
    appendix_issuer="к приказу МУ «Управление образования администрации г. Ключевска»",
    appendix_with_sign=False,
)

ZAOZERSK = Profile(
    organisation=("КОМИТЕТ ОБРАЗОВАНИЯ", "АДМИНИСТРАЦИИ ГОРОДА ЗАОЗЁРСКА"),
    appendix_issuer="к приказу комитета образования администрации города Заозёрска",
    clause_numbering=ClauseNumbering.BRACKET,
    heading_align=HeadingAlign.LEFT,
    font_size=13,
)

SECTIONS = (
    "1. Нормативно-правовое и организационное обеспечение",
    "2. Методическое сопровождение школ и повышение квалификации педагогов",
    "3. Работа с обучающимися и их семьями",
    "4. Мониторинг, анализ и распространение опыта",
)

DEADLINES = ("ежегодно, сентябрь", "в течение года", "осенние каникулы", "ежеквартально", "февраль – март 2026 г.")
RESPONSIBLES = (
    "МКУ ИМЦ",
    "Управление образования, МКУ ИМЦ",
    "Руководители общеобразовательных организаций",
    "МКУ ИМЦ, школы-партнёры",
)
ACTIVITIES = (
    "Подготовка и утверждение муниципальных нормативных актов о поддержке школ с низкими результатами обучения",
    "Закрепление кураторов за школами и заключение соглашений о партнёрстве",
    "Проведение семинаров-практикумов для учителей русского языка и математики по итогам диагностики профессиональных затруднений",
    "Консультации заместителей директоров по разработке школьных программ перехода в эффективный режим работы",
    "Анализ результатов ВПР, ОГЭ и ЕГЭ, составление адресных рекомендаций; обсуждение на совещании руководителей",
    "Посещение уроков и внеурочных занятий кураторами с последующим разбором",
)


def roadmap(per_section=(5, 7, 5, 5), columns=None, **changes):
    """A plan of 22 activities in 4 sections unless told otherwise."""
    number, sections = 0, []
    for title, count in zip(SECTIONS, per_section, strict=True):
        rows = []
        for _ in range(count):
            number += 1
            rows.append(
                (
                    f"{number}.",
                    ACTIVITIES[number % len(ACTIVITIES)],
                    DEADLINES[number % len(DEADLINES)],
                    RESPONSIBLES[number % len(RESPONSIBLES)],
                )
            )
        sections.append(RoadmapSection(title, tuple(rows)))
    title = ("План мероприятий («дорожная карта»)", "по реализации Комплексного проекта на 2025–2028 годы")
    return RoadmapAppendix(title, tuple(sections), **changes)


def wide_roadmap(per_section=(7, 8, 12, 12)):
    """A plan with expected results and forms of report, without numbers: 39 activities."""
    plan = roadmap(per_section)
    sections = tuple(
        RoadmapSection(
            section.title,
            tuple(
                (*row[1:], "повышение доли педагогов, освоивших приёмы работы с классом, до 60 %", "справка")
                for row in section.rows
            ),
        )
        for section in plan.sections
    )
    return RoadmapAppendix(plan.title, sections, (ACTIVITY, DEADLINE, RESPONSIBLE, RESULT, REPORT_FORM))


def passport():
    aims = "\n".join(
        f"{n}) создать условия для повышения качества образования в школах города, часть {n};" for n in range(1, 7)
    )
    rows = (
        ("Наименование Проекта", " ".join(PROGRAMME_TITLE)),
        ("Заказчик Проекта", "Управление образования администрации г. Ключевска"),
        ("Основные разработчики", "МКУ «Информационно-методический центр» г. Ключевска"),
        ("Задачи Проекта", aims),
        ("Сроки реализации", "2025–2028 гг."),
        ("Объём средств", "1 250 тыс. руб., из них 15 % — внебюджетные"),
    )
    paragraph = (
        "Школы с низкими образовательными результатами чаще других испытывают недостаток педагогических кадров "
        "и работают с детьми из семей, которым нужна помощь. Проект опирается на адресную поддержку: каждой школе "
        "назначен куратор, для каждой составлен профиль затруднений и определены школы-партнёры."
    )
    chapters = tuple(
        Chapter(title, (paragraph,) * 4)
        for title in ("I. Характеристика проблемы", "II. Цели, задачи и принципы Проекта", "III. Механизмы реализации")
    )
    return PassportAppendix(PROGRAMME_TITLE, rows, chapters)


def schools(count=12):
    rows = tuple(
        (f"{n}.", f"МБОУ «Средняя школа № {n}» г. Ключевска", "низкие результаты") for n in range(1, count + 1)
    )
    return SchoolListAppendix(("Перечень общеобразовательных организаций — участников Проекта",), rows)


def working_group():
    post = "директор муниципального бюджетного общеобразовательного учреждения «Средняя школа № {}» города Заозёрска"
    members = tuple(Person(f"Лесная Мария\nВикторовна {n}", post.format(n)) for n in range(1, 15))
    return PeopleAppendix(
        ("Состав", "рабочей группы по поддержке школ с низкими результатами обучения"),
        (
            PeopleGroup(
                "",
                (
                    Person("Берёзова Ирина\nПавловна", "заместитель руководителя комитета образования, председатель"),
                    Person("Ясенев Олег\nМаксимович", "директор МБУ «Методический центр», заместитель председателя"),
                ),
            ),
            PeopleGroup("Члены рабочей группы:", members),
        ),
    )


def programme_order(**changes):
    """A registered order with decimal clauses: a programme with its passport, a plan, a list of schools."""
    name = "Комплексный проект (программу) по выравниванию условий для получения качественного образования"
    values = {
        "profile": KLYUCHEVSK,
        "heading": "Об утверждении Комплексного проекта (программы) по выравниванию условий для получения качественного "
        "образования обучающимися города Ключевска на 2025–2028 годы и Плана мероприятий по его реализации",
        "preamble": "В целях повышения качества образования в школах с низкими образовательными результатами и школах, "
        "функционирующих в неблагоприятных социальных условиях,",
        "clauses": (
            Clause(
                "Утвердить:",
                (
                    Clause(f"{name} обучающимися города Ключевска на 2025–2028 годы (далее – Проект) (Приложение 1)."),
                    Clause("План мероприятий по реализации Проекта (далее – План) (Приложение 2)."),
                    Clause("Перечень общеобразовательных организаций – участников Проекта (Приложение 3)."),
                ),
            ),
            Clause(
                "Управлению образования г. Ключевска, МКУ ИМЦ (Дубравин С.Л.) обеспечить реализацию Проекта и Плана в установленные сроки."
            ),
            Clause(
                "Руководителям общеобразовательных организаций, указанных в Приложении 3, ежеквартально, до 5 числа месяца, "
                "следующего за отчётным кварталом, представлять отчёт о выполнении Плана."
            ),
            Clause("Контроль за исполнением настоящего приказа возложить на Дубравина С.Л., директора МКУ ИМЦ."),
            Clause("Настоящий приказ вступает в силу со дня его подписания."),
        ),
        "signatory": Signatory(
            "Заместитель главы администрации\nгорода Ключевска – начальник\nМУ «Управление образования\nадминистрации города Ключевска»",
            "Н.А. Озерова",
        ),
        "executors": ("Дубравин Сергей Львович\n(00000) 5-00-01, imc@klyuchevsk.example",),
        "year": 2025,
        "number": "613",
        "date": date(2025, 5, 25),
        "appendices": (passport(), roadmap(), schools()),
    }
    return OrderDocument(**{**values, **changes})


def working_group_order(**changes):
    """A draft with clauses 1. and 1): a working group and a plan with five columns."""
    values = {
        "profile": ZAOZERSK,
        "heading": "Об утверждении Дорожной карты по организации ресурсной поддержки школ с низкими результатами обучения "
        "в городе Заозёрске на 2026–2028 годы",
        "preamble": "На основании приказа министерства образования области от 1 февраля 2026 года № 54-ОД «О реализации "
        "комплексного проекта (программы) по выравниванию условий»",
        "clauses": (
            Clause(
                "Назначить муниципальным координатором Берёзову Ирину Павловну, заместителя руководителя комитета образования."
            ),
            Clause(
                "Отделу общего образования (Ясенева М.О.):",
                (
                    Clause("создать рабочую группу согласно приложению № 1;"),
                    Clause("утвердить План мероприятий («Дорожная карта») согласно приложению № 2."),
                ),
            ),
            Clause("Контроль исполнения настоящего приказа оставляю за собой."),
        ),
        "signatory": Signatory("Руководитель комитета образования\nадминистрации города Заозёрска", "Е.В. Ковылина"),
        "year": 2026,
        "appendices": (working_group(), wide_roadmap()),
    }
    return OrderDocument(**{**values, **changes})
