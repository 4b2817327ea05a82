import re
from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from monitoring.contacts import whom_to_ask
from monitoring.models import ActivityEntry, Evidence, IndicatorValue, SchoolReport
from monitoring.services import reports
from schools.models import SchoolStaff
from tests import factories as f
from tests.accounts.upload_files import PDF

State = SchoolReport.State


def url(name, report, *args):
    return reverse(f"monitoring:{name}", args=[report.pk, *args])


def closed_words(world):
    return (
        "Приём отчётов за III квартал 2026 закрыт 15\u00a0октября. Отправить отчёт нельзя. Всё, что вы вписали, сохранено. "
        f"{whom_to_ask(world.municipality.pk)}"
    )


def template(response):
    return response.templates[0].name


def page_data(client, report, **changed):
    """What a browser without JavaScript would send back: every field as the page shows it, with some changed."""
    forms = client.get(url("report_detail", report)).context["forms"]
    data = {}
    for form in forms.all:
        data |= dict(form.bases)
        for field in form:
            shown = field.value()
            if shown not in (None, False, ""):
                data[field.html_name] = shown
    return {**data, **changed}


def entry_field(world, name):
    return f"entry-{world.occurrence.pk}-{name}"


def value_field(indicator, name):
    return f"value-{indicator.pk}-{name}"


@pytest.mark.parametrize(
    ("person", "page"),
    [
        ("director", "monitoring/report_fill.html"),
        ("curator", "monitoring/report_read.html"),
        ("head", "monitoring/report_read.html"),
        ("methodist", "monitoring/report_read.html"),
    ],
)
def test_page_is_a_form_for_its_director_only(report, world, sign_in, person, page):
    response = sign_in(getattr(world, person)).get(url("report_detail", report))
    assert (response.status_code, template(response)) == (200, page)


def test_page_is_not_found_by_another_director(report, world, sign_in):
    assert sign_in(world.other_director).get(url("report_detail", report)).status_code == 404


@pytest.mark.parametrize("person", ["methodist", "head", "director"])
def test_page_is_not_found_by_strangers(report, stranger, sign_in, person):
    assert sign_in(getattr(stranger, person)).get(url("report_detail", report)).status_code == 404


def test_page_of_a_school_a_director_only_supports_is_to_read(report, world, sign_in):
    f.SchoolStaffFactory(school=world.school, user=world.other_director, duty=SchoolStaff.Duty.CURATOR)
    response = sign_in(world.other_director).get(url("report_detail", report))
    assert template(response) == "monitoring/report_read.html"


def test_page_after_submission_is_to_read(submitted, world, sign_in):
    response = sign_in(world.director).get(url("report_detail", submitted))
    assert (template(response), response.context["moves"]) == ("monitoring/report_read.html", frozenset())


def test_page_of_a_returned_report_quotes_the_reason(submitted, world, sign_in):
    seen = reports.latest_submission_id(submitted)
    reports.return_to_school(report=submitted, by=world.methodist, comment="Нет протокола", submission_id=seen)
    response = sign_in(world.director).get(url("report_detail", submitted))
    assert (response.context["returned"].comment, template(response)) == (
        "Нет протокола",
        "monitoring/report_fill.html",
    )


def test_page_shows_gaps_at_their_fields_when_asked(report, world, sign_in):
    client = sign_in(world.director)
    quiet, loud = (client.get(url("report_detail", report), query).context["forms"] for query in ({}, {"problems": 1}))
    assert quiet.entries[0].hints == {}
    assert loud.entries[0].hints["status"].text == "отметьте: выполнено, в работе или не выполнено"


def test_save_without_javascript_stores_the_whole_page(report, world, indicator, sign_in):
    client = sign_in(world.director)
    said = {
        entry_field(world, "status"): "done",
        entry_field(world, "done_on"): "2026-09-20",
        entry_field(world, "result"): "Проведено",
        value_field(indicator, "numerator"): "1\u00a0234,5",
        value_field(indicator, "denominator"): "2000",
        "texts-difficulties": "Нет учителя",
    }
    response = client.post(url("report_save", report), page_data(client, report, **said))
    assert response["Location"] == url("report_detail", report)
    entry, value = ActivityEntry.objects.get(), IndicatorValue.objects.get()
    report.refresh_from_db()
    assert (entry.status, entry.done_on, entry.result) == ("done", date(2026, 9, 20), "Проведено")
    assert (value.state, str(value.numerator), value.denominator) == ("entered", "1234.50", 2000)
    assert report.difficulties == "Нет учителя"


@pytest.mark.parametrize(
    ("numerator", "denominator", "not_applicable", "stored"),
    [
        ("", "", "", ("missing", None, None)),
        ("0", "10", "", ("entered", 0, 10)),
        ("0", "", "", ("missing", 0, None)),
        ("", "10", "", ("missing", None, 10)),
        ("", "", "on", ("not_applicable", None, None)),
        ("5", "10", "on", ("not_applicable", None, None)),
    ],
)
def test_save_tells_missing_zero_and_not_applicable_apart(
    filled, world, indicator, sign_in, numerator, denominator, not_applicable, stored
):
    client = sign_in(world.director)
    said = {value_field(indicator, "numerator"): numerator, value_field(indicator, "denominator"): denominator}
    if not_applicable:
        said[value_field(indicator, "not_applicable")] = not_applicable
    client.post(url("report_save", filled), page_data(client, filled, **said))
    value = IndicatorValue.objects.get()
    assert (value.state, value.numerator, value.denominator) == stored


def test_save_of_a_page_opened_before_leaves_what_it_did_not_touch(report, world, indicator, sign_in):
    client = sign_in(world.director)
    old_page = page_data(client, report, **{"texts-next_steps": "Курсы"})
    reports.save(report=report, by=world.director, texts={"difficulties": "", "next_steps": ""})
    client.post(url("report_save", report), page_data(client, report, **{value_field(indicator, "numerator"): "7"}))
    client.post(url("report_save", report), old_page)
    report.refresh_from_db()
    assert (IndicatorValue.objects.get().numerator, report.next_steps) == (7, "Курсы")


def test_save_with_a_wrong_number_stores_the_rest_and_gives_the_text_back(report, world, indicator, sign_in):
    client = sign_in(world.director)
    said = {value_field(indicator, "numerator"): "двенадцать", "texts-difficulties": "Нет учителя"}
    response = client.post(url("report_save", report), page_data(client, report, **said))
    form = response.context["forms"].values[0]
    report.refresh_from_db()
    assert (response.status_code, report.difficulties) == (422, "Нет учителя")
    assert form["numerator"].value() == "двенадцать"
    assert form.errors == {"numerator": ["Впишите число, например 12 или 12,5."]}


def test_save_of_a_locked_report_gives_the_text_back(filled, world, sign_in):
    client = sign_in(world.director)
    data = page_data(client, filled, **{"texts-difficulties": "Поздняя правка"})
    reports.submit(report=filled, by=world.director)
    response = client.post(url("report_save", filled), data)
    filled.refresh_from_db()
    assert (response.status_code, filled.difficulties) == (409, "")
    assert response.context["forms"].texts["difficulties"].value() == "Поздняя правка"
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said == ["Отчёт уже на проверке: менять его нельзя. Правка не сохранена."]


def test_save_without_javascript_attaches_and_removes_files(report, world, sign_in):
    client = sign_in(world.director)
    files = {entry_field(world, "files"): SimpleUploadedFile("приказ.pdf", PDF)}
    client.post(url("report_save", report), {**page_data(client, report), **files})
    file = Evidence.objects.get()
    assert file.name == "приказ.pdf"
    client.post(url("report_save", report), {**page_data(client, report), "remove": str(file.key)})
    assert Evidence.objects.count() == 0


def test_save_removes_no_file_of_another_report(report, world, sign_in):
    foreign = f.EvidenceFactory()
    client = sign_in(world.director)
    client.post(url("report_save", report), {**page_data(client, report), "remove": str(foreign.key)})
    assert Evidence.objects.get() == foreign


def test_save_and_check_goes_to_the_check(report, world, sign_in):
    client = sign_in(world.director)
    response = client.post(url("report_save", report), page_data(client, report, check="1"))
    assert response["Location"] == url("report_check", report)


@pytest.mark.parametrize(
    ("person", "status"), [("methodist", 403), ("head", 403), ("curator", 403), ("other_director", 404)]
)
@pytest.mark.parametrize("name", ["report_save", "texts_save", "report_submit"])
def test_writing_is_for_the_director_of_the_school(report, world, sign_in, name, person, status):
    assert sign_in(getattr(world, person)).post(url(name, report)).status_code == status


@pytest.mark.parametrize("name", ["report_save", "texts_save", "report_submit"])
def test_writing_by_get_is_refused(report, world, sign_in, name):
    assert sign_in(world.director).get(url(name, report)).status_code == 405


def test_check_lists_every_gap_as_a_link_to_its_field(report, world, indicator, sign_in):
    text = sign_in(world.director).get(url("report_check", report)).content.decode()
    links = re.findall(r'href="([^"]*problems=1#[^"]*)"', text)
    page = url("report_detail", report)
    fields = [f"id_entry-{world.occurrence.pk}-status", f"id_value-{indicator.pk}-numerator"]
    assert links == [f"{page}?problems=1#{field}" for field in fields]


def test_every_field_the_check_points_at_is_on_the_page(report, world, indicator, sign_in):
    client = sign_in(world.director)
    said = {"status": "done", "done_on": None, "result": "", "reason": ""}
    reports.save(report=report, by=world.director, entries={world.occurrence.pk: said})
    findings = client.get(url("report_check", report)).context["findings"]
    page = client.get(url("report_detail", report)).content.decode()
    assert [problem.field for problem in findings.problems if f'id="{problem.field}"' not in page] == []
    assert len(findings.problems) == 3


def test_check_of_a_full_report_asks_whether_to_submit(filled, world, sign_in):
    context = sign_in(world.director).get(url("report_check", filled)).context
    assert (context["findings"].problems, context["refusal"], context["late"]) == ((), "", "")


@pytest.mark.parametrize(
    ("moment", "late", "is_refused"),
    [
        ("05 23:59", "", False),
        ("06 00:00", "с опозданием на 1\u00a0день", False),
        ("15 23:59", "с опозданием на 10\u00a0дней", False),
        ("16 00:00", "с опозданием на 11\u00a0дней", True),
    ],
)
def test_check_around_the_due_and_the_closing_midnight(filled, world, sign_in, time_machine, moment, late, is_refused):
    time_machine.move_to(f"2026-10-{moment}+03:00")
    context = sign_in(world.director).get(url("report_check", filled)).context
    assert (context["late"], bool(context["refusal"])) == (late, is_refused)


@pytest.mark.parametrize("name", ["report_detail", "report_check"])
def test_page_after_closing_says_whom_to_ask(filled, world, sign_in, time_machine, name):
    time_machine.move_to("2026-10-16 12:00+03:00")
    assert closed_words(world) in sign_in(world.director).get(url(name, filled)).content.decode()


def test_check_is_for_the_director_of_the_school(report, world, sign_in):
    f.SchoolStaffFactory(school=world.school, user=world.other_director, duty=SchoolStaff.Duty.CURATOR)
    assert sign_in(world.other_director).get(url("report_check", report)).status_code == 403


def test_submit_page_twice_submits_once(filled, world, sign_in):
    client = sign_in(world.director)
    for _ in range(2):
        assert client.post(url("report_submit", filled))["Location"] == url("report_detail", filled)
    filled.refresh_from_db()
    assert (filled.state, filled.events.count()) == (State.SUBMITTED, 1)


def test_submit_page_with_gaps_goes_to_the_check(report, world, sign_in):
    response = sign_in(world.director).post(url("report_submit", report))
    report.refresh_from_db()
    assert (response["Location"], report.state) == (url("report_check", report), State.DRAFT)


def test_submit_page_after_closing_explains(filled, world, sign_in, time_machine):
    time_machine.move_to("2026-10-16 12:00+03:00")
    response = sign_in(world.director).post(url("report_submit", filled))
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said == [closed_words(world)]
