from decimal import Decimal

import pytest
from django.urls import reverse

from monitoring.models import Indicator
from monitoring.services import reports
from tests import factories as f
from tests.monitoring.setup_pages import post


def url_of(name, pk):
    return reverse(f"monitoring:{name}", args=[pk])


def test_added_through_the_page_with_a_comma_in_the_target(sign_in, world):
    client, url = sign_in(world.coordinator), url_of("indicator_add", world.programme.pk)
    said = {"name": "Доля", "numerator_label": "обученных", "denominator_label": "всех", "target_2026": "80,5"}
    answer = post(client, url, **said)
    new = world.programme.indicators.get()
    assert (new.code, new.targets.get().value) == ("П1", Decimal("80.5"))
    assert answer.url == f"{url_of('indicator_list', world.programme.pk)}#indicator-{new.pk}"


def test_form_has_a_target_for_each_year_of_the_programme_and_each_stored(sign_in, world, indicator):
    f.TargetFactory(indicator=indicator, year=2031)
    page = sign_in(world.methodist).get(url_of("indicator_edit", indicator.pk))
    assert [field.label for field in page.context["form"].targets] == ["2025", "2026", "2027", "2031"]


def test_mistakes_shown_at_their_fields_and_nothing_saved(sign_in, world):
    said = {"numerator_label": "обученных", "unit": "чел.", "target_2026": "много"}
    page = post(sign_in(world.methodist), url_of("indicator_add", world.programme.pk), **said)
    assert (page.status_code, page.context["form"].problems) == (
        422,
        [
            ("id_name", "Название", "Впишите название."),
            (
                "id_denominator_label",
                "Из скольких или на сколько",
                "У доли и у среднего назовите знаменатель: из скольких или на сколько.",
            ),
            ("id_unit", "Единица", "Доля считается в процентах: оставьте единицу «%»."),
            ("id_target_2026", "Цель на 2026 год", "Впишите число, например 12 или 12,5."),
        ],
    )
    assert not world.programme.indicators.exists()


def test_taken_code_shown_at_its_field(sign_in, world, indicator):
    said = {"name": "Доля", "numerator_label": "обученных", "denominator_label": "всех", "code": indicator.code}
    page = post(sign_in(world.methodist), url_of("indicator_add", world.programme.pk), **said)
    assert page.context["form"].errors == {"code": ["Показатель с таким кодом в программе уже есть."]}


def test_old_page_overwrites_only_what_was_changed_in_it(sign_in, world, indicator):
    client, url = sign_in(world.methodist), url_of("indicator_edit", indicator.pk)
    opened_long_ago = client.get(url)
    post(sign_in(world.coordinator), url, name="Новое название", target_2026="70")
    post(client, url, opened_long_ago, source="журнал", target_2027="80")
    indicator.refresh_from_db()
    assert (indicator.name, indicator.source) == ("Новое название", "журнал")
    assert dict(indicator.targets.values_list("year", "value")) == {2026: 70, 2027: 80}


def test_locked_page_offers_source_and_targets_only(sign_in, world, submitted, indicator):
    page = sign_in(world.methodist).get(url_of("indicator_edit", indicator.pk))
    assert list(page.context["form"].fields) == ["source", "target_2025", "target_2026", "target_2027"]
    assert url_of("indicator_revise", indicator.pk) in page.content.decode()


def test_locked_while_the_form_was_open_becomes_a_new_edition(sign_in, world, filled, indicator):
    client, url = sign_in(world.methodist), url_of("indicator_edit", indicator.pk)
    opened = client.get(url)
    reports.submit(report=filled, by=world.director)
    page = post(client, url, opened, name="Иначе понятая доля")
    form = page.context["form"]
    assert (page.status_code, form["name"].value(), form["code"].value()) == (
        409,
        "Иначе понятая доля",
        f"{indicator.code}.2",
    )
    post(client, page.context["action"], page)
    assert [(one.name, one.is_active) for one in world.programme.indicators.order_by("position")] == [
        (indicator.name, False),
        ("Иначе понятая доля", True),
    ]


def test_definition_posted_to_a_locked_one_changes_nothing(sign_in, world, submitted, indicator):
    sign_in(world.methodist).post(
        url_of("indicator_edit", indicator.pk),
        {
            **{name: getattr(indicator, name) for name in ("code", "unit", "kind", "direction", "accumulation")},
            **{"numerator_label": "иных", "denominator_label": "всех", "name": "Иное", "decimals": 0},
        },
    )
    name = indicator.name
    indicator.refresh_from_db()
    assert (indicator.name, indicator.decimals) == (name, 1)


def test_schools_that_are_filling_it_in_are_counted(sign_in, world, filled, indicator):
    page = sign_in(world.methodist).get(url_of("indicator_edit", indicator.pk))
    assert (page.context["schools"], page.context["period"]) == ("1\u00a0школа уже вписала", filled.period)


def test_new_edition_page_starts_from_a_copy(sign_in, world, submitted, indicator):
    f.TargetFactory(indicator=indicator, year=2026, value=60)
    client = sign_in(world.methodist)
    answer = post(client, url_of("indicator_revise", indicator.pk), decimals=0)
    new = world.programme.indicators.get(is_active=True)
    assert (new.code, new.name, new.decimals) == (f"{indicator.code}.2", indicator.name, 0)
    assert (new.targets.get().value, answer.status_code) == (60, 302)


def test_switched_off_and_on_through_the_page(sign_in, world, indicator):
    client, states = sign_in(world.methodist), []
    for collect in ("no", "yes"):
        client.post(url_of("indicator_switch", indicator.pk), {"collect": collect})
        indicator.refresh_from_db()
        states.append(indicator.is_active)
    assert states == [False, True]


def test_moved_through_the_page(sign_in, world):
    one, two = (f.IndicatorFactory(programme=world.programme, position=n) for n in (1, 2))
    sign_in(world.methodist).post(url_of("indicator_move", two.pk), {"direction": "up"})
    assert list(world.programme.indicators.order_by("position")) == [two, one]


def test_list_parts_collected_from_switched_off(sign_in, world):
    active = f.IndicatorFactory(programme=world.programme, direction=Indicator.Direction.DOWN)
    off = f.IndicatorFactory(programme=world.programme, is_active=False)
    f.TargetFactory(indicator=active, year=2026, value=5)
    context = sign_in(world.head).get(url_of("indicator_list", world.programme.pk)).context
    [line] = context["lines"]
    assert (line.indicator, line.limit, line.targets) == (active, "не более", [(2025, None), (2026, 5), (2027, None)])
    assert [line.indicator for line in context["switched_off"]] == [off]


@pytest.mark.parametrize("rows", [1, 30])
def test_list_query_count(sign_in, world, django_assert_num_queries, rows):
    for indicator in f.IndicatorFactory.create_batch(rows, programme=world.programme):
        f.TargetFactory(indicator=indicator)
    client = sign_in(world.methodist)
    with django_assert_num_queries(11):
        client.get(url_of("indicator_list", world.programme.pk))


@pytest.mark.parametrize(
    ("kind", "unit", "denominator", "decimals"), [("count", "шт.", "", 0), ("share", "%", "всех", 1)]
)
def test_new_indicator_shows_as_many_decimals_as_its_kind_needs(sign_in, world, kind, unit, denominator, decimals):
    said = {"name": "Уроки", "kind": kind, "unit": unit, "numerator_label": "уроков", "denominator_label": denominator}
    post(sign_in(world.methodist), url_of("indicator_add", world.programme.pk), **said)
    assert world.programme.indicators.get().decimals == decimals
