"""What a successor of a reorganised school inherits: all or nothing, and the explanation says which."""

from datetime import date

import pytest
from django.urls import reverse

from schools.identification import Inheritance, InheritanceKind, Methodology, pack, unpack
from schools.listing.card import results_table
from schools.listing.inheritance import inherited
from schools.listing.inputs import columns_of
from schools.listing.runs import run_identification
from schools.models import School
from tests import factories as f
from tests.factories.listing import MethodologyFactory

K = InheritanceKind


@pytest.fixture
def rules(world):
    return MethodologyFactory(municipality=world.municipality)


@pytest.fixture
def closed(world):
    """A closed school that was low in 2025; its pupils' school has results of 2026 only."""
    school = f.SchoolFactory(municipality=world.municipality, short_name="СОШ № 904", is_active=False)
    f.AssessmentResultFactory(school=school, year=2025, participants=30, failed=12)
    f.AssessmentResultFactory(school=world.school, year=2026, participants=30, failed=12)
    return school


def joined(predecessor, successor, share=100, year=2025):
    return f.SchoolSuccessionFactory(
        predecessor=predecessor, successor=successor, share=share, happened_on=date(year, 9, 1)
    )


def verdict(world, rules, school=None):
    run = run_identification(rules, 2026, by=world.methodist)
    return run.verdicts.get(school=school or world.school)


def reorganised(found):
    return [note["text"] for note in found.explanation["notes"] if note["code"] == "reorganised"]


def counts(found, year):
    return [
        (one["failed"], one["participants"])
        for one in found.explanation["evidence"]
        if one["year"] == year and one["participants"]
    ]


def test_school_that_took_all_pupils_has_their_results(world, rules, closed):
    joined(closed, world.school)
    found = verdict(world, rules)
    assert (found.status, counts(found, 2025)) == ("low_results", [(12, 30)])
    assert reorganised(found) == [
        "В 2025 году школа приняла всех учеников прежней школы (СОШ № 904): результаты той школы сложены с её собственными."
    ]


def test_results_of_merged_schools_are_pooled(world, rules, closed):
    f.AssessmentResultFactory(school=world.school, year=2025, participants=70, failed=7)
    joined(closed, world.school)
    assert counts(verdict(world, rules), 2025) == [(19, 100)]


def test_results_after_the_reorganisation_are_not_taken(world, rules, closed):
    joined(closed, world.school, year=2024)
    assert counts(verdict(world, rules), 2025) == []


def test_part_of_the_pupils_brings_no_results(world, rules, closed):
    heir = f.SchoolFactory(municipality=world.municipality)
    joined(closed, heir, share="37.50")
    joined(closed, world.school, share="62.50")
    found = verdict(world, rules, heir)
    assert (found.status, counts(found, 2025)) == ("insufficient", [])
    assert reorganised(found) == [
        "В 2025 году в школу перешла часть учеников прежней школы (СОШ № 904, 37,5 %): чьи результаты перешли с ними, "
        "неизвестно, поэтому прежние результаты не учтены."
    ]


def test_former_school_that_is_still_open_keeps_its_results(world, rules, closed):
    School.objects.filter(pk=closed.pk).update(is_active=True)
    joined(closed, world.school)
    found = verdict(world, rules)
    assert (counts(found, 2025), counts(verdict(world, rules, closed), 2025)) == ([], [(12, 30)])
    assert reorganised(found) == [
        "В 2025 году в школу перешли все ученики другой школы (СОШ № 904), но та числится действующей: её результаты остались при ней."
    ]


def test_school_whose_pupils_left_says_that_its_results_are_theirs_too(world, rules, closed):
    joined(world.school, world.other_school, share=40)
    assert reorganised(verdict(world, rules)) == [
        f"В 2025 году часть учеников (40 %) перешла в другую школу ({world.other_school}): прежние результаты — вместе с ними."
    ]


def test_chain_of_reorganisations_ends_at_the_open_school(world, closed):
    middle = f.SchoolFactory(municipality=world.municipality, is_active=False)
    joined(closed, middle, year=2023)
    joined(middle, world.school, year=2025)
    assert inherited(world.municipality).carried == {
        closed.pk: (world.school.pk, 2023), middle.pk: (world.school.pk, 2025),
    }  # fmt: skip


def test_circle_of_closed_schools_ends(world, rules, closed):
    middle = f.SchoolFactory(municipality=world.municipality, is_active=False)
    joined(closed, middle)
    joined(middle, closed)
    assert counts(verdict(world, rules), 2025) == []


def test_markers_of_the_former_school_come_with_its_results(world, rules, closed):
    f.ObjectivityMarkerFactory(school=closed, year=2025, marked=True)
    joined(closed, world.school)
    columns = columns_of(world.municipality, Methodology.from_params(rules.params), 2026)
    assert [len(own) for own in columns.markers.values()] == [1]


def test_packed_run_keeps_what_was_inherited(world, rules, closed):
    joined(closed, world.school)
    columns = columns_of(world.municipality, Methodology.from_params(rules.params), 2026)
    [own] = unpack(pack(columns)).inherited.values()
    assert own == [Inheritance(K.WHOLE, "СОШ № 904", 2025, "100")]


def test_card_shows_the_results_with_those_of_the_former_school(world, closed):
    joined(closed, world.school)
    table = results_table(world.school)
    assert ([cell.text[:8] for cell in table.rows[0].cells], table.former) == (["12 из\u00a030"] * 2, [closed])


def test_page_of_reorganisations_says_what_is_inherited(world, sign_in):
    page = sign_in(world.methodist).get(reverse("schools:school_codes", args=[world.school.pk])).content.decode()
    assert page.count("По настраиваемой методике муниципалитета") == 1
