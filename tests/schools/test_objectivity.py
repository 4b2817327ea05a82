"""What the card tells of how far results can be relied on."""

from django.urls import reverse

from schools.listing.objectivity import objectivity_of
from schools.models import School
from tests import factories as f

WORK = {"kind": "ВПР", "subject": "математика", "grade": 5, "year": 2026, "level": "", "wave": ""}


def test_marker_register_and_scores_of_a_work_stand_in_one_row(world):
    f.ObjectivityMarkerFactory(school=world.school, year=2026, grade=5, subject="математика", marked=True)
    f.JournalComparisonFactory(school=world.school, lowered=3, confirmed=20, raised=2, **WORK)
    f.ScoreDistributionFactory(school=world.school, counts=[0, 4, 2], **WORK)
    [row] = objectivity_of(world.school).rows
    assert (row.name, row.marked, row.in_words) == (
        "ВПР, математика, 5\u00a0класс, 2026\u00a0год", True, "1 — 4, 2 — 2",
    )  # fmt: skip
    assert row.compared == [
        ("ниже журнала", "3 из\u00a025 — 12,0\u00a0%"),
        ("как в журнале", "20 из\u00a025 — 80,0\u00a0%"),
        ("выше журнала", "2 из\u00a025 — 8,0\u00a0%"),
    ]
    assert [(bar.x, bar.y, bar.height) for bar in row.scores] == [
        (0, "36.00", "0.00"), (4, "0.00", "36.00"), (8, "18.00", "18.00"),
    ]  # fmt: skip


def test_newest_work_comes_first_and_silence_of_the_region_is_no_answer(world):
    f.ObjectivityMarkerFactory(school=world.school, year=2025, grade=4, subject="русский", marked=True)
    f.JournalComparisonFactory(school=world.school, **WORK)
    f.JournalComparisonFactory(school=world.other_school, **WORK)
    assert [(row.key[0], row.marked) for row in objectivity_of(world.school).rows] == [(2026, None), (2025, True)]


def test_works_free_of_markers_are_only_counted(world):
    f.ObjectivityMarkerFactory(school=world.school, year=2025, grade=4, subject="русский", marked=False)
    found = objectivity_of(world.school)
    assert (found.rows, found.clean, bool(found), bool(objectivity_of(world.other_school))) == ([], 1, True, False)


def test_work_without_participants_has_no_shares(world):
    f.JournalComparisonFactory(school=world.school, lowered=0, confirmed=0, raised=0, **WORK)
    assert [share for _, share in objectivity_of(world.school).rows[0].compared] == ["0", "0", "0"]


def test_card_shows_contacts_and_branches(world, sign_in):
    School.objects.filter(pk=world.school.pk).update(website="shkola.example", first_grade=1, last_grade=9)
    School.objects.filter(pk=world.other_school.pk).update(branch_of=world.school)
    client, address = sign_in(world.methodist), reverse("schools:school_detail", args=[world.school.pk])
    page = client.get(address)
    assert (list(page.context["branches"]), page.context["school"].levels) == (
        [world.other_school], ["начальное", "основное"],
    )  # fmt: skip
    assert page.content.decode().count("shkola.example") == 1
