"""Pupils' rows and names: nothing of them in the database, in files or in the log, whether the file was read well or badly."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from schools.models import ResultImport
from schools.results_loading.packing import unpack
from schools.services import loading
from tests.access.tenants import portal_models
from tests.schools.results_files.make_books import xlsx
from tests.schools.results_files.make_exams import MARKED, NAMES, protocol_sheet


@pytest.fixture
def upload(world, sign_in, django_capture_on_commit_callbacks):
    def send(data):
        with django_capture_on_commit_callbacks(execute=True):
            sign_in(world.methodist).post(
                reverse("schools:loading_upload"), {"file": SimpleUploadedFile("протокол.xlsx", data), "year": "2026"}
            )
        return ResultImport.objects.get()

    return send


def kept(settings, caplog):
    """Everything the portal holds after the request, as one text."""
    parts = [caplog.text]
    with connection.cursor() as cursor:
        for model in portal_models():
            cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')
            parts += [row[0] for row in cursor.fetchall()]
    contents = ResultImport.objects.exclude(content=None).values_list("content", flat=True)
    parts += [json.dumps(unpack(one), ensure_ascii=False, default=str) for one in contents]
    parts += [path.read_bytes().decode("latin-1") for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return "\n".join(parts)


def names_in(text):
    return [name for name in NAMES if name in text]


def test_protocol_leaves_counts_and_no_name(upload, settings, caplog):
    source = upload(xlsx(protocol_sheet(MARKED)))
    assert (source.state, source.units.count(), source.total_rows > 0) == ("review", 2, True)
    assert names_in(kept(settings, caplog)) == []
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_broken_protocol_leaves_no_name(upload, settings, caplog):
    source = upload(xlsx(protocol_sheet([*MARKED, (220124, 20, "Вяземцева"), ("Громобоев", 12, 4)])))
    assert source.problem_count > 0
    assert names_in(kept(settings, caplog)) == []


def test_failure_of_the_reader_leaves_no_name(upload, settings, caplog, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError(f"could not convert {NAMES[0]}")

    monkeypatch.setattr(loading, "read_results", fail)
    source = upload(xlsx(protocol_sheet(MARKED)))
    assert (source.state, source.message) == ("refused", loading.FAILED)
    assert names_in(kept(settings, caplog)) == []


def test_names_are_found_where_they_are(upload, settings, caplog):
    """The test above would see one."""
    source = upload(xlsx(protocol_sheet(MARKED)))
    ResultImport.objects.filter(pk=source.pk).update(message=NAMES[0])
    assert names_in(kept(settings, caplog)) == [NAMES[0]]
