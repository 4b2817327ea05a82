"""What a browser would send to each route that takes POST: enough for the one who may to get through.

A payload is a function of the town, so whatever differs between two towns' payloads names an object of the town.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring.services.reports import latest_submission_id
from schools.forms_import import signed_rows
from schools.forms_loading import signed_titles
from schools.forms_methodology import MethodologyForm
from schools.forms_outer import signed
from schools.identification import preset
from schools.imports.reading import Reading, SchoolRow
from schools.listing.outer_rows import OuterRow
from schools.models import MethodologyVersion
from schools.results_files import ColumnMapping, Suggestion
from tests.access.town import PDF, Town
from tests.factories import PASSWORD
from tests.monitoring.conftest import DONE
from tests.roadmaps.docx_files import table_docx
from tests.schools.results_files.make_books import xlsx
from tests.schools.results_files.make_tables import results_sheet

Payload = dict[str, Any]

NEW_PASSWORD = {"new_password1": "совсем-другой-пароль-9", "new_password2": "совсем-другой-пароль-9"}
PERSON = {"last_name": "Речная", "first_name": "Ольга", "email": "rechnaya@example.org", "role": "director"}
MUNICIPALITY = {
    "name": "городской округ Заречный",
    "slug": "zarechny",
    "organisation": "Управление образования",
    "organisation_genitive": "управления образования",
    "place": "г. Заречный",
    "timezone": "Asia/Omsk",
    "is_active": "on",
}
SCHOOL = {"number": "77", "short_name": "Гимназия", "full_name": "Гимназия № 77", "kind": "advanced", "is_active": "on"}
ACTIVITY = {
    "number": "7.",
    "title": "Провести семинар",
    "deadline_text": "ежегодно, март",
    "responsible_text": "Директора",
    "audience": "listed",
}
TEXTS = {
    "texts-difficulties": "Нет учителя физики",
    "initial-texts-difficulties": "Мало учителей",
    "texts-next_steps": "Найти учителя",
    "initial-texts-next_steps": "Пригласить учителей",
}
INDICATOR = {
    "code": "Н1",
    "name": "Доля открытых уроков",
    "kind": "share",
    "numerator_label": "открытых уроков",
    "denominator_label": "уроков всего",
    "unit": "%",
    "accumulation": "period",
    "direction": "up",
    "decimals": "0",
    "source": "журнал",
    "target_2026": "50",
}
SETTLED = {"act": "done", "done_on": "2026-09-30", "result": "Сделано"}
ORDER = {
    "heading": "Об утверждении плана",
    "preamble": "В целях улучшения результатов",
    "clauses": "Утвердить план ({план}).\nКонтроль оставляю за собой.",
    "signatory_position": "Начальник",
    "signatory_name": "В. А. Озёрная",
}
OFFICE = {
    "letterhead": "УПРАВЛЕНИЕ",
    "signatory_position": "Начальник",
    "signatory_name": "В. А. Озёрная",
    "font_size": "12",
    "date_style": "words",
    "clause_style": "bracket",
}


def _entry(town: Town) -> Payload:
    """What is written now, and what the page held before."""
    prefix, said = f"entry-{town.occurrence.pk}", {"status": "in_progress", "result": "Начали"}
    seen = {f"initial-{prefix}-{name}": DONE[name] for name in said}
    return {f"{prefix}-{name}": text for name, text in said.items()} | seen


def _value(town: Town) -> Payload:
    prefix = f"value-{town.indicator.pk}"
    seen = {f"initial-{prefix}-numerator": "5", f"initial-{prefix}-denominator": "10"}
    return {f"{prefix}-numerator": "6", f"{prefix}-denominator": "10"} | seen


def _file(town: Town, content: bytes = PDF + b"second") -> Payload:
    return {f"entry-{town.occurrence.pk}-files": SimpleUploadedFile("протокол.pdf", content)}


def _table(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, xlsx(results_sheet()))


def _review(town: Town) -> Payload:
    head = {
        "head-title": "План школ",
        "head-programme_title": "Новая программа",
        "head-period_kind": "calendar",
        "head-first_year": "2025",
        "head-last_year": "2027",
    }
    passport = {
        "passport-TOTAL_FORMS": 1,
        "passport-INITIAL_FORMS": 1,
        "passport-0-name": "Цель",
        "passport-0-text": "Рост",
    }
    lines = {
        "line-TOTAL_FORMS": 2,
        "line-INITIAL_FORMS": 2,
        "line-0-kind": "section",
        "line-0-title": "Первый раздел",
        "line-0-audience": "municipal",
        "line-1-kind": "activity",
        "line-1-title": "Уроки",
        "line-1-audience": "listed",
        "line-1-numbers": town.school.number,
    }
    return {**head, **passport, **lines, "table": "0", "accept": "1"}


def _upload(town: Town) -> Payload:
    rows = [("№", "Мероприятие", "Сроки", "Ответственные"), ("1.", "Открытые уроки", "сентябрь 2026", "Методисты")]
    return {"file": SimpleUploadedFile("план.docx", table_docx(4, rows)), "programme": town.programme.pk}


def _registry(town: Town) -> Payload:
    """The second step: rows of a preview, signed for the town."""
    rows = [SchoolRow(2, "Лицей у реки", "Лицей")]
    return {"rows": signed_rows(Reading(rows), "школы.xlsx", town.municipality)}


def _answer(town: Town) -> Payload:
    """One of the schools' directors; the fields of the other targets are sent too, as a browser does."""
    return {
        "target": "person",
        "user": town.director.pk,
        "organisation": town.organisation.pk,
        "name": "Новый центр",
        "members": [town.methodist.pk],
        "schools": [town.school.pk],
    }


def _organisation(town: Town) -> Payload:
    return {"name": "Дом учителя", "abbreviations": "ДУ\nГДУ", "members": [town.methodist.pk]}


DECISION = {
    "kind": "include",
    "category": "low_results",
    "justification": "Учителя математики нет второй год, выборка мала.",
    "basis_kind": "protocol",
    "basis": "протокол от 12.09.2026 № 3",
}

OUTER = {"level": "federal", "year": 2026, "basis": "письмо от 01.09.2026 № 7", "name": ""}


def _methodology(town: Town, name: str) -> Payload:
    """Every field of the form as the page fills it."""
    params = preset(name)
    form = MethodologyForm(
        version=MethodologyVersion(
            municipality=town.municipality, title="Правило города", valid_from=date(2026, 9, 1), params=params
        )
    )
    values = {field: form[field].initial for field in form.fields}
    filled = {field: value for field, value in values.items() if value is not None}
    return {**filled, "title": "Правило города", "valid_from": "2026-09-01", "outer_list": town.outer_list.pk}


# route -> what is sent; a route that needs nothing but the press of a button is not here
PAYLOADS: dict[str, Callable[[Town], Payload]] = {
    "login/": lambda town: {"username": town.colleague.email, "password": PASSWORD},
    "password/reset/": lambda town: {"email": town.colleague.email},
    "password/reset/<uidb64>/<token>/": lambda town: NEW_PASSWORD,
    "invitation/<uidb64>/<token>/": lambda town: NEW_PASSWORD,
    "password/change/": lambda town: {"old_password": PASSWORD, **NEW_PASSWORD},
    "profile/": lambda town: {"last_name": "Новая", "first_name": "Анна"},
    "reminders/": lambda town: {"days_before": ["14", "3"], "rhythm": "weekly", "weekday": "2"},
    "reminders/rules/": lambda town: {"escalate_to_coordinator": "5", "escalate_to_head": "12"},
    "municipalities/new/": lambda town: MUNICIPALITY,
    "municipalities/<int:pk>/": lambda town: MUNICIPALITY,
    "schools/new/": lambda town: {**SCHOOL, "branch_of": town.other_school.pk},
    "schools/<int:pk>/edit/": lambda town: {**SCHOOL, "branch_of": town.other_school.pk},
    "people/new/": lambda town: {**PERSON, "schools": [town.school.pk], "municipality": town.municipality.pk},
    "people/<int:pk>/": lambda town: {
        **PERSON, "is_active": "on", "schools": [town.school.pk], "municipality": town.municipality.pk,
    },
    "schools/import/": _registry,
    "schools/<int:pk>/codes/": lambda town: {
        "successor": town.other_school.pk, "happened_on": "2026-06-01", "share": "40",
    },
    "schools/<int:pk>/olympiads/<year:year>/": lambda town: {"municipal_participants": "7", "municipal_winners": "2"},
    "passports/<int:pk>/<year:year>/fill/": lambda town: {
        "as_of": "2026-10-01", "pupils": "512", "reason_families": "уточняем",
    },
    "results/new/": lambda town: {"file": _table("results.xlsx")},
    "results/units/<int:pk>/": lambda town: {"school": town.school.pk},
    "results/sources/": lambda town: {"file": _table("sample.xlsx")},
    "results/sources/new/": lambda town: {
        "titles": signed_titles(Suggestion("Лист", ("ОО", "Писали", "Двойки"), ColumnMapping())), "title": "МСОКО",
        "column_school": "ОО", "column_participants": "Писали", "column_failed": "Двойки",
    },
    "results/comparability/": lambda town: {"procedure": "2026|ОГЭ|русский|9", "reason": "Новая шкала"},
    "results/thresholds/<year:year>/": lambda town: {"ЕГЭ-0": "25"},
    "identification/runs/new/": lambda town: {"methodology": town.methodology.pk, "year": "2026"},
    "identification/outer/new/": lambda town: {
        "read": signed({**OUTER, "rows": [OuterRow(1, town.school.short_name)]}, town.municipality),
        "school_0": town.school.short_name,
    },
    "identification/decisions/new/": lambda town: {**DECISION, "school": town.school.pk},
    "identification/decisions/<int:pk>/refuse/": lambda town: {"answer": "Данных мало"},
    "identification/methodologies/new/": lambda town: _methodology(town, "EXTERNAL"),
    "identification/methodologies/<int:pk>/edit/": lambda town: _methodology(town, "FED30"),
    "roadmaps/<int:pk>/state/": lambda town: {"to": "closed"},
    "roadmaps/<int:pk>/rename/": lambda town: {"title": "План второго года"},
    "roadmaps/<int:pk>/sections/new/": lambda town: {"number": "9.", "title": "Новый раздел"},
    "roadmaps/sections/<int:pk>/": lambda town: {"number": "9.", "title": "Другое название"},
    "roadmaps/sections/<int:pk>/move/": lambda town: {"direction": "down"},
    "roadmaps/sections/<int:pk>/activities/new/": lambda town: {
        **ACTIVITY, "schools": [town.school.pk], "after": town.draft_activity.pk,
    },
    "roadmaps/town-calendar/rule/": lambda town: {"day_off_rule": "before"},
    "roadmaps/town-calendar/year/": lambda town: {
        "year": "2026", "winter_from": "2026-12-28", "winter_to": "2027-01-10",
    },
    "roadmaps/town-calendar/days/new/": lambda town: {"day": "2026-12-14", "note": "День области"},
    "roadmaps/activities/<int:pk>/deadline/": lambda town: {
        "version": town.draft_activity.version, "answer": "no_date",
    },
    "roadmaps/activities/<int:pk>/edit/": lambda town: {
        **ACTIVITY, "schools": [town.other_school.pk], "version": "1",
    },
    "roadmaps/activities/<int:pk>/move/": lambda town: {"section": town.empty_section.pk},
    "roadmaps/occurrences/<int:pk>/complete/": lambda town: SETTLED,
    "roadmaps/occurrences/<int:pk>/schools/<int:school_id>/complete/": lambda town: {
        **SETTLED, "file_0": SimpleUploadedFile("справка.pdf", PDF),
    },
    "roadmaps/imports/new/": _upload,
    "roadmaps/imports/<int:pk>/": _review,
    "responsibles/<int:pk>/": _answer,
    "responsibles/remembered/<int:pk>/": lambda town: _answer(town) | {"target": "listed"},
    "responsibles/remembered/<int:pk>/forget/": lambda town: {"party": town.question.pk},
    "responsibles/organisations/new/": _organisation,
    "responsibles/organisations/<int:pk>/": _organisation,
    "roadmaps/programmes/<int:pk>/": lambda town: {"title": "Шаг вперёд", "schools": [town.school.pk]},
    "reports/<int:pk>/save/": lambda town: {
        **_entry(town), **_value(town), **_file(town), **TEXTS, "remove": str(town.evidence.key),
    },
    "reports/<int:pk>/activities/<int:occurrence_id>/": _entry,
    "reports/<int:pk>/activities/<int:occurrence_id>/files/": _file,
    "reports/<int:pk>/indicators/<int:indicator_id>/": _value,
    "reports/<int:pk>/texts/": lambda town: TEXTS,
    "reports/<int:pk>/return/": lambda town: {
        "submission_id": latest_submission_id(town.submitted), "comment": "Уточните",
    },
    "reports/<int:pk>/accept/": lambda town: {"submission_id": latest_submission_id(town.submitted)},
    "setup/programmes/<int:pk>/indicators/new/": lambda town: INDICATOR,
    "setup/indicators/<int:pk>/": lambda town: INDICATOR,
    "setup/indicators/<int:pk>/revise/": lambda town: INDICATOR,
    "setup/indicators/<int:pk>/move/": lambda town: {"direction": "down"},
    "setup/programmes/<int:pk>/periods/add/": lambda town: {"starts_on": "2026-10-01"},
    "setup/periods/<int:pk>/": lambda town: {"opens_on": "2026-09-20", "due_on": "2026-10-09", "closes_on": "2026-10-20"},
    "orders/new/": lambda town: {"roadmap": town.roadmap.pk},
    "orders/office/": lambda town: OFFICE,
    "orders/<int:pk>/edit/": lambda town: ORDER,
    "orders/<int:pk>/register/": lambda town: {"number": "613", "signed_on": "2026-09-30"},
}  # fmt: skip


def payload(pattern: str, town: Town) -> Payload:
    return PAYLOADS[pattern](town) if pattern in PAYLOADS else {}
