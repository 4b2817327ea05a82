"""Random acts of random people on one report never bring it where the rules forbid."""

from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts.models import OutgoingMail
from monitoring.models import SchoolReport
from monitoring.services import reports
from monitoring.services.reports import ReportError, latest_submission_id
from roadmaps.models import Completion
from tests import factories as f
from tests.conftest import make_world
from tests.monitoring.conftest import DONE, HALF

State = SchoolReport.State
people = st.sampled_from(["methodist", "coordinator", "head", "curator", "director", "other_director"])
days = st.sampled_from([datetime(2026, 10, day, 9, tzinfo=UTC) for day in (1, 7, 16)])  # in time, late, closed
OFFICE = {"methodist", "coordinator"}


class Life(RuleBasedStateMachine):
    """A model of the report beside the real one: its state, how often it was submitted and decided on."""

    @initialize()
    def open(self):
        self.world = make_world()
        period = f.ReportingPeriodFactory(programme=self.world.programme)
        self.indicator = f.IndicatorFactory(programme=self.world.programme)
        self.key = f.SchoolReportFactory(period=period, school=self.world.school).pk
        self.state, self.is_full, self.submissions, self.decisions = State.DRAFT, False, 0, 0

    @property
    def report(self) -> SchoolReport:
        return SchoolReport.objects.select_related("school__municipality", "period__programme").get(pk=self.key)

    def attempt(self, act, person, **arguments) -> bool:
        try:
            with transaction.atomic():
                act(report=self.report, by=getattr(self.world, person), **arguments)
        except (ReportError, PermissionDenied):
            return False
        return True

    @rule(person=people)
    def save(self, person):
        said = {"entries": {self.world.occurrence.pk: DONE}, "values": {self.indicator.pk: HALF}}
        is_allowed = person == "director" and self.state in (State.DRAFT, State.RETURNED)
        assert self.attempt(reports.save, person, **said) == is_allowed
        self.is_full = self.is_full or is_allowed

    @rule(person=people, now=days)
    def submit(self, person, now):
        is_move = self.state in (State.DRAFT, State.RETURNED) and now.day < 16 and self.is_full
        is_allowed = person == "director" and (is_move or self.state == State.SUBMITTED)
        assert self.attempt(reports.submit, person, now=now) == is_allowed
        if is_allowed and is_move:
            self.state, self.submissions = State.SUBMITTED, self.submissions + 1

    @rule(person=people, now=days, comment=st.sampled_from(["", "Нет протокола"]))
    def give_back(self, person, now, comment):
        is_allowed = person in OFFICE and self.state == State.SUBMITTED and now.day < 16 and bool(comment)
        said = {"submission_id": latest_submission_id(self.report), "comment": comment, "now": now}
        assert self.attempt(reports.return_to_school, person, **said) == is_allowed
        if is_allowed:
            self.state, self.decisions = State.RETURNED, self.decisions + 1

    @rule(person=people, now=days, is_stale=st.booleans())
    def accept(self, person, now, is_stale):
        is_move = self.state == State.SUBMITTED and not is_stale
        is_allowed = person in OFFICE and (is_move or self.state == State.ACCEPTED)
        seen = 0 if is_stale else latest_submission_id(self.report)
        assert self.attempt(reports.accept, person, submission_id=seen, now=now) == is_allowed
        if is_allowed and is_move:
            self.state, self.decisions = State.ACCEPTED, self.decisions + 1

    @invariant()
    def state_and_history_agree(self):
        report = self.report
        steps = list(report.events.order_by("pk").values_list("from_state", "to_state"))
        assert report.state == self.state
        assert [to for _, to in steps[:-1]] == [came_from for came_from, _ in steps[1:]]
        assert steps == [] or steps[-1][1] == self.state
        assert len(steps) == self.submissions + self.decisions
        assert OutgoingMail.objects.filter(recipient=self.world.director).count() == self.decisions
        assert Completion.objects.filter(school=self.world.school).count() == (self.state == State.ACCEPTED)


class TestLife(TestCase):
    def test_random_acts(self):
        slow = settings(max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
        run_state_machine_as_test(Life, settings=slow)
