from roadmaps.models import Activity, ActivityParty
from roadmaps.remarks import Remark, remarks
from roadmaps.services import refresh_occurrences
from roadmaps.services.meaning import meaning_fields
from tests import factories as f


def change(activity, **fields):
    phrase = fields.get("deadline_text", activity.deadline_text)
    fields |= meaning_fields(phrase, activity.section.roadmap.programme.period)
    Activity.objects.filter(pk=activity.pk).update(**fields)
    activity.refresh_from_db()
    refresh_occurrences(activity)


def make_sound(draft):
    draft.second.delete()
    for activity in (draft.one, draft.two, draft.three):
        change(activity)


def said(draft):
    return [
        (remark.text, remark.activities[0] if remark.activities else None)
        for remark in remarks(draft.roadmap)
        if not remark.is_blocking
    ]


def test_sound_roadmap_has_no_remarks(draft):
    make_sound(draft)
    assert said(draft) == []


def test_rival_in_force_blocks(draft, world):
    blocking = [remark.text for remark in remarks(draft.roadmap) if remark.is_blocking]
    assert blocking == [
        f"У программы уже утверждена карта «{world.roadmap.title}». Сначала завершите её или верните в черновик."
    ]


def test_empty_roadmap_blocks(draft):
    Activity.objects.filter(section=draft.first).delete()
    assert remarks(draft.roadmap)[0].text == "В карте нет ни одного мероприятия."


def test_missing_deadline_and_responsible(draft):
    make_sound(draft)
    change(draft.one, deadline_text="", responsible_text="")
    assert said(draft) == [("Не указан срок.", draft.one), ("Не указаны ответственные.", draft.one)]


def test_responsible_nobody_knows(draft):
    make_sound(draft)
    f.ActivityPartyFactory(activity=draft.two, text="Общественный совет")
    f.ActivityPartyFactory(activity=draft.three, state="resolved")
    assert said(draft) == [("Неясно, кого касается «Общественный совет».", draft.two)]


def test_responsible_nobody_knows_is_asked_about_once(draft):
    make_sound(draft)
    for activity in (draft.three, draft.one):
        f.ActivityPartyFactory(activity=activity, text="Общественный совет", key="общественный совет")
    question = ActivityParty.objects.get(activity=draft.one, key="общественный совет")
    found = remarks(draft.roadmap)
    assert [(remark.text, remark.activities, remark.party) for remark in found if remark.party] == [
        ("Неясно, кого касается «Общественный совет».", [draft.one, draft.three], question.pk)
    ]


def test_remark_names_three_activities_and_counts_the_rest(draft):
    remark = Remark("", activities=[draft.one, draft.two, draft.three, draft.one, draft.two])
    assert remark.examples == [draft.one, draft.two, draft.three]
    assert remark.more == "и ещё 2\N{NO-BREAK SPACE}мероприятия"


def test_schedule_with_months_is_reminded_of(draft):
    make_sound(draft)
    change(draft.one, deadline_text="по графику института, апрель 2026")
    text = "Срок «по графику института, апрель 2026» без точного дня: портал напомнит к концу названного времени."
    assert said(draft) == [(text, draft.one)]


def test_deadline_without_a_date(draft):
    make_sound(draft)
    change(draft.one, deadline_text="по графику института")
    assert said(draft) == [
        ("Срок «по графику института» не даёт даты в годах программы: напоминаний по нему не будет.", draft.one)
    ]


def test_deadline_that_is_not_required_is_no_remark(draft):
    make_sound(draft)
    change(draft.one, deadline_text="-")
    assert said(draft) == []


def test_duplicate_numbers_of_a_section(draft):
    make_sound(draft)
    change(draft.two, number="1.1")
    text = "Номер 1.1 в разделе стоит не один раз."
    assert said(draft) == [(text, draft.one), (text, draft.two)]


def test_same_number_in_another_section_is_no_remark(draft):
    make_sound(draft)
    other = f.ActivityFactory(section__roadmap=draft.roadmap, number="1.1.")
    change(other)
    assert said(draft) == []


def test_listed_schools_not_marked(draft):
    make_sound(draft)
    change(draft.one, audience=Activity.Audience.LISTED)
    assert said(draft) == [("Исполняют отдельные школы, но ни одна не отмечена.", draft.one)]


def test_programme_without_schools_and_empty_section(draft, world):
    world.programme.schools.clear()
    for activity in (draft.one, draft.two, draft.three):
        change(activity)
    assert [remark.text for remark in remarks(draft.roadmap) if not remark.is_blocking] == [
        "У программы не отмечено ни одной школы: директора не увидят карту и не получат отчётов.",
        "В разделе нет мероприятий.",
    ]


def test_remarks_make_a_constant_number_of_queries(draft, django_assert_num_queries):
    f.ActivityFactory.create_batch(20, section=draft.first)
    with django_assert_num_queries(5):
        remarks(draft.roadmap)
