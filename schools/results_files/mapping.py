"""Which column of an odd source means what: saved as data once per source, used for every later file of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from schools.tables.headers import Field
from schools.tables.headers import field as column
from schools.tables.values import key

FIELDS: tuple[Field, ...] = (
    column(
        "school",
        "Логин или код школы",
        r"логин( оо| школы)?|код (оо|оу|школы).*|идентификатор школы|(образовательная )?организация|оо",
    ),
    column("name", "Школа", r"наименование (оо|оу|школы).*|название (оо|школы)|краткое наименование.*", required=False),
    column("year", "Год", r"год (проведения|экзамена|впр)|учебный год", required=False),
    column("kind", "Процедура", r"вид (процедуры|работы|экзамена)|экзамен", required=False),
    column("subject", "Предмет", r"учебный предмет|дисциплина", required=False),
    column("grade", "Класс", r"параллель|класс программы", required=False),
    column("level", "Уровень", r"уровень (предмета|изучения)", required=False),
    column("wave", "Период", r"волна|этап|срок проведения", required=False),
    column(
        "participants",
        "Участников",
        r"(кол во|количество|число) (участников|обучающихся|писавших|сдававших).*|писали( работу)?",
    ),
    column(
        "failed",
        "Не преодолели минимум",
        r"(?!.*(?:%|процент|доля))(?:не (преодолели|прошли|сдали|справились).*|ниже (порога|минимума)|получили 2|неудовлетворительно)",
        required=False,
    ),
    column(
        "failed_percent",
        "Не преодолели минимум, %",
        r"доля не (преодолевших|сдавших).*|не (преодолели|прошли|сдали|справились).*%.*|% 2",
        required=False,
    ),
    *(
        column(f"mark{mark}", f"«{mark}»", rf"(отметка |оценка |количество |кол во )?{mark}", required=False)
        for mark in range(2, 6)
    ),
    *(column(f"percent{mark}", f"«{mark}», %", rf"(доля |% ){mark}|{mark} %", required=False) for mark in range(2, 6)),
    column("mean", "Средний балл", r"ср(едний)?[. ]*(тестовый |первичный )?балл|средняя отметка", required=False),
)
WORDED = tuple(
    item for item in FIELDS if not item.code.startswith(("mark", "percent"))
)  # a row of data has «5» as well
TITLES = {item.code: item.title for item in FIELDS}
CONSTANTS = ("kind", "subject", "grade", "level", "wave", "year")


class MappingError(ValueError):
    """The saved mapping makes no sense; the message is Russian."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """`columns`: field code of FIELDS -> header of the source as written there («Отметки / 2» for a header of two storeys).

    `constants`: what the source never says, by the codes of CONSTANTS.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = [*(set(self.columns) - set(TITLES)), *(set(self.constants) - set(CONSTANTS))]
        if unknown:
            raise MappingError(f"Неизвестные поля: {', '.join(sorted(unknown))}.")
        twice = [title for title in self.columns.values() if list(self.columns.values()).count(title) > 1]
        if twice:
            raise MappingError(f"Столбец «{twice[0]}» указан для двух полей. Оставьте его за одним.")

    def to_data(self) -> dict[str, Any]:
        return {"columns": dict(self.columns), "constants": dict(self.constants)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> ColumnMapping:
        """Raises MappingError."""
        parts = [data.get("columns", {}), data.get("constants", {})]
        if not all(isinstance(part, Mapping) for part in parts):
            raise MappingError("Сопоставление столбцов повреждено. Составьте его заново.")
        columns, constants = ({str(code): str(title) for code, title in part.items()} for part in parts)
        return cls(columns, constants)

    def fields(self) -> tuple[Field, ...]:
        """What to look for in the header: the mapped titles, and nothing by synonyms."""
        return tuple(
            Field(code, title, re.compile(re.escape(key(title.replace(" / ", " ")))), True)
            for code, title in self.columns.items()
        )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Headers of a file and a first guess for a person to correct. No rows: they may name pupils."""

    sheet: str
    titles: tuple[str, ...]
    mapping: ColumnMapping
