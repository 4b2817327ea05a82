"""The years that a document says its plan is for."""

import pytest

from roadmaps.imports.document import Document, Row, Table, TableKind
from roadmaps.imports.period import NamedPeriod, named_period


def document(title="", deadlines=(), kind=TableKind.ACTIVITIES):
    rows = tuple(Row(activity="Семинар", deadline=deadline) for deadline in deadlines)
    return Document((Table(1, title, kind, rows=rows),), ())


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("План мероприятий на 2020-2021 учебный год", NamedPeriod("school", 2020, 2021)),
        ("План работы в 2023/24 уч. году", NamedPeriod("school", 2023, 2024)),
        ("Дорожная карта на 2021–2025 гг.", NamedPeriod("calendar", 2021, 2025)),
        ("План на 2022 - 2024 годы по итогам 2021 года", NamedPeriod("calendar", 2022, 2024)),
        ("План на 2024 год", NamedPeriod("calendar", 2024, 2024)),
        ("План, утверждённый приказом от 07.10.2020 г. № 306", None),
        ("План на 2024-2020 учебный год", None),
        ("План поддержки школ", None),
    ],
)
def test_title_names_the_years(title, period):
    assert named_period(document(title)) == period


def test_title_goes_before_deadlines():
    found = named_period(document("План на 2021-2022 учебный год", ["2020-2021 учебный год"] * 5))
    assert found == NamedPeriod("school", 2021, 2022)


@pytest.mark.parametrize(("times", "period"), [(2, None), (3, NamedPeriod("school", 2020, 2021))])
def test_several_deadlines_name_the_school_year(times, period):
    assert named_period(document("План", ["2020-2021 учебный год"] * times + ["октябрь 2020 г."] * 9)) == period


def test_table_without_activities_names_nothing():
    assert named_period(document("Перечень школ на 2024 год", kind=TableKind.OTHER)) is None


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (NamedPeriod("school", 2020, 2021), "2020/2021 учебный год"),
        (NamedPeriod("school", 2020, 2022), "2020/2022 учебные годы"),
        (NamedPeriod("calendar", 2024, 2024), "2024 год"),
        (NamedPeriod("calendar", 2021, 2025), "2021–2025 годы"),
    ],
)
def test_period_in_words(period, words):
    assert period.words == words
