from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.uploads import UploadError
from monitoring.models import Evidence
from monitoring.services import evidence, reports
from monitoring.services.reports import ReportError
from tests.accounts.upload_files import JPEG, PDF, PNG, excel_file, word_file

KINDS = [
    ("справка.pdf", PDF, "application/pdf"),
    ("фото.jpg", JPEG, "image/jpeg"),
    ("скан.png", PNG, "image/png"),
    ("приказ.docx", word_file(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("таблица.xlsx", excel_file(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
]


def attach(report, world, content=PDF, name="Протокол № 3.pdf", by=None):
    said = {"occurrence_id": world.occurrence.pk, "file": BytesIO(content), "name": name}
    return evidence.attach(report=report, by=by or world.director, **said)


@pytest.mark.parametrize(("name", "content", "content_type"), KINDS, ids=["pdf", "jpg", "png", "docx", "xlsx"])
def test_attach_takes_the_kinds_schools_have(report, world, name, content, content_type):
    file = attach(report, world, content, name)
    assert (file.name, file.content_type, file.size) == (name, content_type, len(content))
    with file.file.storage.open(file.file.name) as stored:
        assert stored.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [("письмо.rtf", b"{\\rtf1 }"), ("пустой.pdf", b""), ("страница.html", b"<html></html>")],
    ids=["rtf", "empty", "html"],
)
def test_attach_refuses_other_kinds(report, world, name, content):
    with pytest.raises(UploadError):
        attach(report, world, content, name)
    assert Evidence.objects.count() == 0


def test_attach_names_the_file_by_what_it_is(report, world):
    assert attach(report, world, PNG, "../../скан.docx").name == "скан.png"


def test_attach_keeps_the_file_under_a_key_of_ours(report, world):
    file = attach(report, world)
    assert file.file.name == f"evidence/{world.municipality.pk}/{file.key}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Протокол № 3.pdf", "Файл «Протокол № 3.pdf» уже приложен к этому мероприятию: второй раз он не нужен."),
        ("копия.pdf", "Файл «копия.pdf» — тот же, что уже приложенный «Протокол № 3.pdf»: второй раз он не нужен."),
    ],
)
def test_attach_of_the_same_file_again_is_refused_kindly(report, world, name, said):
    attach(report, world)
    with pytest.raises(UploadError) as refusal:
        attach(report, world, name=name)
    assert str(refusal.value) == said


def test_attach_to_a_locked_report_is_refused(submitted, world):
    with pytest.raises(ReportError):
        attach(submitted, world)
    assert Evidence.objects.count() == 0


def test_attach_by_another_director_is_refused(report, world):
    with pytest.raises(PermissionDenied):
        attach(report, world, by=world.other_director)


def test_remove_deletes_the_row_and_the_bytes(report, world, django_capture_on_commit_callbacks):
    file = attach(report, world)
    storage, path = file.file.storage, file.file.name
    with django_capture_on_commit_callbacks(execute=True):
        evidence.remove(evidence=file, by=world.director)
    assert (Evidence.objects.count(), storage.exists(path)) == (0, False)
    assert AuditEvent.objects.filter(action="отчёт: убран файл").count() == 1


def test_remove_from_a_locked_report_is_refused(filled, world):
    file = attach(filled, world)
    reports.submit(report=filled, by=world.director)
    with pytest.raises(ReportError):
        evidence.remove(evidence=Evidence.objects.get(pk=file.pk), by=world.director)
    assert file.file.storage.exists(file.file.name) is True


def test_download_gives_the_file_under_its_own_name(report, world, sign_in):
    file = attach(report, world)
    response = sign_in(world.methodist).get(reverse("monitoring:evidence_download", args=[file.key]))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('Протокол № 3.pdf')}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("person", "status"),
    [("director", 200), ("curator", 200), ("coordinator", 200), ("head", 200), ("other_director", 404)],
)
def test_download_is_for_those_who_see_the_report(report, world, sign_in, person, status):
    url = reverse("monitoring:evidence_download", args=[attach(report, world).key])
    response = sign_in(getattr(world, person)).get(url)
    response.close()
    assert response.status_code == status


def test_download_by_a_stranger_finds_nothing(report, world, stranger, sign_in):
    url = reverse("monitoring:evidence_download", args=[attach(report, world).key])
    assert sign_in(stranger.methodist).get(url).status_code == 404


def upload(client, report, world, *files, **headers):
    url = reverse("monitoring:evidence_attach", args=[report.pk, world.occurrence.pk])
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(url, {f"entry-{world.occurrence.pk}-files": uploads}, headers=headers)


def test_page_attaches_several_files_at_once_and_names_the_refused(report, world, sign_in):
    files = [("один.pdf", PDF), ("два.png", PNG), ("три.rtf", b"{\\rtf1 }")]
    response = upload(sign_in(world.director), report, world, *files, hx_request="true")
    assert (response.status_code, Evidence.objects.count()) == (422, 2)
    assert response.context["errors"][0].startswith("Файл «три.rtf» не подходит: это документ RTF.") is True


def test_page_without_htmx_goes_back_to_the_report(report, world, sign_in):
    response = upload(sign_in(world.director), report, world, ("один.pdf", PDF))
    assert (response.status_code, response["Location"]) == (302, reverse("monitoring:report_detail", args=[report.pk]))


def test_page_attaches_nothing_to_a_locked_report(submitted, world, sign_in):
    response = upload(sign_in(world.director), submitted, world, ("один.pdf", PDF), hx_request="true")
    assert (response.status_code, Evidence.objects.count()) == (409, 0)


@pytest.mark.parametrize(
    ("person", "status"), [("director", 200), ("other_director", 404), ("curator", 403), ("methodist", 403)]
)
def test_page_removes_a_file_for_its_school_only(report, world, sign_in, person, status):
    url = reverse("monitoring:evidence_remove", args=[attach(report, world).key])
    response = sign_in(getattr(world, person)).post(url, headers={"hx-request": "true"})
    assert (response.status_code, Evidence.objects.count()) == (status, 0 if status == 200 else 1)
