"""What holds for every text: an answer, in linear time; occurrences inside the plan; words that mean the same again."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.deadlines import Meaning, Period, occurrences, parse, says
from roadmaps.deadlines.meaning import Yearly
from roadmaps.deadlines.pieces import Edge, Rule
from roadmaps.deadlines.repetition import frequency

TEXT = """
ежегодно ежемесячно каждый каждую раз раза в год квартал месяц неделю четверть полугодие учебный года 2022 2023 г. гг.
2021-2022 уч. сентябрь сентября октябре май мая август 1 2 15 31 III до с по к не позднее реже конца начало первая
последняя неделя декада числа понедельник пятницам в течение постоянно далее , - – ( ) ; : . / и по графику после
каникулы осенние рабочий рабочего день дня последнего 100% 01.09.2021 15.09 10.00 кроме следующего за отчетным № ой
"""
WORDS = TEXT.split()
PLANS = st.builds(
    lambda first, more, kind: Period.parse(f"{first}-{first + more}", kind),
    st.integers(2018, 2026), st.integers(0, 4), st.sampled_from(["school", "calendar"]),
)  # fmt: skip
DAYS = st.dates(date(2016, 1, 1), date(2032, 12, 31))
PHRASES = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
MONTHS = st.integers(1, 12)
MONTH_DAYS = st.integers(1, 28)


def due(meaning, plan):
    return [(found.starts_on, found.due_on) for found in occurrences(meaning, plan)]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=200) | PHRASES, PLANS | st.none())
def test_any_text_gets_an_answer_within_the_plan(text, plan):
    meaning = parse(text, plan)
    found = occurrences(meaning, plan)
    assert meaning.text == text
    assert found == sorted(found, key=lambda one: (one.due_on, one.starts_on))
    assert all(plan is None or plan.start <= one.starts_on <= one.due_on <= plan.end for one in found)
    assert says(meaning, plan) != ""


@settings(max_examples=100, deadline=None, derandomize=True)
@given(PLANS, DAYS, DAYS, st.sampled_from(["range", "until", "from"]))
def test_words_of_interval_mean_the_same(plan, one, other, role):
    start, end = sorted((one, other))
    bounds = {"range": (start, end), "until": (None, end), "from": (start, None)}[role]
    meaning = Meaning("", "date" if role == "until" else "range", *bounds)
    assert due(parse(says(meaning, plan), plan), plan) == due(meaning, plan)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(PLANS, st.lists(st.tuples(DAYS, DAYS, st.booleans()), min_size=2, max_size=4))
def test_words_of_list_mean_the_same(plan, pairs):
    items = tuple((None if until else min(one, other), max(one, other)) for one, other, until in pairs)
    meaning = Meaning("", "multi", start=plan.start, items=items)
    assert due(parse(says(meaning, plan), plan), plan) == due(meaning, plan)


@st.composite
def yearly_parts(draw):
    shape, first, last = draw(st.sampled_from(["months", "days", "until", "weekday"])), draw(MONTHS), draw(MONTHS)
    if shape == "months":
        return Yearly(Edge(first, 1), Edge(last, -1))
    if shape == "until":
        edge = Edge(first, draw(MONTH_DAYS))
        return Yearly(edge, edge, until=True)
    if shape == "weekday":
        edge = Edge(first, 1, weekday=draw(st.integers(0, 6)), nth=draw(st.sampled_from([1, 2, 3, 4, -1])))
        return Yearly(edge, edge)
    low, high = sorted((draw(MONTH_DAYS), draw(MONTH_DAYS)))
    return Yearly(Edge(first, low), Edge(last, high))


RULES = st.one_of(
    st.builds(Rule, st.sampled_from(["year", "half", "quarter", "month", "term"]), n=st.none() | st.integers(1, 6)),
    st.builds(Rule, st.sampled_from(["year", "week"]), interval=st.integers(1, 5)),
    st.builds(Rule, st.just("week"), weekdays=st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple)),
    st.builds(
        Rule, st.just("month"), weekdays=st.tuples(st.integers(0, 6)), nths=st.sampled_from([(1,), (2, 4), (-1,)])
    ),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(PLANS, RULES, st.lists(yearly_parts(), max_size=3, unique=True), st.none() | DAYS)
def test_words_of_repetition_mean_the_same(plan, rule, parts, start):
    spans = tuple(part for part in parts if not (part.until and rule.unit in ("month", "week")))
    freq, n = frequency(rule)
    meaning = Meaning("", "recurring", start, freq=freq, n=n, rule=rule, spans=spans)
    assert due(parse(says(meaning, plan), plan), plan) == due(meaning, plan)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(PHRASES, PLANS)
def test_words_of_phrase_mean_the_same(phrase, plan):
    meaning = parse(phrase, plan)
    assert due(parse(says(meaning, plan), plan), plan) == due(meaning, plan)


@pytest.mark.parametrize(
    "phrase",
    [
        "по окончании каждой четверти; до 5 числа месяца следующего за отчетным кварталом",
        "с середины октября ежегодно до 1 июня и до 1 декабря",
        "1 раз в месяц, последний понедельник январь - сентябрь",
        "сентябрь 2022 – май 2022 каждый понедельник октября",
        "ежегодно следующего год 01.09.2021",
        "до 1 ноября, далее – постоянно",
        "еженедельно, последний рабочий день",
        "последний рабочий день месяца, май и октябрь",
        "ежегодно до последнего рабочего дня мая",
        "до 3-го рабочего дня месяца, следующего за отчётным кварталом",
        "в последний рабочий день недели",
    ],
)
@pytest.mark.parametrize("plan", [Period.parse("2021-2024", "school"), Period.parse("2021-2023", "calendar")])
def test_words_of_tangled_phrase_mean_the_same(phrase, plan):
    meaning = parse(phrase, plan)
    assert due(parse(says(meaning, plan), plan), plan) == due(meaning, plan)


@pytest.mark.parametrize(
    "unit",
    [
        "1, ", "2 и ", "I-", "в ", "(", "сен тяб рь ", "с 1 по ", "первая неделя ", "3-х, ", "5-6-", "конец ", "1-1/", "1, а",
        "сентябрь, ", "1-1-1-1, ", "(1(", "до 2", "01.09-", "каждый ", "раз в ", "№ 1 от ", "понедельник - ", "по графику и ",
    ],
)  # fmt: skip
def test_parse_long_text_in_time(unit):
    """Reading is linear: a text of 10,000 characters costs milliseconds (14 at worst; the limit leaves room for a loaded machine)."""
    started = time.process_time()
    parse((unit * 10_000)[:10_000], None)
    assert time.process_time() - started < 0.2
