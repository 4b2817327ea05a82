"""Fills an empty database with the demo municipalities, through the same services people use."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.demo import DEMO_PASSWORD, DEMO_SUFFIX
from accounts.models import Municipality, Role, User
from accounts.services import create_municipality
from config.demo.calendars import add_calendar
from config.demo.listing import add_identification
from config.demo.people import name
from config.demo.plans import INDICATORS, Plan
from config.demo.reminders import add_reminders
from config.demo.reports import fill_periods
from config.demo.responsibles import add_centre
from config.demo.results import add_results
from config.demo.school_data import add_school_data
from config.demo.towns import TOWNS, Town
from monitoring.models import Indicator, Target
from orders.models import OfficeProfile
from orders.services import create_order, save_office
from roadmaps.models import Programme, Roadmap
from roadmaps.services.audience import propose_audience, schools_by_number
from roadmaps.services.imports import build_roadmap
from roadmaps.services.programmes import create_programme
from roadmaps.services.states import change_state
from schools.models import School, SchoolStaff

SEED = 20260901  # the same towns every time
OFFICE = (
    (Role.METHODIST, "metodist", "методист информационно-методического центра"),
    (Role.COORDINATOR, "koordinator", "руководитель отдела общего образования"),
    (Role.HEAD, "nachalnik", "начальник управления образования"),
)


@dataclass
class Cast:
    """The people of a town by role."""

    methodist: User
    colleagues: list[User]  # of the methodist's centre
    coordinator: User
    head: User
    curators: list[User]
    directors: dict[int, User]  # by school


@transaction.atomic
def build(now: datetime) -> None:
    """Create the administrator and the three towns, or nothing. The database must hold no municipality yet."""
    admin = _person(0, Role.ADMIN, None, "admin@opora", "администратор портала")
    for index, town in enumerate(TOWNS):
        _build_town(town, index, admin, now)


def _build_town(town: Town, index: int, admin: User, now: datetime) -> None:
    chance = random.Random(SEED + index)  # noqa: S311  invented figures, not secrets
    municipality = create_municipality(
        by=admin,
        slug=town.slug,
        name=town.name,
        organisation=town.organisation,
        organisation_genitive=town.organisation_genitive,
        place=town.place,
        timezone=town.timezone,
    )
    today = municipality.today(now)
    schools = _schools(municipality, town, chance)
    cast = _people(municipality, town, index, schools)
    add_calendar(municipality, cast.coordinator, today)
    municipality.refresh_from_db()
    add_centre(municipality, by=cast.methodist, members=[cast.methodist, *cast.colleagues])
    add_results(schools, today.year, chance, cast.methodist, now)
    add_school_data(schools, index, now)
    add_identification(municipality, by=cast.methodist, coordinator=cast.coordinator, today=today)
    programme, roadmap = _programme(municipality, town.plan, schools, cast, today)
    _indicators(programme, today.year)
    fill_periods(programme, cast.methodist, cast.directors, now, chance)
    _office(municipality, town, cast)
    create_order(roadmap, by=cast.methodist)
    add_reminders(municipality, now, weekly=cast.colleagues[0], portal_only=cast.directors[schools[-1].pk])


def _schools(municipality: Municipality, town: Town, chance: random.Random) -> list[School]:
    return School.objects.bulk_create(
        _school(municipality, town, number, chance) for number in range(1, town.schools + 1)
    )


def _school(municipality: Municipality, town: Town, number: int, chance: random.Random) -> School:
    form, kind, words = "СОШ", School.Kind.GENERAL, "средняя общеобразовательная школа"
    if number % 11 == 0:
        form, words = "ООШ", "основная общеобразовательная школа"
    elif number % 9 == 0:
        form, kind, words = "Лицей", School.Kind.ADVANCED, "лицей"
    elif number % 17 == 0:
        form, kind, words = "Вечерняя школа", School.Kind.EVENING, "вечерняя (сменная) общеобразовательная школа"
    return School(
        municipality=municipality,
        number=str(number),
        short_name=f"{form} №\u00a0{number}",
        full_name=f"Муниципальное бюджетное общеобразовательное учреждение {words} №\u00a0{number}",
        kind=kind,
        address=f"{town.place}, ул. {town.streets[number % len(town.streets)]}, д.\u00a0{number * 3}",
        pupils=chance.randrange(90, 1100),
    )


def _people(municipality: Municipality, town: Town, index: int, schools: list[School]) -> Cast:
    start = 1 + index * 60
    methodist, coordinator, head = (
        _person(start + n, role, municipality, f"{login}@{town.slug}", post)
        for n, (role, login, post) in enumerate(OFFICE)
    )
    curators = [
        _person(start + 3 + n, Role.CURATOR, municipality, f"kurator{n + 1}@{town.slug}", "директор лицея")
        for n in range(2)
    ]
    posts = ["методист по работе с молодыми педагогами", "методист по мониторингу качества образования"]
    colleagues = [
        _person(start + 50 + n, Role.METHODIST, municipality, f"metodist{n + 2}@{town.slug}", post)
        for n, post in enumerate(posts)
    ]
    directors = {
        school.pk: _person(
            start + 5 + n, Role.DIRECTOR, municipality, f"direktor{school.number}@{town.slug}", "директор школы"
        )
        for n, school in enumerate(schools)
    }
    staff = [SchoolStaff(school_id=pk, user=user, duty=SchoolStaff.Duty.DIRECTOR) for pk, user in directors.items()]
    supported = schools[: len(schools) // 2]
    staff += [
        SchoolStaff(school=s, user=curators[n % 2], duty=SchoolStaff.Duty.CURATOR) for n, s in enumerate(supported)
    ]
    SchoolStaff.objects.bulk_create(staff)
    return Cast(methodist, colleagues, coordinator, head, curators, directors)


def _person(index: int, role: str, municipality: Municipality | None, login: str, position: str) -> User:
    who = name(index)
    return User.objects.create(
        email=f"{login}{DEMO_SUFFIX}",
        password=_password(),
        last_name=who.last,
        first_name=who.first,
        patronymic=who.patronymic,
        position=position,
        phone=f"8\u00a0(000)\u00a000-00-{index % 100:02d}",
        role=role,
        municipality=municipality,
    )


@cache
def _password() -> str:
    """Hashed once for all: hashing is slow on purpose, and this password is no secret."""
    return make_password(DEMO_PASSWORD)


def _programme(
    municipality: Municipality, plan: Plan, schools: list[School], cast: Cast, today: date
) -> tuple[Programme, Roadmap]:
    years = {"a": today.year - 1, "b": today.year, "c": today.year + 1, "d": today.year + 2}
    programme = create_programme(
        by=cast.methodist,
        municipality=municipality,
        title=plan.programme,
        period_kind=Programme.PeriodKind.CALENDAR,
        starts_on=date(today.year + plan.first, 1, 1),
        ends_on=date(today.year + plan.last, 12, 31),
        passport=[(name_, text.format(**years)) for name_, text in plan.passport],
    )
    programme.schools.set(schools)
    lines = _lines(plan, years, municipality)
    roadmap = build_roadmap(programme, by=cast.methodist, title=plan.roadmap, source_name="", lines=lines)
    return programme, change_state(roadmap, by=cast.methodist, to=Roadmap.State.APPROVED)


def _lines(plan: Plan, years: dict[str, int], municipality: Municipality) -> list[dict[str, str]]:
    """The plan as the lines a reviewed import gives."""
    known = schools_by_number(municipality)
    lines: list[dict[str, str]] = []
    for number, (title, rows) in enumerate(plan.sections, 1):
        lines.append({"kind": "section", "number": f"{number}.", "title": title})
        for place, row in enumerate(rows, 1):
            proposal = propose_audience(row.responsible, known)
            lines.append(
                {
                    "kind": "activity",
                    "number": f"{number}.{place}.",
                    "title": row.title,
                    "deadline": row.deadline.format(**years),
                    "responsible": row.responsible,
                    "result": row.result,
                    "report_form": row.form,
                    "planned": row.planned,
                    "audience": proposal.audience,
                    "numbers": ", ".join(proposal.numbers),
                }
            )
    return lines


def _indicators(programme: Programme, year: int) -> None:
    for position, plan in enumerate(INDICATORS, 1):
        indicator = Indicator.objects.create(
            programme=programme,
            position=position,
            code=plan.code,
            name=plan.name,
            numerator_label=plan.numerator,
            denominator_label=plan.denominator,
            direction=plan.direction,
            accumulation=plan.accumulation,
            source=plan.source,
        )
        targets = zip((year - 1, year, year + 1), plan.targets, strict=True)
        Target.objects.bulk_create(Target(indicator=indicator, year=of, value=Decimal(value)) for of, value in targets)


def _office(municipality: Municipality, town: Town, cast: Cast) -> None:
    head = cast.head
    save_office(
        OfficeProfile(municipality=municipality),
        by=cast.coordinator,
        letterhead=town.letterhead,
        signatory_position=town.signatory_position,
        signatory_name=f"{head.initials}\u00a0{head.last_name}",
    )
