"""Which row belongs to which municipality and school, fingerprints of rows, and references that cross the border."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import F, QuerySet

from accounts.models import AuditEvent, Municipality, Notification, OutgoingMail, ReminderSettings, User
from monitoring.models import (
    ActivityEntry,
    ConsolidatedReport,
    Evidence,
    Indicator,
    IndicatorValue,
    Morning,
    Reminder,
    ReportEvent,
    ReportingPeriod,
    SchoolReport,
    Target,
)
from orders.models import Clause, OfficeProfile, Order
from roadmaps.models import (
    Activity,
    ActivityParty,
    CalendarFeed,
    Completion,
    CompletionFile,
    Occurrence,
    Organisation,
    PartyAlias,
    PassportEntry,
    Postponement,
    Programme,
    ReportedTerm,
    Roadmap,
    RoadmapImport,
    Section,
)
from schools.models import (
    AcademicPeriod,
    AssessmentResult,
    DecisionFile,
    ExamThreshold,
    ExpertDecision,
    IdentificationRun,
    ImportUnit,
    JournalComparison,
    ListEvent,
    ListPlace,
    MethodologyVersion,
    NotComparable,
    ObjectivityMarker,
    OlympiadResult,
    OuterList,
    ReferenceResult,
    ResultImport,
    School,
    SchoolIdentifier,
    SchoolList,
    SchoolListEntry,
    SchoolStaff,
    SchoolSuccession,
    ScoreDistribution,
    SocialPassport,
    SourceMapping,
    SpecialDay,
    Verdict,
)

Model = type[models.Model]
APPS = ("accounts", "schools", "roadmaps", "monitoring", "orders")

# model -> lookup of its municipality; tests/test_access.py holds it against all models of the portal
TOWN_OF: dict[Model, str] = {
    Municipality: "pk",
    User: "municipality",
    AuditEvent: "municipality",
    OutgoingMail: "municipality",
    ReminderSettings: "user__municipality",
    Notification: "recipient__municipality",
    School: "municipality",
    SchoolStaff: "school__municipality",
    SchoolIdentifier: "municipality",
    SchoolSuccession: "predecessor__municipality",
    SourceMapping: "municipality",
    ResultImport: "municipality",
    ImportUnit: "source__municipality",
    ReferenceResult: "municipality",
    ExamThreshold: "municipality",
    NotComparable: "municipality",
    JournalComparison: "school__municipality",
    ScoreDistribution: "school__municipality",
    ObjectivityMarker: "school__municipality",
    OlympiadResult: "school__municipality",
    SocialPassport: "school__municipality",
    AcademicPeriod: "municipality",
    SpecialDay: "municipality",
    AssessmentResult: "school__municipality",
    MethodologyVersion: "municipality",
    IdentificationRun: "municipality",
    Verdict: "school__municipality",
    ExpertDecision: "school__municipality",
    DecisionFile: "decision__school__municipality",
    ListPlace: "school__municipality",
    ListEvent: "school__municipality",
    SchoolList: "municipality",
    SchoolListEntry: "school__municipality",
    OuterList: "municipality",
    OuterList.schools.through: "outerlist__municipality",
    Programme: "municipality",
    Programme.schools.through: "programme__municipality",
    PassportEntry: "programme__municipality",
    Roadmap: "programme__municipality",
    Section: "roadmap__programme__municipality",
    Activity: "section__roadmap__programme__municipality",
    Activity.schools.through: "activity__section__roadmap__programme__municipality",
    ActivityParty: "activity__section__roadmap__programme__municipality",
    Organisation: "municipality",
    Organisation.members.through: "organisation__municipality",
    PartyAlias: "municipality",
    PartyAlias.schools.through: "partyalias__municipality",
    Occurrence: "activity__section__roadmap__programme__municipality",
    Completion: "occurrence__activity__section__roadmap__programme__municipality",
    CompletionFile: "completion__occurrence__activity__section__roadmap__programme__municipality",
    Postponement: "occurrence__activity__section__roadmap__programme__municipality",
    ReportedTerm: "occurrence__activity__section__roadmap__programme__municipality",
    CalendarFeed: "user__municipality",
    RoadmapImport: "municipality",
    Indicator: "programme__municipality",
    Target: "indicator__programme__municipality",
    ReportingPeriod: "programme__municipality",
    SchoolReport: "school__municipality",
    ReportEvent: "report__school__municipality",
    IndicatorValue: "report__school__municipality",
    ActivityEntry: "report__school__municipality",
    Evidence: "entry__report__school__municipality",
    ConsolidatedReport: "period__programme__municipality",
    Morning: "municipality",
    Reminder: "municipality",
    OfficeProfile: "municipality",
    Order: "municipality",
    Clause: "order__municipality",
}
# what a school says of itself and what is found out about it: no business of another school of the same town
SCHOOL_OF: dict[Model, str] = {
    SchoolStaff: "school",
    SchoolIdentifier: "school",
    JournalComparison: "school",
    ScoreDistribution: "school",
    ObjectivityMarker: "school",
    OlympiadResult: "school",
    SocialPassport: "school",
    AssessmentResult: "school",
    Verdict: "school",
    ExpertDecision: "school",
    DecisionFile: "decision__school",
    ListPlace: "school",
    ListEvent: "school",
    SchoolListEntry: "school",
    Completion: "school",
    CompletionFile: "completion__school",
    Postponement: "school",
    ReportedTerm: "school",
    SchoolReport: "school",
    ReportEvent: "report__school",
    IndicatorValue: "report__school",
    ActivityEntry: "report__school",
    Evidence: "entry__report__school",
    Reminder: "school",
}


def portal_models() -> set[Model]:
    """All models of the portal, the tables between two models too."""
    return {model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)}


def rows_of(model: Model, town: Municipality) -> QuerySet[models.Model]:
    return model._base_manager.filter(**{TOWN_OF[model]: town.pk})


def fingerprints(town: Municipality | None = None) -> dict[str, str]:
    """A hash of all columns of all rows by table, of one municipality or of everybody; sessions are not among them."""
    sql, count = _fingerprint_query(town is not None)
    with connection.cursor() as cursor:
        cursor.execute(sql, [town.pk] * count if town else [])
        return dict(cursor.fetchall())


@cache
def _fingerprint_query(of_one_town: bool) -> tuple[str, int]:
    """SQL for all tables at once, and how often it asks for the key of the town."""
    parts, count = [], 0
    for model in TOWN_OF:
        table, where = model._meta.db_table, ""
        if of_one_town:
            rows = model._base_manager.filter(**{TOWN_OF[model]: 0}).order_by().values("pk")
            keys, given = rows.query.sql_with_params()
            where, count = f"WHERE t.id IN ({keys})", count + len(given)
        parts.append(f"SELECT '{table}', md5(string_agg(md5(t::text), '' ORDER BY t.id)) FROM {table} t {where}")
    return " UNION ALL ".join(parts), count


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Names of the tables whose rows differ."""
    return sorted(table for table, digest in after.items() if before[table] != digest)


def written_rows() -> int:
    """Rows of the portal that this transaction has inserted, updated or deleted so far, those undone since then too.

    The server's own count: a hundredth of the price of fingerprints, which are needed only where it has grown.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_stat_get_xact_tuples_inserted(t) + pg_stat_get_xact_tuples_updated(t)"
            " + pg_stat_get_xact_tuples_deleted(t)) FROM unnest(%s::regclass[]) t",
            [[model._meta.db_table for model in TOWN_OF]],
        )
        return int(cursor.fetchone()[0])


def crossings() -> list[str]:
    """References from a row of one municipality to a row of another, through any foreign key of any model."""
    with connection.cursor() as cursor:
        cursor.execute(_crossing_query())
        return [f"{name} of row {key}" for name, key in cursor.fetchall()]


@cache
def _crossing_query() -> str:
    return " UNION ALL ".join(_crossing(model, field) for model, field in references())


def references() -> list[tuple[Model, models.ForeignKey[Any, Any]]]:
    """All foreign keys from one of the portal's tables to another."""
    return [
        (model, field)
        for model in TOWN_OF
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in TOWN_OF
    ]


def _crossing(model: Model, field: models.ForeignKey[Any, Any]) -> str:
    """Rows without a municipality (of the administrator, of the portal itself) belong to nobody and cross nothing."""
    mine, theirs = TOWN_OF[model], f"{field.name}__{TOWN_OF[field.related_model]}"
    rows = model._base_manager.filter(**{f"{mine}__isnull": False, f"{theirs}__isnull": False})
    sql, params = rows.exclude(**{theirs: F(mine)}).order_by().values("pk").query.sql_with_params()
    assert not params
    return f"SELECT '{model._meta.label}.{field.name}', wrong.pk FROM ({sql}) wrong"
