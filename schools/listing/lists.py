"""From a run and the decisions of people to the list of the year: first as a proposal, then approved."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts import audit
from accounts.models import User
from accounts.russian import counted
from schools.identification import Methodology
from schools.identification.parameters import Engine
from schools.listing.places import Source, Step, move
from schools.models import ExpertDecision, IdentificationRun, ListPlace, School, SchoolList, SchoolListEntry, Verdict
from schools.models.listing import LISTED

S = ListPlace.State
OPEN_DECISIONS = "Сначала утвердите или отклоните экспертные решения, которые ждут: они меняют перечень."
NOTHING = "В перечень не входит ни одна школа: утверждать нечего."


@dataclass(frozen=True)
class Proposal:
    """What the list would say of a school; `low_results` and `adverse` already follow the decisions."""

    school: School
    verdict: Verdict
    before: str
    state: str
    low_results: bool
    adverse: bool
    is_manual: bool
    wording: str

    @property
    def is_listed(self) -> bool:
        return self.state in LISTED

    @property
    def words(self) -> str:
        return S(self.state).label

    @property
    def entry(self) -> SchoolListEntry:
        """Not saved."""
        return SchoolListEntry(
            school=self.school,
            low_results=self.low_results,
            adverse=self.adverse,
            state=self.state,
            is_manual=self.is_manual,
            clean_lists=self.verdict.clean_runs,
            wording=self.wording,
        )


def proposals(run: IdentificationRun) -> list[Proposal]:
    """Every school that is in the list, comes into it or leaves it, in the order of the registry. Four queries."""
    verdicts = {one.school_id: one for one in run.verdicts.defer("explanation")}
    schools = School.objects.filter(pk__in=verdicts)
    places = dict(ListPlace.objects.filter(school__in=verdicts).values_list("school_id", "state"))
    decisions: dict[int, dict[str, ExpertDecision]] = {}
    made = ExpertDecision.objects.in_force().filter(school__in=verdicts, year=run.year).order_by("decided_at")
    for one in made:
        decisions.setdefault(one.school_id, {})[one.category] = one  # the last one counts
    found = [
        _proposal(run, school, verdicts[school.pk], places.get(school.pk, S.NONE), decisions.get(school.pk, {}))
        for school in schools
    ]
    return [one for one in found if one.is_listed or one.before != one.state]


def _proposal(
    run: IdentificationRun, school: School, verdict: Verdict, before: str, decisions: dict[str, ExpertDecision]
) -> Proposal:
    low = _holds(verdict.low_results, decisions.get(ExpertDecision.Category.LOW_RESULTS))
    adverse = _holds(verdict.adverse_context, decisions.get(ExpertDecision.Category.ADVERSE))
    excluded = any(one.kind == ExpertDecision.Kind.EXCLUDE for one in decisions.values())
    by_rule = (low and verdict.low_results is True) or (adverse and verdict.adverse_context is True)
    state = _state(verdict, before, is_found=low or adverse, is_excluded=excluded)
    wording = "; ".join(_reasons(run, verdict, decisions, low, adverse)) or _leaving(run, verdict, before)
    return Proposal(school, verdict, before, state, low, adverse, (low or adverse) and not by_rule, wording)


def _holds(found: bool | None, decision: ExpertDecision | None) -> bool:
    if decision is None:
        return found is True
    return decision.kind == ExpertDecision.Kind.INCLUDE


def _state(verdict: Verdict, before: str, *, is_found: bool, is_excluded: bool) -> str:
    listed = before in LISTED
    if is_found:
        return S.IN_SUPPORT if listed else S.APPROVED
    if not listed:
        return S.EXITED if before == S.EXITED else S.NONE
    if is_excluded:
        return S.EXITED
    return {"exit_monitoring": S.EXIT_MONITORING, "exited": S.EXITED}.get(verdict.list_status, S.IN_SUPPORT)


def _reasons(
    run: IdentificationRun, verdict: Verdict, decisions: dict[str, ExpertDecision], low: bool, adverse: bool
) -> list[str]:
    """The basis of the inclusion as the order prints it."""
    included = [one for one in decisions.values() if one.kind == ExpertDecision.Kind.INCLUDE]
    reasons = [f"{one.get_category_display()}: включена экспертным решением, {one.basis}" for one in included]
    if adverse and ExpertDecision.Category.ADVERSE not in decisions:
        reasons.insert(0, "ШНСУ: по показателям социального паспорта")
    if low and ExpertDecision.Category.LOW_RESULTS not in decisions:
        reasons.insert(0, f"ШНОР: {_rule(run)}")
    return reasons


def _rule(run: IdentificationRun) -> str:
    rules = Methodology.from_params(run.methodology.params)
    if rules.engine == Engine.EXTERNAL:
        return f"по внешнему перечню, {rules.external_basis}"
    since = min(rules.years(run.year))
    years = f"{run.year} года" if since == run.year else f"{since}\u2013{run.year} годов"
    return f"по результатам оценочных процедур {years}"


def _leaving(run: IdentificationRun, verdict: Verdict, before: str) -> str:
    if before not in LISTED:
        return "нет ни признаков по методике, ни утверждённого решения экспертов о включении"
    needed = Methodology.from_params(run.methodology.params).exit_runs
    if verdict.list_status == "in_support":
        return "остаётся в перечне: данных, чтобы судить об улучшении, не хватает"
    clean = counted(verdict.clean_runs, "перечень", "перечня", "перечней")
    return f"низких результатов нет {clean} подряд, для выхода нужно {needed}"


@transaction.atomic
def approve_list(run: IdentificationRun, *, by: User) -> SchoolList:
    """Fix the list of the run's year and move every school along. Raises ValidationError.

    A second approval of a year is the next version of its list.
    """
    waiting = ExpertDecision.objects.waiting().filter(school__municipality=run.municipality_id, year=run.year)
    if waiting.exists():
        raise ValidationError(OPEN_DECISIONS)
    found = proposals(run)
    listed = [one for one in found if one.is_listed]
    if not listed:
        raise ValidationError(NOTHING)
    school_list = SchoolList.objects.create(
        municipality=run.municipality, year=run.year, version=_next_version(run), run=run, approved_by=by
    )
    SchoolListEntry.objects.bulk_create([_of(school_list, one.entry) for one in listed])
    steps = [Step(one.school.pk, one.state, f"{school_list}: {one.wording}.") for one in found]
    move(steps, Source(by, run=run, school_list=school_list))
    after = {"year": run.year, "version": school_list.version, "schools": len(listed)}
    audit.record("перечень школ утверждён", school_list, by=by, municipality=run.municipality, after=after)
    return school_list


def _next_version(run: IdentificationRun) -> int:
    lists = SchoolList.objects.filter(municipality=run.municipality_id, year=run.year)
    return int(lists.aggregate(last=Max("version"))["last"] or 0) + 1


def _of(school_list: SchoolList, entry: SchoolListEntry) -> SchoolListEntry:
    entry.school_list = school_list
    return entry


@transaction.atomic
def begin_support(school_list: SchoolList, *, by: User) -> None:
    """The order on the list is registered: its new schools get their help from now on."""
    new = ListPlace.objects.filter(school__list_entries__school_list=school_list, state=S.APPROVED)
    cause = f"{school_list}: приказ зарегистрирован."
    move([Step(one.school_id, S.IN_SUPPORT, cause) for one in new], Source(by, school_list=school_list))
