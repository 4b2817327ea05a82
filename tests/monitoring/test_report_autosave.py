"""The rows of the report page save by themselves through htmx."""

import re

import pytest
from django.urls import reverse

from monitoring.models import ActivityEntry, IndicatorValue
from monitoring.services import reports
from tests import factories as f

HTMX = {"hx-request": "true"}


@pytest.fixture
def client(sign_in, world):
    return sign_in(world.director)


def save_entry(client, report, world, query="", **said):
    url = reverse("monitoring:entry_save", args=[report.pk, world.occurrence.pk])
    return client.post(
        url + query, {f"entry-{world.occurrence.pk}-{name}": value for name, value in said.items()}, headers=HTMX
    )


def save_value(client, report, indicator, **said):
    url = reverse("monitoring:value_save", args=[report.pk, indicator.pk])
    return client.post(url, {f"value-{indicator.pk}-{name}": value for name, value in said.items()}, headers=HTMX)


def part(response, key):
    """Text of the element with this id in the answer."""
    found = re.search(rf'id="{key}"[^>]*>(.*?)</', response.content.decode(), re.DOTALL)
    return re.sub(r"<[^>]+>", "", found.group(1)).strip()


def test_row_is_stored_and_the_time_is_said_in_the_towns_zone(report, world, client):
    response = save_entry(client, report, world, status="in_progress", result="Обучаются шестеро")
    entry = ActivityEntry.objects.get()
    assert (entry.status, entry.result) == ("in_progress", "Обучаются шестеро")
    assert (response.status_code, part(response, "save-state")) == (200, "Сохранено в\u00a012:00")


def test_row_is_stored_even_with_gaps_and_they_are_not_shouted(report, world, client):
    response = save_entry(client, report, world, status="done")
    assert (response.status_code, part(response, f"id_entry-{world.occurrence.pk}-done_on-error")) == (200, "")


def test_row_shows_its_gaps_once_the_report_was_checked(report, world, client):
    response = save_entry(client, report, world, "?problems=1", status="done")
    assert part(response, f"id_entry-{world.occurrence.pk}-done_on-error") == "Укажите дату исполнения."


def test_row_with_a_number_answers_with_the_share(report, indicator, client):
    response = save_value(client, report, indicator, numerator="5", denominator="11")
    assert part(response, f"value-{indicator.pk}-figure") == "45,5\u00a0%"


def test_row_not_applicable_answers_so(report, indicator, client):
    response = save_value(client, report, indicator, not_applicable="on", comment="Нет старших классов")
    assert part(response, f"value-{indicator.pk}-figure") == "н/п"
    assert IndicatorValue.objects.get().state == "not_applicable"


def test_row_with_a_wrong_number_is_not_stored_and_says_where(report, indicator, client):
    response = save_value(client, report, indicator, numerator="12х", denominator="11")
    value = IndicatorValue.objects.get()
    assert (response.status_code, value.numerator, value.denominator) == (422, None, 11)
    assert part(response, f"value-{indicator.pk}-figure") == "—"
    assert part(response, f"id_value-{indicator.pk}-numerator-error") == "Впишите число, например 12 или 12,5."
    assert part(response, "save-state") == "Не сохранено: исправьте отмеченное поле. Текст остался на странице."


def test_row_of_a_locked_report_is_refused(submitted, indicator, client):
    response = save_value(client, submitted, indicator, numerator="9", denominator="11")
    assert (response.status_code, IndicatorValue.objects.get().numerator) == (409, 5)
    assert part(response, "save-state") == "Отчёт уже на проверке: менять его нельзя. Правка не сохранена."


def test_row_changes_the_gaps_in_the_list_of_parts(report, world, client):
    said = {"status": "not_done", "reason": "Нет учителя"}
    text = save_entry(client, report, world, **said).content.decode()
    assert re.findall(r'class="(state state-ok|part-gaps)">([^<]+)<', text) == [
        ("state state-ok", "готово"),
        ("part-gaps", "1\u00a0не заполнено"),
    ]


def test_row_the_report_does_not_ask_for_is_not_found(report, client):
    foreign = f.OccurrenceFactory()
    url = reverse("monitoring:entry_save", args=[report.pk, foreign.pk])
    assert client.post(url, {f"entry-{foreign.pk}-status": "done"}).status_code == 404
    assert client.post(reverse("monitoring:value_save", args=[report.pk, f.IndicatorFactory().pk])).status_code == 404


def test_texts_are_stored(report, client):
    url = reverse("monitoring:texts_save", args=[report.pk])
    client.post(url, {"texts-difficulties": "Нет учителя", "texts-next_steps": "Курсы"}, headers=HTMX)
    report.refresh_from_db()
    assert (report.difficulties, report.next_steps) == ("Нет учителя", "Курсы")


def test_text_of_another_tab_is_not_wiped_out(report, client):
    url = reverse("monitoring:texts_save", args=[report.pk])
    client.post(url, {"texts-difficulties": "Нет учителя"}, headers=HTMX)
    client.post(url, {"texts-next_steps": "Курсы"}, headers=HTMX)
    report.refresh_from_db()
    assert (report.difficulties, report.next_steps) == ("Нет учителя", "Курсы")


def test_text_longer_than_the_field_is_refused_and_nothing_is_cut(report, client):
    url = reverse("monitoring:texts_save", args=[report.pk])
    response = client.post(url, {"texts-difficulties": "я" * 4001}, headers=HTMX)
    report.refresh_from_db()
    assert (response.status_code, report.difficulties) == (422, "")


def test_signed_out_row_is_sent_to_the_login_page(report, world, client):
    client.logout()
    response = save_entry(client, report, world, status="done")
    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("accounts:login"))


def test_page_says_when_it_was_saved_on_another_day(report, world, sign_in, time_machine):
    reports.save(report=report, by=world.director, texts={"next_steps": "Курсы"})
    time_machine.move_to("2026-10-03 09:00+03:00")
    response = sign_in(world.director).get(reverse("monitoring:report_detail", args=[report.pk]))
    assert part(response, "save-state") == "Сохранено 1\u00a0октября в\u00a012:00"


def test_share_above_the_whole_is_kept_but_said_to_be_wrong_at_once(report, indicator, client):
    response = save_value(client, report, indicator, numerator="6", denominator="5")
    said = part(response, f"id_value-{indicator.pk}-numerator-error")
    assert said == "«педагогов, прошедших обучение» больше, чем «педагогов всего»: такого не бывает."
    assert part(response, f"value-{indicator.pk}-figure") == "—"
    assert part(response, "save-state") == "Сохранено, но с этим отчёт не отправить: исправьте отмеченное поле."


def test_first_save_changes_the_state_beside_the_title(report, world, client):
    response = save_entry(client, report, world, status="in_progress")
    assert part(response, "title-state") == "заполняется"


def test_too_long_text_is_said_by_how_much_and_the_rest_of_the_row_is_stored(report, world, client):
    response = save_entry(client, report, world, status="in_progress", result="я" * 4312)
    said = part(response, f"id_entry-{world.occurrence.pk}-result-error")
    assert said == "Текст длиннее 4\u202f000\u00a0знаков на 312. Сократите его — пока не сохранено."
    entry = ActivityEntry.objects.get()
    assert (response.status_code, entry.status, entry.result) == (422, "in_progress", "")
