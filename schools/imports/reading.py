"""The registry of schools as a file tells it. Pure: bytes in, rows and problems out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schools.tables.book import Row, Sheet, open_book
from schools.tables.headers import Field, Header, find_header
from schools.tables.headers import field as column
from schools.tables.problems import Problem, letters
from schools.tables.values import Cell, CellError, key, text, whole

MAX_ROWS = 1000

COLUMNS: tuple[Field, ...] = (
    column("full_name", "Полное наименование", r"полное (название|имя).*|(полное )?наименование (оо|школы|организации|учреждения).*"),
    column("short_name", "Краткое наименование", r"(краткое|сокращенное) (название|имя|наименование).*|школа|оо"),
    column("number", "Номер", r"номер (школы|оо)|№ (школы|оо)", required=False),
    column("kind", "Тип", r"(тип|вид) (школы|оо|организации|учреждения)", required=False),
    column("address", "Адрес", r"(юридический|фактический|почтовый)? ?адрес.*|место нахождения", required=False),
    column(
        "pupils", "Обучающихся",
        r"(число|численность|количество|кол во|контингент|всего)( обучающихся| учащихся| учеников)?.*|учащихся", required=False,
    ),
    column("director", "Директор", r"(фио|ф.и.о.|фамилия имя отчество)? ?(директора?|руководител[ья]).*", required=False),
    column("email", "Электронная почта директора", r"(адрес )?(эл. почта|электронн(ая|ой) почт[аы]|e mail|email|почта).*", required=False),
)  # fmt: skip
_ROW_NUMBER = re.compile(r"№( ?п/?п| ?п п)?|п п|номер по порядку")
_TOTAL = re.compile(r"(?:итого|всего)(?![а-я]).*")

# the codes are those of schools.models.School.Kind; the first that fits counts
KIND_WORDS: tuple[tuple[str, str], ...] = (
    (r"суву|закрытого типа", "special_closed"),
    (r"коррекц|адаптированн|с овз\b", "correctional"),
    (r"вечерн|сменн", "evening"),
    (r"гимназ|лице|углубл", "advanced"),
    (r"общеобраз|средн|основн|начальн|сош|оош|нош|школа", "general"),
)
NUMBER_IN_NAME = re.compile(r"№\s*(\d+[а-яё]?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One line of the file. `kind` is a code; an empty text and None mean that the file says nothing."""

    row: int
    full_name: str
    short_name: str
    number: str = ""
    kind: str = ""
    address: str = ""
    pupils: int | None = None
    director: str = ""
    email: str = ""

    @property
    def likely_kind(self) -> str:
        """The type for a new school: as told, else as its names tell, else an ordinary school."""
        return self.kind or kind_of(f"{self.short_name} {self.full_name}") or "general"


@dataclass
class Reading:
    """`ignored`: titles of columns with something the portal does not keep."""

    rows: list[SchoolRow] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_registry(data: bytes) -> Reading:
    """Rows of the first visible sheet that has a header. Raises schools.tables.book.TableError for what is no table."""
    missing: Problem | None = None
    for sheet in open_book(data).visible():
        header = find_header(sheet, COLUMNS)
        if header is None:
            continue
        if not header.missing:
            return _read(sheet, header)
        titles = ", ".join(f"«{item.title}»" for item in header.missing)
        missing = missing or Problem(sheet.name, header.last, "", f"нет столбца {titles}")
    nothing = "не найдена таблица со столбцами «Полное наименование» и «Краткое наименование». Возьмите наш образец"
    return Reading(problems=[missing or Problem("", None, "", nothing)])


def kind_of(words: str) -> str:
    """The code of a type told in words, «» where none is told: «МБОУ гимназия № 3» -> advanced."""
    words = words.lower().replace("ё", "е")
    return next((code for pattern, code in KIND_WORDS if re.search(pattern, words)), "")


def same_name(name: str) -> str:
    """What two spellings of one name share: «СОШ №5» and «сош № 5»."""
    return key(name).replace(" ", "")


def _read(sheet: Sheet, header: Header) -> Reading:
    titles = [title.whole for title in header.titles]
    reading = Reading(ignored=[title for place, title in enumerate(titles) if _is_unkept(title, place, header)])
    for number, cells in _filled_rows(sheet, header):
        if len(reading.rows) == MAX_ROWS:
            reading.problems.append(Problem(sheet.name, number, "", f"строк больше {MAX_ROWS}: разделите файл"))
            break
        reading.rows.append(_school(number, cells, Places(sheet, header, number), reading.problems))
    if not reading.rows:
        reading.problems.append(Problem(sheet.name, header.last, "", "под заголовком нет ни одной школы"))
    reading.problems += _repeated(sheet, reading.rows, "short_name") + _repeated(sheet, reading.rows, "email")
    return reading


def _is_unkept(title: str, place: int, header: Header) -> bool:
    return bool(title) and place not in header.columns.values() and not _ROW_NUMBER.fullmatch(key(title))


@dataclass(frozen=True, slots=True)
class Places:
    """Where the cells of one row stand in the sheet."""

    sheet: Sheet
    header: Header
    row: int

    def problem(self, code: str, message: str) -> Problem:
        place = self.header.columns.get(code)
        return Problem(
            self.sheet.name, self.row, "" if place is None else letters(place + self.sheet.first_column), message
        )


def _filled_rows(sheet: Sheet, header: Header) -> Iterator[tuple[int, Mapping[str, Cell]]]:
    for number, row in enumerate(sheet.rows(), 1):
        if number <= header.last:
            continue
        cells = _cells(row, header)
        begins = next(filter(None, map(text, row)), "")
        if any(map(text, cells.values())) and not _TOTAL.fullmatch(key(begins)):
            yield number, cells


def _cells(row: Row, header: Header) -> dict[str, Cell]:
    found = {item.code: header.columns.get(item.code) for item in COLUMNS}
    return {code: "" if place is None or place >= len(row) else row[place] for code, place in found.items()}


def _school(number: int, cells: Mapping[str, Cell], places: Places, problems: list[Problem]) -> SchoolRow:
    words = {code: text(cell) for code, cell in cells.items()}
    for item in COLUMNS[:2]:
        if not words[item.code]:
            problems.append(places.problem(item.code, f"не заполнено: {item.title.lower()}"))
    kind = kind_of(words["kind"])
    if words["kind"] and not kind:
        expected = "общеобразовательная, гимназия, лицей, вечерняя, коррекционная, СУВУ"
        problems.append(places.problem("kind", f"тип «{words['kind'][:60]}» не понят; бывают: {expected}"))
    return SchoolRow(
        number,
        words["full_name"],
        words["short_name"],
        words["number"].lower().removeprefix("№").strip() or _number_of(words["short_name"]),
        kind,
        words["address"],
        _pupils(cells["pupils"], places, problems),
        words["director"],
        words["email"].lower(),
    )


def _number_of(name: str) -> str:
    found = NUMBER_IN_NAME.search(name)
    return found[1].lower() if found else ""


def _pupils(cell: Cell, places: Places, problems: list[Problem]) -> int | None:
    try:
        return whole(cell)
    except CellError as error:
        problems.append(places.problem("pupils", str(error)))
        return None


def _repeated(sheet: Sheet, rows: list[SchoolRow], code: str) -> list[Problem]:
    """Two lines with one name or one address; an empty cell repeats nothing."""
    title = next(item.title for item in COLUMNS if item.code == code).lower()
    first: dict[str, int] = {}
    found = []
    for row in rows:
        said = same_name(getattr(row, code)) if code == "short_name" else getattr(row, code)
        if said and said in first:
            found.append(Problem(sheet.name, row.row, "", f"{title} такое же, как в строке {first[said]}"))
        first.setdefault(said, row.row)
    return found
