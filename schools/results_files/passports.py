"""Social passports: a row per school, counts in columns. Unknown is not zero; the parts may not exceed the whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from schools.results_files.group_tables import is_first
from schools.results_files.records import IdSystem, Scope, SocialPassport, Unit
from schools.results_files.source import Output, Source, all_missing
from schools.results_files.titles import read_facts
from schools.results_files.units import coded_unit, login_in, school_code, unit_in
from schools.tables.book import Row
from schools.tables.headers import Field
from schools.tables.headers import field as column
from schools.tables.values import Cell, CellError, decimal, is_missing, text, whole


@dataclass(frozen=True, slots=True)
class PassportField:
    """A figure of the passport. `within`: code of the figure it is a part of; `scale` 100: kept in hundredths (rates, percents)."""

    code: str
    title: str
    section: str
    pattern: str = ""
    within: str = ""
    scale: int = 1


_CHILDREN, _STAFF, _MEANS = "Обучающиеся", "Кадры", "Ресурсы"
PASSPORT: tuple[PassportField, ...] = (
    PassportField("pupils", "Обучающихся всего", _CHILDREN, r"контингент( всего)?|всего обучающихся"),
    PassportField(
        "pupils_1_4", "в 1-4 классах", _CHILDREN, r"(обучающихся )?(в )?1 4( классах| классы| кл\.?)?", "pupils"
    ),
    PassportField(
        "pupils_5_9", "в 5-9 классах", _CHILDREN, r"(обучающихся )?(в )?5 9( классах| классы| кл\.?)?", "pupils"
    ),
    PassportField(
        "pupils_10_11", "в 10-11 классах", _CHILDREN, r"(обучающихся )?(в )?10 11( классах| классы| кл\.?)?", "pupils"
    ),
    PassportField("classes", "Классов", _CHILDREN, r"классов всего|количество классов"),
    PassportField("families", "Семей", _CHILDREN, r"семей всего|количество семей"),
    PassportField("single_parent", "Из неполных семей", _CHILDREN, r"неполные семьи|дети из неполных семей", "pupils"),
    PassportField(
        "large_family", "Из многодетных семей", _CHILDREN, r"многодетные( семьи)?|дети из многодетных семей", "pupils"
    ),
    PassportField("low_income", "Из малообеспеченных семей", _CHILDREN, r"малообеспеченные( семьи)?", "pupils"),
    PassportField(
        "both_higher",
        "Оба родителя с высшим образованием",
        _CHILDREN,
        r"оба (родителя )?с во|оба родителя имеют во",
        "pupils",
    ),
    PassportField(
        "none_higher",
        "Ни у одного родителя нет высшего образования",
        _CHILDREN,
        r"ни один( родитель)? (с|без) (во|высшего образования)|оба родителя без (во|высшего образования)",
        "pupils",
    ),
    PassportField("unemployed_one", "Один родитель безработный", _CHILDREN, r"безработный один( родитель)?", "pupils"),
    PassportField("unemployed_both", "Оба родителя безработные", _CHILDREN, r"безработные оба( родителя)?", "pupils"),
    PassportField("orphans", "Сироты и дети под опекой", _CHILDREN, r"сироты.*|опека.*|под опекой", "pupils"),
    PassportField("disabled", "Дети-инвалиды", _CHILDREN, r"инвалиды", "pupils"),
    PassportField("special_needs", "С ОВЗ", _CHILDREN, r"овз|обучающиеся с овз|дети с овз", "pupils"),
    PassportField(
        "adapted", "из них на АООП", _CHILDREN, r"(в т\.? ?ч\.? ?)?(обучаются )?(на |по )?аооп", "special_needs"
    ),
    PassportField(
        "non_native", "Неродной русский язык", _CHILDREN, r"неродной русский|русский язык неродной", "pupils"
    ),
    PassportField("weak_russian", "из них не прошли тест по русскому языку", _CHILDREN, r"инофоны.*", "pupils"),
    PassportField("foreign", "Дети иностранных граждан", _CHILDREN, r"дети мигрантов.*|иностранные граждане", "pupils"),
    PassportField("school_register", "На внутришкольном учёте", _CHILDREN, r"вшу|учет вшу", "pupils"),
    PassportField("police_register", "На учёте в ПДН", _CHILDREN, r"пдн|учет пдн", "pupils"),
    PassportField("commission_register", "На учёте в КДНиЗП", _CHILDREN, r"кдн(изп| и зп)?|учет кдн.*", "pupils"),
    PassportField("dangerous_families", "Семей в социально опасном положении", _CHILDREN, r"(семьи )?соп", "families"),
    PassportField("risk_group", "Группа риска", _CHILDREN, r"дети группы риска", "pupils"),
    PassportField("transported", "Подвоз дальше 3 км или пришкольный интернат", _CHILDREN, r"подвоз.*", "pupils"),
    PassportField("veterans", "Дети участников СВО", _CHILDREN, r"сво|дети ветеранов.*", "pupils"),
    PassportField("disabled_parents", "Родители-инвалиды", _CHILDREN, r"родители с инвалидностью", "pupils"),
    PassportField("teachers", "Педагогов", _STAFF, r"педагогов( всего| чел\.?)?|учителей"),
    PassportField("rates", "Ставок педагогов", _STAFF, r"ставок( всего)?|педагогов ставок|ставки", scale=100),
    PassportField("vacancies", "Вакансий, ставок", _STAFF, r"вакансии|вакансий", scale=100),
    PassportField("top_category", "С высшей категорией", _STAFF, r"высшая категория", "teachers"),
    PassportField("first_category", "С первой категорией", _STAFF, r"первая категория|1 категория", "teachers"),
    PassportField("young", "Стаж менее 3 лет", _STAFF, r"стаж (до|<) ?3( лет)?", "teachers"),
    PassportField("experienced", "Стаж 25 лет и больше", _STAFF, r"стаж (от|более|>=?) ?25( лет)?", "teachers"),
    PassportField("pension_age", "Пенсионного возраста", _STAFF, r"пенсионный возраст|пенсионеры", "teachers"),
    PassportField("part_time", "Внешних совместителей", _STAFF, r"совместители|совместителей"),
    PassportField("psychologist", "Психолог, ставок", _STAFF, r"психолог( ставки)?|педагог психолог", scale=100),
    PassportField("speech", "Логопед, ставок", _STAFF, r"логопед( ставки)?|учитель логопед", scale=100),
    PassportField("defectologist", "Дефектолог, ставок", _STAFF, r"дефектолог( ставки)?", scale=100),
    PassportField(
        "social_teacher", "Социальный педагог, ставок", _STAFF, r"соц(иальный)?\.? педагог( ставки)?", scale=100
    ),
    PassportField("internet", "Скорость интернета, Мбит/с", _MEANS, r"(скорость )?интернет(а)?.*", scale=100),
    PassportField("textbooks", "Обеспеченность учебниками, %", _MEANS, r"(обеспеченность )?учебник.*", scale=100),
    PassportField("rooms", "Учебных кабинетов", _MEANS, r"кабинетов|кабинеты"),
)
_BY_CODE = {item.code: item for item in PASSPORT}
FIELDS: tuple[Field, ...] = (
    column("group", "Логин или код школы", r"логин( оо| школы)?|код (оо|оу|школы).*|оо"),
    column("name", "Школа", r"наименование (оо|оу|школы).*|название (оо|школы)", required=False),
    column("year", "Год", r"учебный год|год паспорта", required=False),
    column("reason", "Почему нет данных", r"примечание|причина.*|комментарий", required=False),
    *(column(item.code, item.title, item.pattern, required=item.code == "pupils") for item in PASSPORT),
)
_PARTS = ("pupils_1_4", "pupils_5_9", "pupils_10_11")


def read(source: Source, out: Output) -> None:
    year_of_file = read_facts(source).year
    columns = source.header.columns
    figures = [code for code in _BY_CODE if code in columns]
    for number, row in source.body():
        if all_missing(row, [columns[code] for code in figures]):
            continue
        unit, year = school_of(source, number, row), _year(source, number, row, year_of_file)
        values = _values(source, number, row, figures)
        if unit is None or year is None or values is None or not _is_consistent(source, number, values):
            continue
        if is_first(source, out.seen(f"паспорт {year}"), number, unit):
            out.passports.append(
                SocialPassport(unit, year, values, _reasons(source, row, values), source.sheet.name, number)
            )


def school_of(source: Source, number: int, row: Row) -> Unit | None:
    """The school a row of a filled form is about, by «group» or else by «name»; None where that has been reported."""
    columns = source.header.columns
    name = text(row[columns["name"]]) if "name" in columns else ""
    code = school_code(row[columns["group"]]) or login_in(text(row[columns["group"]]))
    unit = coded_unit(code, name) if code else unit_in(row[columns["group"]]) or unit_in(name)
    if unit is None or (unit.system is IdSystem.NAME and unit.scope is Scope.MUNICIPALITY):
        source.bad_cell(number, row, columns["group"], "нужен логин (edu123456), код или наименование школы")
        return None
    return unit


def _year(source: Source, number: int, row: Row, year_of_file: int | None) -> int | None:
    """The year a passport was taken in (on 1 October); of a school year its first one."""
    place, wanted = source.header.columns.get("year"), source.expected.year
    said = text(row[place])[:4] if place is not None and not is_missing(row[place]) else ""
    year = int(said) if said.isdecimal() else (None if said else year_of_file or wanted)
    if year is None or not 2000 <= year <= 2100:
        source.error(number, "Год паспорта не указан или не понят. Напишите, например, 2026.", place)
        return None
    if wanted and year != wanted:
        source.error(number, f"Год {year}, а загружается {wanted}. Уберите строку или исправьте год.", place)
        return None
    return year


def _values(source: Source, number: int, row: Row, figures: list[str]) -> dict[str, int | None] | None:
    values: dict[str, int | None] = {}
    good = True
    for code in figures:
        place = source.header.columns[code]
        try:
            values[code] = scaled(row[place], _BY_CODE[code].scale)
        except CellError as error:
            source.bad_cell(number, row, place, f"{error} (если данных нет — «нет данных»)")
            good = False
    return values if good else None


def scaled(value: Cell, scale: int) -> int | None:
    """A count, or with scale 100 hundredths of a number; None for unknown. Raises CellError."""
    if scale == 1:
        return whole(value)
    number = decimal(value)
    return None if number is None else int(number * scale + 0.5)


def _is_consistent(source: Source, number: int, values: dict[str, int | None]) -> bool:
    good = True
    complain = partial(source.error, number)
    for code, value in values.items():
        limit = values.get(_BY_CODE[code].within)
        if value is not None and limit is not None and value > limit:
            title, whole_title = _BY_CODE[code].title, _BY_CODE[_BY_CODE[code].within].title
            complain(
                f"«{title}» ({value}) больше, чем «{whole_title}» ({limit}). Исправьте число.",
                source.header.columns[code],
            )
            good = False
    parts = [part for code in _PARTS if (part := values.get(code)) is not None]
    total = values.get("pupils")
    if total is not None and len(parts) == len(_PARTS) and sum(parts) != total:
        message = f"По ступеням {sum(parts)} обучающихся, а всего {total}. Исправьте одно из чисел."
        complain(message, source.header.columns["pupils"])
        good = False
    return good


def _reasons(source: Source, row: Row, values: dict[str, int | None]) -> dict[str, str]:
    """Why a figure is unknown: the words in its own cell, else the row's note."""
    columns = source.header.columns
    note = text(row[columns["reason"]]) if "reason" in columns else ""
    return {code: text(row[columns[code]]) or note or "не указано" for code, value in values.items() if value is None}
