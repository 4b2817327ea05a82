"""The pages «Кого это касается?», «Запомненное» and «Организации», and the chips of a roadmap."""

from __future__ import annotations

import pytest
from django.urls import reverse

from roadmaps.models import Activity, ActivityParty, Organisation, PartyAlias
from roadmaps.services.parties import index_municipality
from tests import factories as f

HTMX = {"HTTP_HX_REQUEST": "true"}
QUEUE = reverse("roadmaps:party_queue")


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.methodist)


@pytest.fixture
def ask(world):
    """Two activities of the municipality that say the same; its question."""

    def saying(text="Общественный совет", rows=2):
        for _ in range(rows):
            f.ActivityFactory(section=world.activity.section, responsible_text=text)
        index_municipality(world.municipality)
        return ActivityParty.objects.open().earliest("pk")

    return saying


def url(name, thing):
    return reverse(f"roadmaps:{name}", args=[thing.pk])


def asked(response):
    return [(one.text, one.count) for one in response.context["questions"]]


def chips(client, activity):
    page = client.get(url("roadmap_detail", activity.section.roadmap))
    rows = [row for section in page.context["table"].sections for row in section.rows]
    return next(row.parties for row in rows if row.activity == activity)


def test_queue_asks_each_word_once_the_most_frequent_first(client, ask):
    ask("Совет ветеранов", rows=1)
    ask("Общественный совет", rows=5)
    response = client.get(QUEUE)
    assert asked(response) == [("Общественный совет", 5), ("Совет ветеранов", 1)]
    assert [len(one.examples) for one in response.context["questions"]] == [3, 1]
    assert response.context["questions"][0].more == "и ещё 2"


def test_queue_puts_the_question_of_a_remark_first(client, ask):
    question = ask("Совет ветеранов", rows=1)
    ask("Общественный совет", rows=5)
    response = client.get(QUEUE, {"about": question.pk})
    assert asked(response) == [("Совет ветеранов", 1), ("Общественный совет", 5)]
    assert response.context["querystring"] == f"about={question.pk}"


def test_navigation_counts_words_and_unclear_deadlines(world, client, ask):
    ask("Совет ветеранов, Общественный совет")
    f.ActivityFactory(section=world.activity.section, is_deadline_unclear=True)
    entry = next(one for one in client.get(QUEUE).context["navigation"] if one.is_current)
    assert (entry.label, entry.count) == ("Вопросы по картам", 3)


def test_queue_holds_no_word_of_another_town(client, stranger):
    f.ActivityPartyFactory(activity=stranger.activity)
    assert asked(client.get(QUEUE)) == []


def test_person_invited_a_moment_ago_is_not_asked_about(world, client, ask):
    ask("Громова А.И.")
    f.UserFactory(municipality=world.municipality, last_name="Громова", first_name="Алла", patronymic="Ильинична")
    assert asked(client.get(QUEUE)) == []


def test_button_answers_for_all_and_can_be_undone(world, client, ask):
    question = ask()
    response = client.post(url("party_answer", question), {"guess": f"person:{world.head.pk}"})
    alias = PartyAlias.objects.get()
    assert response.headers["Location"] == f"{QUEUE}?remembered={alias.pk}"
    page = client.get(response.headers["Location"])
    assert (asked(page), page.context["remembered_words"]) == ([], world.head.short_name)
    client.post(url("alias_forget", alias), {"undo": "1"})
    assert asked(client.get(QUEUE)) == [("Общественный совет", 2)]


def test_htmx_answer_takes_the_place_of_the_question(client, ask):
    question = ask()
    done = client.post(url("party_answer", question), {"guess": "nobody:0"}, **HTMX)
    assert [one.name for one in done.templates] == ["roadmaps/_party_done.html", "_nav_count.html"]
    again = client.post(url("alias_forget", PartyAlias.objects.get()), {"party": question.pk, "undo": "1"}, **HTMX)
    assert (again.templates[0].name, again.context["question"].count) == ("roadmaps/_party_question.html", 2)


def test_htmx_answer_brings_the_new_count_of_the_sidebar(client, ask):
    ask("Совет ветеранов", rows=1)
    question = ask("Общественный совет")
    done = client.post(url("party_answer", question), {"guess": "nobody:0"}, **HTMX)
    sent = {"party": question.pk, "undo": "1"}
    again = client.post(url("alias_forget", PartyAlias.objects.get()), sent, **HTMX)
    assert [answer.context["left"] for answer in (done, again)] == [1, 2]
    assert again.content.decode().count('id="count-roadmaps-deadline_questions"') == 1


@pytest.mark.parametrize("guess", ["king:0", "listed:0", "person:", "person:999999", "organisation:x", ""])
def test_guess_that_is_none_is_refused(client, ask, guess):
    assert client.post(url("party_answer", ask()), {"guess": guess}).status_code == 404
    assert PartyAlias.objects.count() == 0


def test_guess_of_another_town_is_refused(client, ask, stranger):
    organisation = f.OrganisationFactory(municipality=stranger.municipality)
    for guess in (f"person:{stranger.head.pk}", f"organisation:{organisation.pk}"):
        assert client.post(url("party_answer", ask()), {"guess": guess}).status_code == 404


def test_organisation_is_made_while_answering(world, client, ask):
    sent = {"target": "new", "name": "Общественный совет города", "members": [world.head.pk, world.methodist.pk]}
    client.post(url("party_answer", ask()), sent)
    organisation = Organisation.objects.get()
    assert set(organisation.members.all()) == {world.head, world.methodist}
    assert PartyAlias.objects.get().organisation == organisation


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"target": "person"}, "user"),
        ({"target": "organisation"}, "organisation"),
        ({"target": "listed"}, "schools"),
        ({"target": "new", "name": "Совет"}, "members"),
        ({"target": "new"}, "name"),
        ({"name": "Совет"}, "target"),
    ],
)
def test_answer_without_what_it_needs_says_so(client, ask, sent, field):
    response = client.post(url("party_answer", ask()), sent)
    assert (response.status_code, field in response.context["form"].errors) == (422, True)


def test_second_organisation_of_the_same_name_is_refused(world, client, ask):
    f.OrganisationFactory(municipality=world.municipality, name="Совет отцов")
    sent = {"target": "new", "name": "совет отцов", "members": [world.head.pk]}
    response = client.post(url("party_answer", ask()), sent)
    assert response.context["form"].errors == {"name": ["Такая уже есть: выберите её в списке."]}


def test_remembered_is_corrected_from_its_page(world, client, ask):
    client.post(url("party_answer", ask()), {"guess": "nobody:0"})
    alias = PartyAlias.objects.get()
    client.post(url("alias_edit", alias), {"target": "listed", "schools": [world.school.pk]})
    row = client.get(reverse("roadmaps:alias_list")).context["rows"][0]
    assert (row.alias.text, row.words, row.count, row.is_broken) == (alias.text, world.school.short_name, 2, False)


def test_remembered_person_who_has_left_is_marked(world, client, ask):
    client.post(url("party_answer", ask()), {"guess": f"person:{world.head.pk}"})
    world.head.is_active = False
    world.head.save()
    assert client.get(reverse("roadmaps:alias_list")).context["rows"][0].is_broken


def test_organisation_is_made_changed_and_deleted(world, client):
    sent = {"name": "Дом учителя", "abbreviations": "ДУ\n\nГДУ", "members": [world.head.pk]}
    client.post(reverse("roadmaps:organisation_create"), sent)
    organisation = Organisation.objects.get()
    assert sorted(alias.text for alias in organisation.aliases.all()) == ["ГДУ", "ДУ"]
    client.post(url("organisation_edit", organisation), sent | {"name": "Дом педагога", "abbreviations": "ДП"})
    organisation.refresh_from_db()
    assert (organisation.name, organisation.aliases.get().text) == ("Дом педагога", "ДП")
    client.post(url("organisation_delete", organisation))
    assert (Organisation.objects.count(), PartyAlias.objects.count()) == (0, 0)


def test_organisation_of_a_taken_name_or_abbreviation_is_refused(world, client):
    f.OrganisationFactory(municipality=world.municipality, name="Дом учителя")
    f.PartyAliasFactory(municipality=world.municipality, text="ГДУ", key="гду")
    create = reverse("roadmaps:organisation_create")
    for sent, field in (
        ({"name": "дом учителя"}, "__all__"),
        ({"name": "Дом", "abbreviations": "ГДУ"}, "abbreviations"),
    ):
        response = client.post(create, sent)
        assert (response.status_code, field in response.context["form"].errors) == (422, True)


def test_chip_names_who_is_reminded(world, client):
    activity = f.ActivityFactory(section=world.activity.section, responsible_text="Управление образования, ОО")
    for audience, names in (("municipal", True), ("all", False)):
        Activity.objects.filter(pk=activity.pk).update(audience=audience)
        organ, schools = chips(client, activity).chips
        assert schools.names == f"{world.director.short_name}, {world.other_director.short_name}"
        assert (world.methodist.short_name in organ.names) is names


def test_open_chip_leads_to_its_question(world, client, ask):
    question = ask(rows=1)
    cell = chips(client, question.activity)
    assert [(chip.text, chip.is_open, chip.question) for chip in cell.chips] == [(question.text, True, question.pk)]
    assert cell.note == "Пока напоминаем методистам и координаторам."


def test_form_of_an_activity_tells_who_is_reminded(world, client, draft):
    draft.one.responsible_text = "руководители ОО, Общественный совет"
    draft.one.audience = "municipal"
    draft.one.save()
    cell = client.get(url("activity_edit", draft.one)).context["cell"]
    assert [(chip.text, chip.is_open) for chip in cell.chips] == [
        ("руководители ОО", False),
        ("Общественный совет", True),
    ]
    assert client.get(url("activity_add", draft.first)).context["cell"] is None


def test_schools_do_not_read_whom_the_municipality_reminds(world, sign_in, ask):
    question = ask(rows=1)
    cell = chips(sign_in(world.director), question.activity)
    assert [(chip.text, chip.names, chip.is_open) for chip in cell.chips] == [(question.text, "", False)]
