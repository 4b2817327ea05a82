from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from monitoring.services import reports
from roadmaps import services
from roadmaps.models import Activity
from schools.models import SchoolStaff
from tests import factories as f
from tests.monitoring.conftest import DONE

HOME = reverse("home")


def lead(client):
    one = client.get(HOME).context["leads"][0]
    return one.text, one.action


def give_back(report, world):
    seen = reports.latest_submission_id(report)
    reports.return_to_school(report=report, by=world.methodist, comment="Нет протокола", submission_id=seen)


def test_director_starts_with_one_sentence_and_one_button(report, world, sign_in):
    sentence = "Отчёт за III квартал 2026. Срок — 5\u00a0октября, понедельник, осталось 4\u00a0дня. Заполнено 0 из 2."
    assert lead(sign_in(world.director)) == (sentence, "Начать заполнять")


def test_director_goes_on_with_what_is_begun(report, world, sign_in):
    reports.save(report=report, by=world.director, entries={world.occurrence.pk: DONE})
    text, action = lead(sign_in(world.director))
    assert (text.split(". ")[-1], action) == ("Заполнено 1 из 2.", "Продолжить")


def test_director_with_everything_filled_is_asked_to_check(filled, world, sign_in):
    one = sign_in(world.director).get(HOME).context["leads"][0]
    assert (one.action, one.url) == ("Проверить и отправить", reverse("monitoring:report_check", args=[filled.pk]))


def test_director_who_is_late_reads_so(report, world, sign_in, time_machine):
    time_machine.move_to("2026-10-07 12:00+03:00")
    sentence = (
        "Отчёт за III квартал 2026 не сдан: срок прошёл 2\u00a0дня назад, 5\u00a0октября. "
        "Приём закроют 15\u00a0октября. Заполнено 0 из 2."
    )
    assert lead(sign_in(world.director)) == (sentence, "Начать заполнять")


def test_director_who_missed_the_closing_reads_so(report, world, sign_in, time_machine):
    time_machine.move_to("2026-10-16 12:00+03:00")
    sentence = "Отчёт за III квартал 2026 не сдан: приём закрыт 15\u00a0октября. Обратитесь к методисту."
    assert lead(sign_in(world.director)) == (sentence, "Открыть отчёт")


def test_director_of_a_returned_report_reads_the_reason(submitted, world, sign_in):
    give_back(submitted, world)
    one = sign_in(world.director).get(HOME).context["leads"][0]
    sentence = "Отчёт за III квартал 2026 вернули. Исправьте его и отправьте снова до 15\u00a0октября, четверг."
    assert (one.text, one.quote, one.action) == (sentence, "Нет протокола", "Исправить")


def test_director_of_a_submitted_report_has_nothing_to_do(submitted, world, sign_in):
    sentence = (
        "Отчёт за III квартал 2026 отправлен 1\u00a0октября в 12:00. Методист его проверяет, от вас ничего не нужно."
    )
    assert lead(sign_in(world.director)) == (sentence, "Посмотреть отчёт")


def test_director_of_a_report_handed_in_late_reads_so(filled, world, sign_in, time_machine):
    time_machine.move_to("2026-10-07 12:00+03:00")
    reports.submit(report=filled, by=world.director)
    text, _ = lead(sign_in(world.director))
    start = "Отчёт за III квартал 2026 отправлен 7\u00a0октября в 12:00, с опозданием на 2\u00a0дня."
    assert text.startswith(start) is True


def test_director_of_an_accepted_report_reads_so(submitted, world, sign_in):
    reports.accept(report=submitted, by=world.methodist, submission_id=reports.latest_submission_id(submitted))
    sentence = "Отчёт за III квартал 2026 принят 1\u00a0октября. Делать ничего не нужно."
    assert lead(sign_in(world.director)) == (sentence, "Посмотреть отчёт")


def test_director_without_a_report_reads_when_the_next_opens(world, period, sign_in, time_machine):
    time_machine.move_to("2026-09-10 12:00+03:00")
    sentence = "Сейчас отчётов нет. Отчёт за III квартал 2026 откроется 20\u00a0сентября, воскресенье."
    assert lead(sign_in(world.director)) == (sentence, "")


def test_director_without_any_period_reads_so(world, sign_in):
    text, action = lead(sign_in(world.director))
    assert (text.split(". ")[0], action) == ("Сейчас отчётов нет", "")


def test_director_is_not_led_to_the_report_of_a_school_only_supported(report, world, sign_in):
    f.SchoolStaffFactory(school=world.school, user=world.other_director, duty=SchoolStaff.Duty.CURATOR)
    assert lead(sign_in(world.other_director))[1] == ""


def test_director_of_two_schools_gets_a_sentence_for_each(report, world, period, sign_in):
    f.SchoolReportFactory(period=period, school=world.other_school)
    f.SchoolStaffFactory(school=world.other_school, user=world.director)
    texts = [one.text for one in sign_in(world.director).get(HOME).context["leads"]]
    assert [text.split(".")[0] for text in texts] == [
        f"{world.school}: отчёт за III квартал 2026",
        f"{world.other_school}: отчёт за III квартал 2026",
    ]


def coming(client):
    [(_, agenda)] = client.get(HOME).context["schools"]
    return [(line.occurrence.label, line.standing.word) for line in agenda.lines]


def plan(world, label, due_on, audience=Activity.Audience.ALL_SCHOOLS):
    activity = f.ActivityFactory(section__roadmap=world.roadmap, audience=audience)
    return f.OccurrenceFactory(activity=activity, starts_on=None, due_on=due_on, label=label)


def test_director_sees_the_same_as_on_the_terms(report, world, sign_in):
    plan(world, "через месяц", date(2026, 10, 31))
    plan(world, "сегодня", date(2026, 10, 1))
    plan(world, "позже", date(2026, 11, 1))
    plan(world, "не школе", date(2026, 10, 2), Activity.Audience.MUNICIPAL)
    client = sign_in(world.director)
    expected = [("сентябрь 2026", "просрочено"), ("сегодня", "в работе"), ("через месяц", "не наступило")]
    assert coming(client) == expected
    groups = client.get(reverse("roadmaps:term_list")).context["groups"]
    assert [(line.occurrence.label, line.standing.word) for _, lines in groups for line in lines] == expected


def test_director_sees_what_is_put_off_and_what_is_under_review(submitted, world, sign_in):
    late = plan(world, "сентябрь", date(2026, 9, 20))
    days = {"new_on": date(2026, 10, 14), "reason": "Карантин", "today": date(2026, 9, 1)}
    services.postpone(late, by=world.director, school=world.school, **days)
    assert coming(sign_in(world.director)) == [("сентябрь", "не наступило"), ("сентябрь 2026", "в отчёте, на проверке")]


def test_director_does_not_see_what_is_done(report, world, sign_in):
    f.CompletionFactory(occurrence=world.occurrence, school=world.school)
    client = sign_in(world.director)
    assert coming(client) == []
    assert client.get(HOME).content.decode().count("в ближайшие 30 дней от вас ничего не ждут") == 1


def test_director_sees_the_first_terms_and_how_many_there_are(report, world, sign_in):
    for number in range(9):
        plan(world, f"срок {number}", date(2026, 10, 5))
    page = sign_in(world.director).get(HOME).content.decode()
    assert (page.count("срок 6"), page.count("срок 7"), page.count("всего сроков: 10")) == (1, 0, 1)


def test_report_handed_in_again_has_the_same_days_everywhere(submitted, world, sign_in, time_machine):
    give_back(submitted, world)
    time_machine.move_to("2026-10-07 15:30+03:00")
    reports.submit(report=submitted, by=world.director)
    text, _ = lead(sign_in(world.director))
    note = sign_in(world.director).get(HOME).context["last"][0]["fate"].note
    assert (
        text.startswith(
            "Отчёт за III квартал 2026 отправлен 1\u00a0октября, после доработки — 7\u00a0октября в 15:30. Методист"
        )
        is True
    )
    assert note == "сдан 1\u00a0октября, после доработки — 7\u00a0октября"


def test_curator_sees_the_assigned_schools(report, world, sign_in):
    context = sign_in(world.curator).get(HOME).context
    assert [(school, row["report"]) for school, row in context["schools"]] == [(world.school, report)]
    assert (context["handed_in"], context["asked"]) == (0, 1)


def test_curator_without_schools_reads_what_will_be_here(world, sign_in):
    SchoolStaff.objects.filter(user=world.curator).delete()
    response = sign_in(world.curator).get(HOME)
    assert (response.status_code, response.context["schools"]) == (200, [])


def queues(client):
    return {kind: queue.count for kind, queue in client.get(HOME).context["queues"].items()}


@pytest.mark.parametrize("person", ["methodist", "coordinator"])
def test_office_sees_what_waits_by_kind(submitted, world, period, sign_in, person, time_machine):
    f.SchoolReportFactory(period=period, school=world.other_school)
    f.RoadmapFactory(programme=world.programme)
    f.ActivityFactory(section__roadmap=world.roadmap, needs_date=True, is_deadline_unclear=True)
    time_machine.move_to("2026-10-07 12:00+03:00")
    expected = {"review": 1, "late": 1, "drafts": 1, "undated": 1}
    assert queues(sign_in(getattr(world, person))) == expected


def test_office_of_another_town_has_nothing_to_do(submitted, stranger, sign_in):
    assert queues(sign_in(stranger.methodist)) == {"review": 0, "late": 0, "drafts": 0, "undated": 0}


def test_office_reviews_the_oldest_first(world, period, sign_in, october):
    for day in (3, 1, 2):
        said = {"state": "submitted", "submitted_by": world.director}
        school = f.SchoolFactory(municipality=world.municipality)
        f.SchoolReportFactory(period=period, school=school, submitted_at=datetime(2026, 9, day, tzinfo=UTC), **said)
    review = sign_in(world.methodist).get(HOME).context["queues"]["review"]
    assert [report.submitted_at.day for report in review.oldest] == [1, 2, 3]


def test_office_reads_how_the_period_stands(submitted, world, period, sign_in):
    f.SchoolReportFactory(period=period, school=world.other_school)
    sentence = (
        "Отчёты за III квартал 2026 сдала 1 из 2\u00a0школ. Срок — 5\u00a0октября, понедельник, осталось 4\u00a0дня."
    )
    assert sign_in(world.methodist).get(HOME).context["sentence"] == sentence


def test_office_before_the_first_period(world, sign_in):
    response = sign_in(world.methodist).get(HOME)
    assert (response.status_code, response.context["sentence"]) == (200, "")


@pytest.mark.parametrize(("person", "queries"), [("curator", 18), ("methodist", 19)])
@pytest.mark.parametrize("number", [1, 30])
def test_homes_take_the_same_queries(
    world, period, indicator, sign_in, october, django_assert_num_queries, person, queries, number
):
    for _ in range(number):
        school = f.SchoolFactory(municipality=world.municipality)
        f.SchoolStaffFactory(school=school, user=world.curator, duty=SchoolStaff.Duty.CURATOR)
        report = f.SchoolReportFactory(period=period, school=school)
        fill_rows(report, world, indicator)
    client = sign_in(getattr(world, person))
    with django_assert_num_queries(queries):
        client.get(HOME)


@pytest.mark.parametrize("number", [1, 30])
def test_home_of_a_director_takes_the_same_queries(report, world, sign_in, django_assert_num_queries, number):
    for _ in range(number):
        f.PostponementFactory(occurrence=plan(world, "сентябрь", date(2026, 9, 20)), school=world.school)
        f.ReportedTermFactory(occurrence=plan(world, "август", date(2026, 8, 20)), school=world.school)
    client = sign_in(world.director)
    with django_assert_num_queries(35):
        client.get(HOME)


def fill_rows(report, world, indicator):
    f.EvidenceFactory(entry=f.ActivityEntryFactory(report=report, occurrence=world.occurrence))
    f.IndicatorValueFactory(report=report, indicator=indicator)
