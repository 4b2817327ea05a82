"""A small municipality with real dates: the portal under test has the clock of this machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.utils import timezone

from accounts.models import Municipality, Role, User
from accounts.models.municipality import RUSSIAN_ZONES
from monitoring.models import Indicator, ReportingPeriod, SchoolReport
from monitoring.services.periods import quarter_of
from roadmaps.models import Activity, Programme, Roadmap
from schools.models import School, SchoolStaff
from tests import factories as f

WAKING_HOURS = range(8, 23)  # letters go out from seven o'clock; midnight must not pass in the middle of a journey
_PEOPLE = {
    "methodist": (Role.METHODIST, "Рябинина", "Вера"),
    "colleague": (Role.METHODIST, "Осокина", "Инна"),
    "coordinator": (Role.COORDINATOR, "Ключевская", "Нина"),
    "head": (Role.HEAD, "Озёрная", "Алла"),
    "curator": (Role.CURATOR, "Тополева", "Елена"),
    "director": (Role.DIRECTOR, "Снегова", "Ольга"),
    "other_director": (Role.DIRECTOR, "Вересова", "Дарья"),
}


@dataclass(frozen=True)
class Town:
    """People by role and two schools; the programme is still in a Word file."""

    municipality: Municipality
    methodist: User
    colleague: User
    coordinator: User
    head: User
    curator: User
    director: User
    other_director: User
    admin: User
    school: School
    other_school: School

    @property
    def today(self) -> date:
        return self.municipality.today()

    @property
    def quarter(self) -> tuple[date, date]:
        return quarter_of(self.today)


def make_town() -> Town:
    municipality = f.MunicipalityFactory(
        slug="sosnovy-bor",
        name="городской округ Сосновка",
        organisation="Управление образования Сосновки",
        organisation_genitive="управления образования Сосновки",
        place="г. Сосновка",
        timezone=_zone_awake(),
    )
    people = {
        name: f.UserFactory(
            role=role, last_name=last, first_name=first, email=f"{name}@example.org", municipality=municipality
        )
        for name, (role, last, first) in _PEOPLE.items()
    }
    # reminders go out on working days, and the tests run on Sundays too
    f.SpecialDayFactory(municipality=municipality, day=municipality.today(), is_working=True, note="Рабочий день")
    admin = f.UserFactory(role=Role.ADMIN, last_name="Липатова", email="admin@example.org", position="")
    User.objects.update(password=PBKDF2PasswordHasher().encode(f.PASSWORD, "salt"))  # gunicorn knows no MD5
    schools = [_school(municipality, number) for number in ("7", "12")]
    for school, name in zip(schools, ("director", "other_director"), strict=True):
        f.SchoolStaffFactory(school=school, user=people[name])
        f.SchoolStaffFactory(school=school, user=people["curator"], duty=SchoolStaff.Duty.CURATOR)
    return Town(municipality, **people, admin=admin, school=schools[0], other_school=schools[1])


def _zone_awake() -> str:
    now = timezone.now()
    return next(name for name, _ in RUSSIAN_ZONES if now.astimezone(ZoneInfo(name)).hour in WAKING_HOURS)


def _school(municipality: Municipality, number: str) -> School:
    name = f"средняя общеобразовательная школа № {number} с углублённым изучением отдельных предметов"
    full = f"Муниципальное бюджетное общеобразовательное учреждение «{name.capitalize()}»"
    return f.SchoolFactory(municipality=municipality, number=number, short_name=f"СОШ № {number}", full_name=full)


@dataclass(frozen=True)
class Quarter:
    """The current quarter of a programme in force: reports are open, two activities and two indicators are asked for."""

    programme: Programme
    roadmap: Roadmap
    period: ReportingPeriod
    reports: list[SchoolReport]
    activities: list[Activity]
    indicators: list[Indicator]


def open_quarter(town: Town) -> Quarter:
    """The same as after the import and the setup of the main journey, without walking through them."""
    start, end = town.quarter
    years = {"starts_on": date(start.year, 1, 1), "ends_on": date(start.year + 1, 12, 31)}
    programme = f.ProgrammeFactory(municipality=town.municipality, title="Программа «Вместе к знаниям»", **years)
    programme.schools.set([town.school, town.other_school])
    roadmap = f.RoadmapFactory(programme=programme, approved=True, title="План мероприятий «Вместе к знаниям»")
    section = f.SectionFactory(roadmap=roadmap, number="1.", title="Помощь учителям")
    activities = [_activity(section, n, title, end) for n, title in enumerate(("Открытые уроки", "Семинар завучей"), 1)]
    quarter = (start.month + 2) // 3
    days = {"opens_on": town.today, "due_on": town.today + timedelta(4), "closes_on": town.today + timedelta(14)}
    period = f.ReportingPeriodFactory(
        programme=programme, year=start.year, quarter=quarter, starts_on=start, ends_on=end, **days
    )
    indicators = [
        f.IndicatorFactory(programme=programme, code="П1", name="Доля учителей, прошедших обучение"),
        f.IndicatorFactory(
            programme=programme,
            **{"code": "П2", "name": "Проведено открытых уроков", "kind": "count", "unit": "шт."},
            **{"numerator_label": "уроков", "denominator_label": "", "decimals": 0},
        ),
    ]
    f.TargetFactory(indicator=indicators[0], year=start.year, value=60)
    reports = [f.SchoolReportFactory(period=period, school=one) for one in (town.school, town.other_school)]
    return Quarter(programme, roadmap, period, reports, activities, indicators)


def _activity(section: object, number: int, title: str, end: date) -> Activity:
    activity = f.ActivityFactory(
        section=section, number=f"1.{number}.", title=title, audience=Activity.Audience.ALL_SCHOOLS
    )
    f.OccurrenceFactory(activity=activity, starts_on=end - timedelta(30), due_on=end, label=f"до {end:%d.%m.%Y}")
    return activity
