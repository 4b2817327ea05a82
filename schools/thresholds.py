"""Least passing scores as the federal recommendations give them; a municipality's own row of the year goes before them.

ЕГЭ: test scores, for obligatory subjects the minimum of the certificate (аттестат), for the others that of universities.
ОГЭ: primary scores; a region may set its own. Years that are not here are not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping

EGE, OGE = "ЕГЭ", "ОГЭ"
FEDERAL: Mapping[tuple[int, str], Mapping[str, int]] = {
    (2025, EGE): {"русский": 24, "математика профиль": 27},
    (2026, EGE): {
        "русский": 24, "математика профиль": 27, "физика": 36, "химия": 36, "биология": 36, "история": 32, "литература": 32,
        "обществознание": 42, "информатика": 40, "география": 37, "английский": 22, "немецкий": 22, "французский": 22,
        "испанский": 22, "китайский": 22,
    },
    (2026, OGE): {
        "русский": 15, "математика": 8, "физика": 10, "химия": 10, "информатика": 5, "биология": 13, "история": 11,
        "география": 12, "обществознание": 14, "литература": 16, "английский": 29, "немецкий": 29, "французский": 29,
        "испанский": 29,
    },
}  # fmt: skip
SUBJECTS: tuple[tuple[str, str], ...] = tuple(
    (kind, subject) for (year, kind), subjects in FEDERAL.items() if year == 2026 for subject in subjects
)


def federal(year: int | None, kind: str) -> dict[str, int]:
    """Minimums of the year by subject; empty for a year whose scores we do not know."""
    return dict(FEDERAL.get((year or 0, kind), {}))
