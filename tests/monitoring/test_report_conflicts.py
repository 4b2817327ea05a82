"""One row of a report in two windows: what both wrote survives, or the second is asked which of the two to keep."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from monitoring.models import ActivityEntry, IndicatorValue, SchoolReport
from monitoring.services import reports
from tests import factories as f
from tests.monitoring.conftest import HALF

HTMX = {"hx-request": "true"}


@pytest.fixture
def client(sign_in, world):
    return sign_in(world.director)


@pytest.fixture
def colleague(world):
    """A second director of the school."""
    return f.SchoolStaffFactory(school=world.school).user


def fields(prefix, base, said):
    """What a row sends: its fields and what they held."""
    held = {f"initial-{prefix}-{name}": value for name, value in base.items()}
    return {**held, **{f"{prefix}-{name}": value for name, value in {**base, **said}.items()}}


def save_entry(client, report, world, base=None, choice=None, **said):
    url = reverse("monitoring:entry_save", args=[report.pk, world.occurrence.pk])
    data = fields(f"entry-{world.occurrence.pk}", base or {"status": "", "result": ""}, said)
    return client.post(url, {**data, **(choice or {})}, headers=HTMX)


def said(response, name):
    conflict = response.context["form"].conflicts[name]
    return conflict.theirs, conflict.mine


def test_different_fields_of_one_row_both_survive(report, world, client):
    save_entry(client, report, world, status="in_progress")
    response = save_entry(client, report, world, result="Обучаются шестеро")
    entry = ActivityEntry.objects.get()
    assert (response.status_code, entry.status, entry.result) == (200, "in_progress", "Обучаются шестеро")


def test_answer_carries_what_came_from_the_other_window(report, world, client):
    save_entry(client, report, world, status="in_progress")
    response = save_entry(client, report, world, result="Обучаются шестеро")
    assert dict(response.context["form"].bases)[f"initial-entry-{world.occurrence.pk}-status"] == "in_progress"


def test_same_field_keeps_the_first_and_shows_both(report, world, client, colleague, sign_in):
    save_entry(sign_in(colleague), report, world, result="Первый текст")
    response = save_entry(client, report, world, result="Второй текст", status="in_progress")
    entry = ActivityEntry.objects.get()
    assert (response.status_code, entry.result, entry.status) == (409, "Первый текст", "in_progress")
    assert said(response, "result") == ("Первый текст", "Второй текст")
    lead = response.context["form"].conflicts["result"].lead
    assert lead == f"Пока вы заполняли, это поле изменили ({colleague}, 12:00)."


def test_same_field_in_an_own_second_window_says_so(report, world, client):
    save_entry(client, report, world, result="Первый текст")
    response = save_entry(client, report, world, result="Второй текст")
    assert response.context["form"].conflicts["result"].lead == "Вы изменили это поле в другом окне в\u00a012:00."


def test_conflict_stays_until_the_person_chooses(report, world, client):
    save_entry(client, report, world, result="Первый текст")
    answers = [save_entry(client, report, world, result=text).status_code for text in ("Второй", "Второй текст")]
    assert (answers, ActivityEntry.objects.get().result) == ([409, 409], "Первый текст")


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Второй текст"), ("theirs", "Первый текст")])
def test_choice_is_what_is_stored(report, world, client, choice, kept):
    save_entry(client, report, world, result="Первый текст")
    name = f"entry-{world.occurrence.pk}-result"
    chosen = {choice: name, f"seen-{name}": "Первый текст"}
    response = save_entry(client, report, world, result="Второй текст", choice=chosen)
    assert (response.status_code, ActivityEntry.objects.get().result) == (200, kept)


def test_choice_of_mine_does_not_overwrite_a_third_text(report, world, client):
    save_entry(client, report, world, result="Третий текст")
    name = f"entry-{world.occurrence.pk}-result"
    chosen = {"mine": name, f"seen-{name}": "Первый текст"}
    response = save_entry(client, report, world, result="Второй текст", choice=chosen)
    assert (response.status_code, said(response, "result")) == (409, ("Третий текст", "Второй текст"))


def test_own_save_is_no_conflict_with_the_next_one(report, world, client):
    first = save_entry(client, report, world, result="Обучаются")
    base = dict(first.context["form"].bases)[f"initial-entry-{world.occurrence.pk}-result"]
    response = save_entry(client, report, world, base={"result": base}, result="Обучаются шестеро")
    assert (response.status_code, ActivityEntry.objects.get().result) == (200, "Обучаются шестеро")


def test_number_typed_while_it_became_not_applicable_is_asked_about(report, world, indicator, client):
    off = {"state": "not_applicable", "numerator": None, "denominator": None, "source": "", "comment": "Нет классов"}
    reports.save(report=report, by=world.director, values={indicator.pk: off})
    url = reverse("monitoring:value_save", args=[report.pk, indicator.pk])
    data = fields(
        f"value-{indicator.pk}", {"numerator": "", "denominator": ""}, {"numerator": "5", "denominator": "10"}
    )
    response = client.post(url, data, headers=HTMX)
    assert (response.status_code, said(response, "not_applicable")) == (409, ("не применимо", "5 из 10"))
    assert IndicatorValue.objects.get().state == "not_applicable"


def test_first_save_of_a_row_keeps_the_source_the_page_showed(report, world, indicator, client):
    indicator.source = "форма ОО-1"
    indicator.save()
    url = reverse("monitoring:value_save", args=[report.pk, indicator.pk])
    client.post(url, fields(f"value-{indicator.pk}", {"source": "форма ОО-1"}, {"numerator": "5"}), headers=HTMX)
    assert IndicatorValue.objects.get().source == "форма ОО-1"


def test_text_of_another_person_is_not_overwritten(report, world, client):
    reports.save(report=report, by=world.director, texts={"difficulties": "Нет учителя"})
    url = reverse("monitoring:texts_save", args=[report.pk])
    response = client.post(url, fields("texts", {"difficulties": ""}, {"difficulties": "Нет кабинета"}), headers=HTMX)
    report.refresh_from_db()
    assert (response.status_code, report.difficulties) == (409, "Нет учителя")


def whole_page(client, report, **said):
    """What a browser without JavaScript sends of a page opened now."""
    forms = client.get(reverse("monitoring:report_detail", args=[report.pk])).context["forms"]
    held = dict(pair for form in forms.all for pair in form.bases)
    return {**held, **{name.removeprefix("initial-"): value for name, value in held.items()}, **said}


def test_whole_page_saved_late_keeps_the_others_number_and_the_rest(filled, world, indicator, client, colleague):
    numerator = f"value-{indicator.pk}-numerator"
    page = whole_page(client, filled, **{numerator: "7", "texts-next_steps": "Курсы"})
    reports.save(report=filled, by=colleague, values={indicator.pk: {**HALF, "numerator": 6}})
    response = client.post(reverse("monitoring:report_save", args=[filled.pk]), page)
    filled.refresh_from_db()
    assert (response.status_code, IndicatorValue.objects.get().numerator, filled.next_steps) == (409, 6, "Курсы")
    form = response.context["forms"].values[0]
    assert (form["numerator"].value(), form.conflicts["numerator"].theirs, form.conflicts["numerator"].mine) == (
        "7",
        "6",
        "7",
    )


@pytest.mark.parametrize(("choice", "kept"), [("mine", 7), ("theirs", 6)])
def test_whole_page_with_a_choice_stores_it(filled, world, indicator, client, colleague, choice, kept):
    name = f"value-{indicator.pk}-numerator"
    page = whole_page(client, filled, **{name: "7", choice: name, f"seen-{name}": "6"})
    reports.save(report=filled, by=colleague, values={indicator.pk: {**HALF, "numerator": 6}})
    response = client.post(reverse("monitoring:report_save", args=[filled.pk]), page)
    assert (response.status_code, IndicatorValue.objects.get().numerator) == (302, kept)


def test_refused_field_leaves_no_trace_in_the_audit(report, world, client):
    save_entry(client, report, world, result="Первый текст")
    save_entry(client, report, world, result="Второй текст")
    assert AuditEvent.objects.about(ActivityEntry.objects.get()).count() == 1
    assert SchoolReport.objects.get().saved_at is not None


def test_save_of_one_text_leaves_the_question_about_the_other(report, world, client):
    reports.save(report=report, by=world.director, texts={"difficulties": "Нет учителя"})
    url = reverse("monitoring:texts_save", args=[report.pk])
    answer = client.post(url, fields("texts", {"next_steps": ""}, {"next_steps": "Курсы"}), headers=HTMX)
    assert [field.name for field in answer.context["form"].answered] == ["next_steps"]
