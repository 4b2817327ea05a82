"""Writes of what schools say of themselves once a year: the social passport, olympiads; and of the reference tables of the office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from schools.models import ExamThreshold, OlympiadResult, School, SocialPassport


@transaction.atomic
def save_passport(
    school: School,
    year: int,
    *,
    by: User,
    values: Mapping[str, Any],
    reasons: dict[str, str],
    as_of: date | None,
    responsible: str,
) -> SocialPassport:
    """Keep the figures of the year. A figure that is known needs no reason; one that is not may go without it for a while."""
    passport = SocialPassport.objects.select_for_update().filter(school=school, year=year).first()
    passport = passport or SocialPassport(school=school, year=year)
    told = {code: words for code, words in reasons.items() if words and values.get(code) is None}
    fields = {**values, "reasons": told, "as_of": as_of, "responsible": responsible}
    before, after = audit.changes(passport, fields)
    if not after and passport.pk:
        return passport
    for name, value in after.items():
        setattr(passport, name, value)
    passport.changed_by, passport.source = by, None
    passport.full_clean()
    passport.save()
    audit.record(
        "социальный паспорт сохранён", passport, by=by, municipality=school.municipality_id, before=before, after=after
    )
    return passport


@transaction.atomic
def save_thresholds(
    municipality: Municipality, year: int, *, by: User, minimums: Mapping[tuple[str, str], int | None]
) -> int:
    """Set the least passing scores of a year, by kind and subject; None removes. Returns how many changed."""
    rows = ExamThreshold.objects.select_for_update().filter(municipality=municipality, year=year)
    stored = {(one.kind, one.subject): one for one in rows}
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for (kind, subject), minimum in minimums.items():
        known = stored.get((kind, subject))
        was = known.minimum if known else None
        if was == minimum:
            continue
        before[f"{kind}, {subject}"], after[f"{kind}, {subject}"] = was, minimum
        if minimum is None:
            rows.filter(kind=kind, subject=subject).delete()
        else:
            ExamThreshold.objects.update_or_create(
                municipality=municipality, year=year, kind=kind, subject=subject, defaults={"minimum": minimum}
            )
    if after:
        change = {"before": {"minimums": before}, "after": {"minimums": after}}
        audit.record("минимальные баллы изменены", municipality, by=by, municipality=municipality, **change)
    return len(after)


@transaction.atomic
def save_olympiads(school: School, year: int, *, by: User, stages: Mapping[str, tuple[int, int] | None]) -> None:
    """Participants and winners of the school by stage; None: the school took no part, or nobody has told yet."""
    rows = OlympiadResult.objects.select_for_update().filter(school=school, year=year)
    stored = {one.stage: (one.participants, one.winners) for one in rows}
    wanted = {stage: counts for stage, counts in stages.items() if counts is not None}
    if stored == wanted:
        return
    rows.exclude(stage__in=wanted).delete()
    for stage, (participants, winners) in wanted.items():
        OlympiadResult.objects.update_or_create(
            school=school,
            year=year,
            stage=stage,
            defaults={"participants": participants, "winners": winners, "source": None},
        )
    change = {"before": _told(stored), "after": _told(wanted)}
    audit.record("результаты олимпиад изменены", school, by=by, municipality=school.municipality_id, **change)


def _told(stages: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    return {"olympiads": {OlympiadResult.Stage(stage).label: list(counts) for stage, counts in stages.items()}}
