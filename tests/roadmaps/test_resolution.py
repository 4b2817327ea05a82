"""Whom words of a cell mean in the municipality of the test world. Its people get names of their own here."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.models import ActivityParty, PartyAlias
from roadmaps.resolution import Directory, Person, guesses, load_directory, parties_of, party_key, understand
from roadmaps.responsibles import PersonName
from schools.models import IdentificationRun, MethodologyVersion, SchoolList, SchoolListEntry, Verdict
from tests import factories as f

State = ActivityParty.State
WORDS = [
    "Ветрова",
    "О.П.",
    "методисты",
    "школы",
    "№",
    "5,",
    "ЦРО",
    "«Центр",
    "(ОО)",
    "ШНОР",
    "начальник",
    "управления",
    "образования",
    "и",
    "специалисты",
]


EMPTY = Directory(
    organ="Управление образования",
    people={7: Person(7, "methodist", PersonName("Ветрова", "Ольга"), "Ветрова О.", ("методист", "Методист"))},
    names={"Центр развития образования": 3, "«»": 4},
    organisations={3: "Центр развития образования", 4: "«»"},
    members={3: (7,), 4: ()},
    remembered={},
    directors={},
    schools={},
    school_names={},
    school_numbers=defaultdict(tuple),
    programmes={},
    low_results=None,
    adverse=None,
)


@pytest.fixture
def people(world):
    """One of each role of the office, by name."""
    approver = world.roadmap.approved_by
    approver.is_active = False
    approver.save()
    rename(world.methodist, "Ветрова", "Ольга", "Павловна", "методист центра")
    rename(world.coordinator, "Лесной", "Пётр", "Ильич", "начальник отдела мониторинга")
    rename(world.head, "Озёрная", "Вера", "Львовна", "начальник управления образования")
    world.municipality.organisation = "Управление образования администрации города Лесного"
    world.municipality.save()
    return world


def rename(user, last, first, patronymic, position):
    user.last_name, user.first_name, user.patronymic, user.position = last, first, patronymic, position
    user.save()


def meant(world, text):
    """(state, people told of a municipal activity) of the only party of the cell."""
    (party,) = parties_of(text)
    directory = load_directory(world.municipality)
    one = understand(party, directory)
    return one.state, set(one.reminded(world.programme.pk, directory))


def centre(world, *members, name="МБУ «Центр развития образования»"):
    organisation = f.OrganisationFactory(municipality=world.municipality, name=name)
    organisation.members.set(members)
    return organisation


def remember(world, text, target, **fields):
    (party,) = parties_of(text)
    return f.PartyAliasFactory(
        municipality=world.municipality,
        text=text,
        key=party_key(party),
        target=target,
        **{"organisation": None} | fields,
    )


@pytest.mark.parametrize("text", ["Ветрова О.П.", "О. П. Ветрова", "Ветровой Ольге Павловне", "Ольга Павловна Ветрова"])
def test_name_in_any_case_and_order_is_the_person(people, text):
    assert meant(people, text) == (State.RESOLVED, {people.methodist.pk})


def test_homonyms_are_asked_about(people):
    other = f.UserFactory(municipality=people.municipality, last_name="Ветрова", first_name="Олеся", patronymic="")
    assert meant(people, "Ветрова О.") == (State.AMBIGUOUS, set())
    (party,) = parties_of("Ветрова О.")
    offered = guesses(party, load_directory(people.municipality))
    assert {guess.key for guess in offered} == {people.methodist.pk, other.pk}


def test_homonyms_are_told_apart_by_post(people):
    f.UserFactory(
        municipality=people.municipality, last_name="Ветрова", first_name="Ольга", position="бухгалтер", role="head"
    )
    assert meant(people, "Ветрова О., методист") == (State.RESOLVED, {people.methodist.pk})


def test_person_who_may_no_longer_sign_in_is_a_question(people):
    people.methodist.is_active = False
    people.methodist.save()
    assert meant(people, "Ветрова О.П.") == (State.UNRESOLVED, set())


def test_person_of_another_town_never_matches(people, stranger):
    rename(stranger.methodist, "Громова", "Анна", "Ивановна", "методист")
    assert meant(people, "Громова А.И.") == (State.UNRESOLVED, set())


def test_post_without_organisation_is_held_by_people_of_the_municipality(people):
    assert meant(people, "методисты") == (State.RESOLVED, {people.methodist.pk})
    assert meant(people, "муниципальный координатор") == (State.RESOLVED, {people.coordinator.pk})


def test_head_of_the_department_is_not_the_head_of_a_unit(people):
    assert meant(people, "начальник управления образования") == (State.RESOLVED, {people.head.pk})


def test_department_itself_is_its_methodists_and_coordinators(people):
    told = {people.methodist.pk, people.coordinator.pk}
    for text in ("Управление образования", "УО", "специалисты УО"):
        assert meant(people, text) == (State.RESOLVED, told)


def test_department_is_known_without_its_district(people):
    people.municipality.organisation = "Департамент образования Лесного городского округа"
    people.municipality.save()
    assert meant(people, "Департамент образования") == (State.RESOLVED, {people.methodist.pk, people.coordinator.pk})
    assert meant(people, "Департамент") == (State.UNRESOLVED, set())


def test_organisation_is_its_people(people):
    centre(people, people.methodist, people.head)
    for text in ("ЦРО", "Центр развития образования", "МБУ «Центр развития образования»"):
        assert meant(people, text) == (State.RESOLVED, {people.methodist.pk, people.head.pk})


def test_post_at_organisation_is_held_by_its_people_alone(people):
    centre(people, people.methodist, people.head)
    f.UserFactory(municipality=people.municipality, position="методист")
    assert meant(people, "методисты ЦРО") == (State.RESOLVED, {people.methodist.pk})


def test_abbreviation_is_an_organisation(people):
    remember(people, "ГИМЦ", "organisation", organisation=centre(people, people.methodist))
    assert meant(people, "ГИМЦ") == (State.RESOLVED, {people.methodist.pk})
    assert meant(people, "методисты ГИМЦ") == (State.RESOLVED, {people.methodist.pk})


def test_organisation_without_people_is_a_question(people):
    centre(people)
    assert meant(people, "ЦРО") == (State.UNRESOLVED, set())


def test_unknown_organisation_is_a_question(people):
    assert meant(people, "Областной институт развития образования") == (State.UNRESOLVED, set())


@pytest.mark.parametrize("text", ["ОО", "Руководители ОО", "директора школ", "общеобразовательные организации города"])
def test_schools_are_those_of_the_programme(people, text):
    assert meant(people, text) == (State.RESOLVED, {people.director.pk, people.other_director.pk})


def test_numbered_schools_are_theirs_alone(people):
    assert meant(people, f"Школа № {people.school.number}") == (State.RESOLVED, {people.director.pk})
    assert meant(people, "Школа № 9999") == (State.UNRESOLVED, set())


def test_low_results_are_those_of_the_last_verdicts(people):
    assert meant(people, "ШНОР") == (State.UNRESOLVED, set())
    verdict(people, people.school)
    assert meant(people, "ШНОР") == (State.RESOLVED, {people.director.pk})
    verdict(people, people.other_school)
    assert meant(people, "руководители ШНОР") == (State.RESOLVED, {people.other_director.pk})


def verdict(world, school, **flags):
    count = MethodologyVersion.objects.count()
    rules = MethodologyVersion.objects.create(
        municipality=world.municipality, title="Правило", version=count + 1, valid_from="2026-09-01", params={}
    )
    run = IdentificationRun.objects.create(
        municipality=world.municipality, methodology=rules, year=2026, inputs_hash="", engine_version="1"
    )
    low = Verdict.Status.LOW_RESULTS
    Verdict.objects.create(run=run, school=school, status=low, explanation={}, **flags)
    return run


def test_approved_list_goes_before_the_verdicts(people):
    run = verdict(people, people.school)
    approve(people, run, {people.school: (False, True), people.other_school: (True, False)})
    assert meant(people, "ШНОР") == (State.RESOLVED, {people.other_director.pk})
    assert meant(people, "ШНСУ") == (State.RESOLVED, {people.director.pk})
    both = "Руководители школ с низкими результатами и школ, функционирующих в неблагоприятных условиях"
    assert meant(people, both) == (State.RESOLVED, {people.director.pk, people.other_director.pk})


def test_school_that_only_stays_in_the_list_is_what_it_was_called_last(people):
    run = verdict(people, people.school)
    approve(people, run, {people.school: (True, False), people.other_school: (False, True)}, year=2024)
    approve(people, run, {people.school: (False, False), people.other_school: (True, False)}, year=2025)
    assert meant(people, "директора ШНОР") == (State.RESOLVED, {people.director.pk, people.other_director.pk})
    assert meant(people, "ШНСУ") == (State.RESOLVED, set())
    approve(people, run, {people.other_school: (True, False)}, year=2026)
    assert meant(people, "школы с низкими образовательными результатами") == (
        State.RESOLVED, {people.other_director.pk},
    )  # fmt: skip


def approve(world, run, flags, year=2026):
    approved = SchoolList.objects.create(
        municipality=world.municipality, year=year, run=run, approved_by=world.coordinator
    )
    for school, (low, adverse) in flags.items():
        SchoolListEntry.objects.create(
            school_list=approved, school=school, low_results=low, adverse=adverse, state="approved", wording="—"
        )


def test_adverse_schools_of_the_last_verdicts(people):
    verdict(people, people.school, adverse_context=True)
    assert meant(people, "ШНСУ") == (State.RESOLVED, {people.director.pk})


def test_adverse_schools_are_asked_about_until_somebody_names_them(people):
    verdict(people, people.school)
    assert meant(people, "ШНСУ") == (State.UNRESOLVED, set())
    remember(people, "ШНСУ", "listed").schools.set([people.school])
    assert meant(people, "шнсу") == (State.RESOLVED, {people.director.pk})


def test_curators_are_those_of_the_municipality(people):
    assert meant(people, "кураторы ШНОР") == (State.RESOLVED, {people.curator.pk})


@pytest.mark.parametrize("target", PartyAlias.Target.values)
def test_remembered_words_mean_what_was_said(people, target):
    verdict(people, people.school, adverse_context=True)
    fields = {
        "person": {"user": people.head},
        "organisation": {"organisation": centre(people, people.head)},
    }
    alias = remember(people, "Общественный совет", target, **fields.get(target, {}))
    alias.schools.set([people.other_school] if target == "listed" else [])
    told = {
        "person": {people.head.pk},
        "organisation": {people.head.pk},
        "office": {people.methodist.pk, people.coordinator.pk},
        "all": {people.director.pk, people.other_director.pk},
        "low": {people.director.pk},
        "adverse": {people.director.pk},
        "listed": {people.other_director.pk},
        "nobody": set(),
    }
    assert meant(people, "общественный  совет") == (State.RESOLVED, told[target])


def test_words_remembered_in_another_town_say_nothing_here(people, stranger):
    remember(stranger, "Общественный совет", "nobody")
    assert meant(people, "Общественный совет") == (State.UNRESOLVED, set())


def test_organisation_written_with_a_slip_is_guessed(people):
    organisation = centre(people, people.methodist, name="Центр развития образования")
    (party,) = parties_of("Центр развитие педагогов")
    assert guesses(party, load_directory(people.municipality))[0].key == organisation.pk


def test_post_at_schools_may_mean_their_directors(people):
    (party,) = parties_of("заместители директора по УВР")
    assert [guess.target for guess in guesses(party, load_directory(people.municipality))] == ["office", "all"]


def test_person_written_with_a_slip_is_guessed(people):
    (party,) = parties_of("Вётрава О.П., методист")
    assert [guess.label for guess in guesses(party, load_directory(people.municipality))] == [
        "Ветрова\xa0О.\xa0П., методист центра"
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_any_text_is_understood_or_asked_about(text):
    for party in parties_of(text):
        one = understand(party, EMPTY)
        assert bool(one.people) or one.state != State.RESOLVED or one.is_of_schools
        assert len(guesses(party, EMPTY)) <= 4
        assert len(party_key(party)) <= 300


def test_directory_costs_the_same_queries_for_few_and_for_many(people, django_assert_num_queries):
    centre(people, people.methodist)
    remember(people, "ШНСУ", "listed").schools.set([people.school])
    verdict(people, people.school)
    for _ in range(2):
        with django_assert_num_queries(10):
            load_directory(people.municipality)
        for count in range(10):
            centre(people, f.UserFactory(municipality=people.municipality), name=f"Центр {count} {_}")
            f.SchoolStaffFactory(school__municipality=people.municipality)
