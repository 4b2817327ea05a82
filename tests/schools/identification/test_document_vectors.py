"""Appendix B of the domain notes as documents, the way somebody writes them who has the notes and the issue alone.

(failed, participants) by procedure and year -> status, C1, C2. Worked out by hand from the notes.
"""

import json

import pytest

from schools.identification import read_document, run_as_dict

VPR5, VPR6, OGE_M, OGE_R = (
    ("ВПР", "математика", 5),
    ("ВПР", "русский", 6),
    ("ОГЭ", "математика", 9),
    ("ОГЭ", "русский", 9),
)
BASE, PROFILE = ("ЕГЭ", "математика", 11, "база"), ("ЕГЭ", "математика", 11, "профиль")
YES, NO, OPEN = "met", "not_met", "not_evaluable"
MARKED = {"markers": ["4 РУ"]}
VECTORS = {
    "two in the last year": ({(VPR5, 2026): (15, 50), (VPR6, 2026): (12, 40)}, {}, {}, ("low_results", YES, OPEN)),
    "the same twice": ({(OGE_M, 2025): (9, 30), (OGE_M, 2026): (10, 30)}, {}, {}, ("low_results", NO, YES)),
    "different ones": ({(OGE_M, 2025): (9, 30), (VPR6, 2026): (12, 40)}, {}, {}, ("at_risk", NO, OPEN)),
    "different ones, any": (
        {(OGE_M, 2025): (9, 30), (VPR6, 2026): (12, 40)},
        {"cross_year": "any_procedure"},
        {},
        ("low_results", NO, YES),
    ),
    "29,9 % is not 30": ({(VPR5, 2026): (29, 97), (OGE_R, 2026): (30, 100)}, {}, {}, ("at_risk", NO, OPEN)),
    "one in a million": ({(VPR5, 2026): (299999, 1000000)}, {}, {}, ("at_risk", NO, NO)),
    "small samples": ({(VPR5, 2026): (3, 6), (OGE_M, 2026): (4, 8)}, {}, {}, ("expert_review", OPEN, OPEN)),
    "just enough": ({(VPR5, 2026): (3, 10), (OGE_M, 2026): (3, 10)}, {}, {}, ("low_results", YES, OPEN)),
    "low before, not held now": ({(VPR5, 2025): (20, 40)}, {}, {}, ("insufficient", OPEN, OPEN)),
    "marked, included": ({(VPR5, 2026): (15, 50), (VPR6, 2026): (12, 40)}, {}, MARKED, ("low_results", YES, OPEN)),
    "marked, excluded": (
        {(VPR5, 2026): (15, 50), (VPR6, 2026): (12, 40)},
        {"bias_policy": "exclude"},
        MARKED,
        ("insufficient", OPEN, OPEN),
    ),
    "levels pooled": ({(BASE, 2026): (1, 10), (PROFILE, 2026): (5, 10)}, {}, {}, ("at_risk", NO, OPEN)),
    "base alone": (
        {(BASE, 2026): (1, 10), (PROFILE, 2026): (5, 10)},
        {"ege_math": "base_only"},
        {},
        ("not_low", NO, NO),
    ),
    "no data": ({}, {}, {}, ("insufficient", OPEN, OPEN)),
    "nobody took part": ({(VPR5, 2026): (0, 0)}, {}, {}, ("insufficient", OPEN, OPEN)),
    "two of three asked for": (
        {(VPR5, 2026): (15, 50), (VPR6, 2026): (12, 40)},
        {"k_same_year": 3},
        {},
        ("at_risk", NO, OPEN),
    ),
    "a year between": ({(OGE_M, 2024): (9, 30), (OGE_M, 2026): (10, 30)}, {}, {}, ("at_risk", NO, OPEN)),
    "an evening school": (
        {(VPR5, 2026): (15, 50), (VPR6, 2026): (12, 40)},
        {},
        {"type": "вечерняя"},
        ("excluded", YES, OPEN),
    ),
}


def row(procedure, year, failed, participants):
    return {
        **dict(zip(("kind", "subject", "grade", "level"), procedure, strict=False)),
        "year": year,
        "fail": failed,
        "participants": participants,
    }


@pytest.mark.parametrize("name", VECTORS)
def test_vector_as_a_document(name):
    counts, params, school, expected = VECTORS[name]
    results = [row(*place, *numbers) for place, numbers in counts.items()]
    document = {
        "year": 2026,
        "methodology": {"engine": "FED30", **params},
        "schools": [{"id": "s", "results": results, **school}],
    }
    [found] = run_as_dict(read_document(json.dumps(document)))["verdicts"]
    assert (found["status"], *(one["outcome"] for one in found["criteria"])) == expected


def test_vector_of_a_manual_listing():
    clean = [row(procedure, 2026, 1, 40) for procedure in (VPR5, VPR6, OGE_M, OGE_R)]
    document = {"year": 2026, "methodology": "FED30", "schools": [{"id": 1, "results": clean, "previous": "manual"}]}
    [found] = run_as_dict(read_document(json.dumps(document)))["verdicts"]
    assert (found["list_status"], "manual_basis" in [note["code"] for note in found["notes"]]) == (
        "exit_monitoring",
        True,
    )
