"""Questions «Кого это касается?» follow the cells, the people and the answers."""

from __future__ import annotations

import pytest

from accounts.models import AuditEvent
from roadmaps import services
from roadmaps.models import ActivityParty, Organisation, PartyAlias, Roadmap
from roadmaps.services.errors import RefusedError
from roadmaps.services.organisations import create_organisation, delete_organisation, update_organisation
from roadmaps.services.parties import Answer, forget_party, index_municipality, remember_party
from roadmaps.tasks import index_parties
from tests import factories as f
from tests.roadmaps.conftest import texts

CELL = "Совет ветеранов, Общественный совет"


@pytest.fixture
def activity(draft):
    return draft.one


def save(world, activity, text):
    fields = texts(activity, responsible_text=text)
    return services.update_activity(activity, by=world.methodist, version=activity.version, fields=fields, schools=[])


def states(activity):
    return [(party.text, party.state) for party in activity.parties.order_by("position")]


def remember(world, key, answer):
    return remember_party(by=world.methodist, municipality=world.municipality, key=key, text=key, answer=answer)


def test_saving_a_cell_asks_about_its_parties(world, activity):
    save(world, activity, CELL)
    assert states(activity) == [("Совет ветеранов", "unresolved"), ("Общественный совет", "unresolved")]


def test_saving_another_cell_replaces_the_questions(world, activity):
    saved = save(world, activity, CELL)
    save(world, saved, "руководители ОО")
    assert states(activity) == [("руководители ОО", "resolved")]


def test_added_activity_is_asked_about(world, draft):
    fields = texts(draft.one, responsible_text="Общественный совет")
    added = services.add_activity(draft.first, by=world.methodist, fields=fields)
    assert states(added) == [("Общественный совет", "unresolved")]


def test_answer_goes_for_every_activity_that_says_the_same(world, draft):
    for activity in (draft.one, draft.two):
        save(world, activity, CELL)
    alias = remember(world, "общественный совет", Answer("person", user=world.head))
    for activity in (draft.one, draft.two):
        assert states(activity) == [("Совет ветеранов", "unresolved"), ("Общественный совет", "resolved")]
    forget_party(alias, by=world.methodist)
    assert ActivityParty.objects.open().count() == 4


def test_answer_and_its_undoing_leave_events(world):
    alias = remember(world, "совет", Answer("listed", schools=[world.school]))
    remember(world, "совет", Answer("nobody"))
    forget_party(alias, by=world.coordinator)
    events = AuditEvent.objects.filter(object_type="roadmaps.partyalias").order_by("pk")
    school = {"who": world.school.short_name, "schools": [world.school.pk]}
    assert [(one.actor, one.before, one.after) for one in events] == [
        (world.methodist, {}, school),
        (world.methodist, school, {"who": "никому не напоминать"}),
        (world.coordinator, {"who": "никому не напоминать"}, {}),
    ]


def test_second_answer_corrects_the_first(world):
    remember(world, "совет", Answer("person", user=world.head))
    alias = remember(world, "совет", Answer("all"))
    assert (PartyAlias.objects.count(), alias.target, alias.user) == (1, "all", None)


def test_answer_with_something_of_another_town_is_refused(world, stranger):
    organisation = f.OrganisationFactory(municipality=stranger.municipality)
    for answer in (
        Answer("person", user=stranger.head),
        Answer("organisation", organisation=organisation),
        Answer("listed", schools=[stranger.school]),
        Answer("listed"),
    ):
        with pytest.raises(RefusedError):
            remember(world, "совет", answer)


def test_answer_of_another_town_leaves_the_question(world, stranger, activity):
    save(world, activity, "Общественный совет")
    remember(stranger, "общественный совет", Answer("nobody"))
    assert states(activity) == [("Общественный совет", "unresolved")]


def test_person_who_joins_answers_the_question_by_and_by(world, activity):
    save(world, activity, "Громова А.И.")
    f.UserFactory(municipality=world.municipality, last_name="Громова", first_name="Алла", patronymic="Ильинична")
    index_parties()
    assert states(activity) == [("Громова А.И.", "resolved")]


def test_indexing_twice_writes_nothing(world, activity, django_assert_num_queries):
    save(world, activity, CELL)
    index_municipality(world.municipality)
    with django_assert_num_queries(12) as queries:
        index_municipality(world.municipality)
    assert [one["sql"] for one in queries if not one["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []


def test_closed_roadmaps_and_deleted_activities_ask_nothing(world, activity):
    save(world, activity, CELL)
    assert ActivityParty.objects.living().open().count() == 2
    services.delete_activity(activity, by=world.methodist)
    assert ActivityParty.objects.living().open().count() == 0
    services.restore_activity(activity, by=world.methodist)
    Roadmap.objects.filter(pk=activity.section.roadmap_id).update(
        state="closed", approved_at="2026-01-01T00:00Z", approved_by=world.methodist
    )
    assert ActivityParty.objects.living().open().count() == 0


def test_organisation_answers_for_its_name_and_abbreviations(world, activity):
    save(world, activity, "МКУ «Методический дом», ГМД")
    organisation = create_organisation(
        world.municipality, by=world.methodist, name="Методический дом", members=[world.head], abbreviations=["ГМД"]
    )
    assert {state for _, state in states(activity)} == {"resolved"}
    delete_organisation(organisation, by=world.methodist)
    assert {state for _, state in states(activity)} == {"unresolved"}


def test_abbreviations_of_an_organisation_are_those_last_written(world):
    organisation = create_organisation(
        world.municipality, by=world.methodist, name="Методический дом", members=[], abbreviations=["ГМД", "МД"]
    )
    update_organisation(
        organisation, by=world.methodist, name="Дом методиста", members=[world.head], abbreviations=["ГМД", "ДМ", " "]
    )
    event = AuditEvent.objects.latest("pk")
    assert event.before == {"name": "Методический дом", "people": [], "abbreviations": ["ГМД", "МД"]}
    assert event.after == {"name": "Дом методиста", "people": [world.head.short_name], "abbreviations": ["ГМД", "ДМ"]}


def test_abbreviation_that_means_somebody_else_is_refused(world):
    remember(world, "гмд", Answer("nobody"))
    with pytest.raises(RefusedError, match="«гмд» уже значит другое"):
        create_organisation(
            world.municipality, by=world.methodist, name="Методический дом", members=[], abbreviations=["ГМД"]
        )


def test_people_of_another_town_join_no_organisation(world, stranger):
    organisation = create_organisation(
        world.municipality, by=world.methodist, name="Методический дом", members=[stranger.head, world.head]
    )
    assert list(Organisation.objects.get(pk=organisation.pk).members.all()) == [world.head]
