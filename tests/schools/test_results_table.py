"""The table of results on a school's card."""

from schools.listing.card import results_table
from tests import factories as f


def told(school):
    return [(row.name, [cell.text for cell in row.cells]) for row in results_table(school).rows]


def test_waves_are_added_up_and_resits_stand_apart(world):
    for wave, participants, failed in (("весна", 20, 4), ("резерв", 10, 2), ("Пересдача, сентябрь", 6, 3)):
        f.AssessmentResultFactory(school=world.school, wave=wave, participants=participants, failed=failed)
    assert told(world.school) == [
        ("ОГЭ, математика", ["6 из\u00a030 — 20,0\u00a0%"]),
        ("ОГЭ, математика, пересдача", ["3 из\u00a06 — 50,0\u00a0%"]),
    ]


def test_year_with_a_resit_alone_has_no_first_attempt(world):
    f.AssessmentResultFactory(school=world.school, year=2025, participants=10, failed=1)
    f.AssessmentResultFactory(school=world.school, year=2026, wave="дополнительный период", participants=2, failed=1)
    assert told(world.school) == [
        ("ОГЭ, математика", ["1 из\u00a010 — 10,0\u00a0%", "—"]),
        ("ОГЭ, математика, пересдача", ["—", "1 из\u00a02 — 50,0\u00a0%"]),
    ]
