"""Writes of the sources whose columns a person has explained."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.models import Municipality, User
from schools.models import SourceMapping
from schools.results_files import ColumnMapping


@transaction.atomic
def create_source(municipality: Municipality, *, by: User, title: str, mapping: ColumnMapping) -> SourceMapping:
    source = SourceMapping(municipality=municipality, title=title, **mapping.to_data())
    source.full_clean()
    source.save()
    audit.record("источник таблиц сохранён", source, by=by, municipality=municipality, after=mapping.to_data())
    return source


@transaction.atomic
def delete_source(source: SourceMapping, *, by: User) -> None:
    before = {"columns": source.columns, "constants": source.constants}
    audit.record("источник таблиц удалён", source, by=by, municipality=source.municipality_id, before=before)
    source.delete()
