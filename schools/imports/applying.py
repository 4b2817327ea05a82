"""Writing a planned registry: all of it or nothing."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.models import Municipality, Role, User
from schools import services
from schools.imports.planning import Plan, PlannedSchool
from schools.models import School


@transaction.atomic
def apply_plan(plan: Plan, municipality: Municipality, *, by: User, file_name: str) -> None:
    """Make and change the schools, invite their directors. The plan must have no problems. Writes nothing where nothing differs."""
    assert not plan.problems  # noqa: S101 - the page offers no button for a plan with problems
    for one in plan.acts:
        school = _save(one, municipality, by)
        if one.invites:
            last, first, *rest = one.row.director.split()
            names = {"last_name": last, "first_name": first, "patronymic": " ".join(rest)}
            director = {"email": one.row.email, "role": Role.DIRECTOR, "municipality": municipality, **names}
            services.invite_person(by=by, schools=[school], **director)
        elif one.director is not None:
            schools = School.objects.filter(staff__user=one.director)
            services.assign_schools(one.director, by=by, schools=[*schools, school])
    if plan.acts:
        after = {"file": file_name, "new": plan.new_count, "changed": plan.changed_count}
        audit.record("реестр школ загружен", municipality, by=by, municipality=municipality, after=after)


def _save(one: PlannedSchool, municipality: Municipality, by: User) -> School:
    if one.school is None:
        return services.create_school(municipality, by=by, **one.values)
    return services.update_school(one.school, by=by, **one.values)
