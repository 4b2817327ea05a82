"""Comparisons of the engine with the names of schools and the words a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.russian import counted
from schools.identification import Comparison, Flags, StatusChange, cause_sentence, compare_lists
from schools.identification.comparison import Cause
from schools.identification.comparison_words import pair_words
from schools.models import IdentificationRun, OuterList, School, Verdict

FEW = 1  # figures that a sentence holds; more of them are shown when asked for


@dataclass(frozen=True)
class CauseWords:
    """`figures`: one line for each procedure that differs, where they are too many for the sentence."""

    sentence: str
    figures: list[str]


@dataclass(frozen=True)
class ChangeRow:
    school_id: int
    name: str
    before: str
    after: str
    causes: list[CauseWords]


@dataclass(frozen=True)
class Changes:
    """`groups`: a heading with the schools under it; groups without schools are left out."""

    groups: list[tuple[str, list[ChangeRow]]]
    unchanged: int

    @property
    def count(self) -> int:
        return sum(len(rows) for _, rows in self.groups)


def changes_of(comparison: Comparison) -> Changes:
    """One query for the names."""
    parts = {
        "Появились признаки ШНОР": comparison.added,
        "Признаков ШНОР больше нет": comparison.removed,
        "Изменились зона риска, условия или полнота данных": comparison.changed,
    }
    ids = [int(one.school_id) for part in parts.values() for one in part]
    names = dict(School.objects.filter(pk__in=ids).values_list("pk", "short_name"))
    groups = [(title, [_row(one, names) for one in part]) for title, part in parts.items() if part]
    return Changes(groups, comparison.unchanged)


def _row(change: StatusChange, names: Mapping[int, str]) -> ChangeRow:
    key = int(change.school_id)
    causes = [_cause(cause) for cause in change.causes]
    return ChangeRow(key, names.get(key, "школа удалена"), _words(change.before), _words(change.after), causes)


def _cause(cause: Cause) -> CauseWords:
    if len(cause.pairs) <= FEW:
        return CauseWords(cause_sentence(cause), [])
    title = cause_sentence(cause).partition(":")[0]
    lines = counted(len(cause.pairs), "строка", "строки", "строк")
    return CauseWords(f"{title}: {lines}", [pair_words(pair) for pair in cause.pairs])


def _words(flags: Flags | None) -> str:
    if flags is None:
        return "не участвовала"
    status = Verdict.Status(str(flags.status)).label
    context = {True: ", ШНСУ", False: "", None: ""}[flags.adverse_context]
    resilient = ", резильентная" if flags.resilient else ""
    return status + context + resilient


@dataclass(frozen=True)
class ListGroup:
    title: str
    schools: list[School]


def against_outer(run: IdentificationRun, outer: OuterList) -> list[ListGroup]:
    """Our «low results» beside a list from outside."""
    ours = run.verdicts.filter(low_results=True).values_list("school_id", flat=True)
    found = compare_lists(ours, outer.schools.values_list("pk", flat=True))
    schools = {one.pk: one for one in School.objects.filter(pk__in=[*found.both, *found.only_ours, *found.only_theirs])}
    parts: Iterable[tuple[str, tuple[int | str, ...]]] = (
        ("Есть в обоих перечнях", found.both),
        ("Только по методике муниципалитета", found.only_ours),
        (f"Только во внешнем перечне ({outer.basis})", found.only_theirs),
    )
    return [ListGroup(title, [schools[int(key)] for key in keys]) for title, keys in parts]
