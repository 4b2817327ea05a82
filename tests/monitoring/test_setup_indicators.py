from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEvent
from monitoring.models import Indicator, Target
from monitoring.services import indicators
from tests import factories as f

DEFINITION = {
    "code": "П1",
    "name": "Доля педагогов с наставником",
    "kind": Indicator.Kind.SHARE,
    "unit": "%",
    "numerator_label": "педагогов с наставником",
    "denominator_label": "педагогов всего",
    "direction": Indicator.Direction.UP,
    "accumulation": Indicator.Accumulation.SNAPSHOT,
    "decimals": 1,
}


def add(world, targets=None, **changed):
    return indicators.add(programme=world.programme, by=world.methodist, targets=targets or {}, **DEFINITION | changed)


def targets_of(indicator):
    return dict(indicator.targets.values_list("year", "value"))


def codes(programme, **only):
    return list(programme.indicators.filter(**only).order_by("position").values_list("code", flat=True))


def test_add_puts_it_at_the_end_with_its_targets(world):
    f.IndicatorFactory(programme=world.programme, code="А", position=5)
    new = add(world, targets={2026: Decimal("0"), 2027: None})
    assert codes(world.programme) == ["А", "П1"]
    assert targets_of(new) == {2026: 0}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"unit": "чел."}, "unit"),
        ({"kind": Indicator.Kind.COUNT}, "unit"),
        ({"denominator_label": ""}, "denominator_label"),
        ({"name": ""}, "name"),
        ({"targets": {2026: Decimal("100.01")}}, "target_2026"),
    ],
)
def test_add_refuses_what_contradicts_itself(world, changed, field):
    with pytest.raises(ValidationError) as refusal:
        add(world, **changed)
    assert list(refusal.value.message_dict) == [field]


def test_add_refuses_a_taken_code(world):
    add(world)
    with pytest.raises(ValidationError) as refusal:
        add(world)
    assert refusal.value.message_dict == {"code": ["Показатель с таким кодом в программе уже есть."]}


def test_count_keeps_no_denominator(world):
    assert add(world, kind=Indicator.Kind.COUNT, unit="чел.").denominator_label == ""


def test_definition_in_a_draft_only_may_change(world, filled, indicator):
    indicators.update(indicator=indicator, by=world.methodist, name="Иное")
    indicator.refresh_from_db()
    assert indicator.name == "Иное"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("code", "П77"),
        ("name", "Иное"),
        ("kind", "mean"),
        ("unit", "балл"),
        ("numerator_label", "иных"),
        ("denominator_label", "иных всего"),
        ("direction", "down"),
        ("accumulation", "period"),
        ("decimals", 0),
    ],
)
def test_definition_in_a_submitted_report_is_locked(world, submitted, indicator, name, value):
    with pytest.raises(indicators.DefinitionLockedError):
        indicators.update(indicator=indicator, by=world.methodist, **{name: value})


def test_definition_in_a_returned_report_is_locked(world, submitted, indicator):
    submitted.state = "returned"
    submitted.save()
    assert indicators.is_locked(indicator)


def test_source_and_targets_of_a_locked_one_change_with_a_trace(world, submitted, indicator):
    f.TargetFactory(indicator=indicator, year=2026, value=60)
    targets = {2026: Decimal("70"), 2027: Decimal("80.5")}
    indicators.update(indicator=indicator, by=world.methodist, source="журнал", targets=targets)
    assert targets_of(indicator) == targets
    events = AuditEvent.objects.about(indicator).order_by("pk")
    assert [(event.action, event.before, event.after) for event in events] == [
        ("показатель изменён", {"source": "отчёт школы"}, {"source": "журнал"}),
        ("целевые значения изменены", {"2026": "60.00", "2027": None}, {"2026": "70", "2027": "80.5"}),
    ]


def test_target_taken_away_with_a_trace(world, indicator):
    f.TargetFactory(indicator=indicator, year=2026, value=60)
    indicators.update(indicator=indicator, by=world.methodist, targets={2026: None})
    assert targets_of(indicator) == {}
    assert AuditEvent.objects.about(indicator).get().after == {"2026": None}


def test_update_that_changes_nothing_leaves_no_trace(world, indicator):
    f.TargetFactory(indicator=indicator, year=2026, value=60)
    targets = {2026: Decimal("60"), 2027: None}
    indicators.update(indicator=indicator, by=world.methodist, name=indicator.name, targets=targets)
    assert not AuditEvent.objects.about(indicator).exists()


def test_share_made_of_a_count_refused_while_a_target_is_above_hundred(world):
    count = add(world, kind=Indicator.Kind.COUNT, unit="чел.", targets={2026: Decimal("250")})
    share = {name: DEFINITION[name] for name in ("kind", "unit", "denominator_label")}
    with pytest.raises(ValidationError) as refusal:
        indicators.update(indicator=count, by=world.methodist, **share)
    assert refusal.value.message_dict == {"target_2026": ["Доля не бывает больше 100\u00a0%."]}


def test_new_edition_takes_the_place_of_the_old_one(world, submitted, indicator):
    f.IndicatorFactory(programme=world.programme, code="Я", position=indicator.position + 1)
    new = indicators.revise(
        indicator=indicator, by=world.methodist, targets={2026: Decimal("5")}, **DEFINITION | {"code": "П9.2"}
    )
    assert codes(world.programme) == [indicator.code, "П9.2", "Я"]
    assert codes(world.programme, is_active=True) == ["П9.2", "Я"]
    assert targets_of(new) == {2026: 5}


def test_second_edition_of_the_same_indicator_refused(world, indicator):
    for code in ("П9.2", "П9.3"):
        edition = {"indicator": indicator, "by": world.methodist, "targets": {}, **DEFINITION, "code": code}
        if code == "П9.2":
            indicators.revise(**edition)
    with pytest.raises(ValidationError, match="уже не собирается"):
        indicators.revise(**edition)


@pytest.mark.parametrize(
    ("code", "direction", "order"),
    [("А", "down", "БАВГ"), ("Г", "up", "АГВБ"), ("А", "up", "АБВГ"), ("Г", "down", "АБВГ"), ("В", "up", "АБВГ")],
)
def test_move_among_the_collected(world, code, direction, order):
    for position, one in enumerate("АБВГ"):
        f.IndicatorFactory(programme=world.programme, code=one, position=position, is_active=one != "В")
    moved = world.programme.indicators.get(code=code)
    indicators.move(indicator=moved, by=world.methodist, direction=direction)
    assert "".join(codes(world.programme)) == order


def test_switched_off_twice_leaves_one_trace(world, indicator):
    for _ in range(2):
        indicators.switch(indicator=indicator, by=world.methodist, is_active=False)
    assert [event.action for event in AuditEvent.objects.about(indicator)] == ["показатель больше не собирается"]


def test_accepted_report_reads_the_same_after_a_new_edition(sign_in, world, submitted, indicator):
    url = reverse("monitoring:report_detail", args=[submitted.pk])
    before = sign_in(world.head).get(url).context["sheet"].values
    indicators.revise(indicator=indicator, by=world.methodist, targets={}, **DEFINITION | {"code": "П9.2"})
    assert sign_in(world.head).get(url).context["sheet"].values == before


def test_target_is_of_one_year_once(world, indicator):
    for value in (10, 20):
        indicators.update(indicator=indicator, by=world.methodist, targets={2026: Decimal(value)})
    assert Target.objects.get(indicator=indicator).value == 20
