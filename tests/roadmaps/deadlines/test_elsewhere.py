"""Phrases without dates of their own: the whole plan, schedules kept elsewhere, events, empty cells, unknown words."""

import pytest

from roadmaps.deadlines import parse

from .plans import SCHOOL, YEAR, YEARS, brief

ROWS = [
    # the whole plan
    (SCHOOL, "в течение года", "continuous 2021-09-01..2022-08-31"),
    (SCHOOL, "В течении уч.года", "continuous 2021-09-01..2022-08-31"),
    (SCHOOL, "постоянно", "continuous 2021-09-01..2022-08-31"),
    (SCHOOL, "на постоянной основе", "continuous 2021-09-01..2022-08-31"),
    (SCHOOL, "весь период", "continuous 2021-09-01..2022-08-31"),
    (SCHOOL, "в течение всего времени реализации Проекта", "continuous 2021-09-01..2022-08-31"),
    (SCHOOL, "на протяжении всего учебного года", "continuous 2021-09-01..2022-08-31"),
    (SCHOOL, "период реализации программы", "continuous 2021-09-01..2022-08-31"),
    (SCHOOL, "до конца срока реализации программы", "continuous 2021-09-01..2022-08-31"),
    (SCHOOL, "в течение 2021-2022 уч. года", "continuous 2021-09-01..2022-08-31"),
    (SCHOOL, "постоянно с сентября по май", "continuous 2021-09-01..2022-05-31 m9,10,11,12,1,2,3,4,5"),
    (SCHOOL, "постоянно, до 1 июня", "continuous 2021-09-01..2022-06-01 m6"),
    (SCHOOL, "с 1 октября, постоянно", "continuous 2021-10-01..2022-08-31 m10"),
    (SCHOOL, "круглогодично", "continuous 2021-09-01..2022-08-31"),
    (SCHOOL, "в течение месяца", "continuous?"),
    (SCHOOL, "однократно", "range 2021-09-01..2022-08-31"),
    (YEARS, "в течение года", "continuous 2021-01-01..2025-12-31"),
    (YEARS, "2021-2024 гг. постоянно", "continuous 2021-01-01..2024-12-31"),
    (YEARS, "В течение 2021-2025 гг.", "continuous 2021-01-01..2025-12-31"),
    (YEAR, "в течение 2022 года", "continuous 2022-01-01..2022-12-31"),
    # schedules, requests, orders
    (SCHOOL, "по отдельному графику", "external?"),
    (SCHOOL, "В соответствии с графиком проведения исследований", "external?"),
    (SCHOOL, "в течение года по графику", "external 2021-09-01..2022-08-31?"),
    (SCHOOL, "постоянно (в соответствии с запросом)", "external 2021-09-01..2022-08-31?"),
    (SCHOOL, "сентябрь (по графику)", "external 2021-09 m9?"),
    (SCHOOL, "В период работы лагерей дневного пребывания", "external?"),
    (SCHOOL, "в ходе работы комиссии", "external?"),
    (SCHOOL, "в течение суток", "external?"),
    (SCHOOL, "в период действия муниципальной программы", "continuous 2021-09-01..2022-08-31"),
    (YEAR, "в течение отопительного сезона", "external?"),
    (YEAR, "летний оздоровительный период", "external?"),
    (YEAR, "пожароопасный период 2022 г.", "external 2022-01-01..2022-12-31?"),
    (SCHOOL, "по плану ШНОР", "external?"),
    (SCHOOL, "согласно приказу УО от 10.09.2021 № 345", "external?"),
    (SCHOOL, "до 1 октября (согласно приказу)", "date ..2021-10-01 m10 d-1"),
    (SCHOOL, "по запросам педагогов", "external?"),
    (SCHOOL, "при необходимости", "external?"),
    (SCHOOL, "по мере поступления", "external?"),
    (SCHOOL, "в установленные сроки", "external?"),
    (SCHOOL, "сроки уточняются", "external?"),
    (SCHOOL, "в рабочем порядке", "external?"),
    (SCHOOL, "по договору", "external?"),
    (SCHOOL, "в срок, устанавливаемый комиссариатом", "external?"),
    # events and terms counted from them
    (SCHOOL, "после проведения мониторинга", "external?"),
    (SCHOOL, "перед отпуском", "external?"),
    (SCHOOL, "по окончании I полугодия", "external?"),
    (SCHOOL, "по итогам четверти", "external?"),
    (SCHOOL, "май (по итогам года)", "range 2022-05 m5"),
    (SCHOOL, "в день проведения экзамена", "external?"),
    (SCHOOL, "ко Дню учителя", "external?"),
    (SCHOOL, "к августовскому совещанию", "external?"),
    (SCHOOL, "в рамках недели математики", "external?"),
    (SCHOOL, "ВПР - март-апрель; ОГЭ - май", "multi m3,4,5 [2022-03-01..2022-04-30] [2022-05]"),
    (SCHOOL, "в течение 5 рабочих дней", "external?"),
    (SCHOOL, "в течение 10 (десяти) дней после получения", "external?"),
    (SCHOOL, "не позднее чем за 3 дня до мероприятия", "external?"),
    (SCHOOL, "в 10-дневный срок", "external?"),
    (SCHOOL, "за месяц до экзамена", "external?"),
    (SCHOOL, "в течение месяца со дня подписания", "external?"),
    (SCHOOL, "до начала экзаменов", "external?"),
    (SCHOOL, "в период летней оздоровительной кампании", "external?"),
    (SCHOOL, "в кратчайшие сроки", "external?"),
    (SCHOOL, "ноябрь (дата уточняется)", "external 2021-11 m11?"),
    (SCHOOL, "сентябрь, далее по графику", "range 2021-09 m9"),
    (SCHOOL, "май-июнь, по завершению учебного года", "external 2022-05-01..2022-06-30 m5,6?"),
    # school breaks
    (SCHOOL, "осенние каникулы", "external?"),
    (SCHOOL, "в каникулярное время", "external?"),
    (SCHOOL, "ноябрь (осенние каникулы)", "external 2021-11 m11?"),
    (SCHOOL, "ежегодно, осенние каникулы", "recurring yearly/- m10,11?"),
    (SCHOOL, "сентябрь – май, кроме каникул", "range 2021-09-01..2022-05-31 m9,10,11,12,1,2,3,4,5"),
    # nothing
    (SCHOOL, "-", "empty"),
    (SCHOOL, "—", "empty"),
    (SCHOOL, "х", "empty"),
    (SCHOOL, "н/д", "empty"),
    (SCHOOL, "не требуется", "empty"),
    # not understood
    (SCHOOL, "пятая половина месяца", "external?!"),
    (SCHOOL, "0 раз в год", "external?!"),
    (SCHOOL, "раз в 1000 лет", "external?"),
    (SCHOOL, "МБОУ СОШ № 5", "external?!"),
    (SCHOOL, "11 класс", "external?!"),
    (SCHOOL, "-//-", "external?!"),
    (SCHOOL, "8-30", "external?!"),
    (SCHOOL, "на заседании совета", "external?"),
    (SCHOOL, "в школе № 5", "external?!"),
    (None, "в течение года", "continuous"),
    (None, "сентябрь", "range m9?"),
    (None, "сентябрь 2024", "range 2024-09 m9"),
    (SCHOOL, "", "empty?"),
]


@pytest.mark.parametrize(("plan", "phrase", "expected"), ROWS)
def test_parse_words_without_dates(plan, phrase, expected):
    assert brief(parse(phrase, plan)) == expected
