"""The paper behind an expert decision: taken as a file, kept beside it, handed out to the office alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEvent
from schools.models import DecisionFile, ExpertDecision

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"


def propose(client, school, name="протокол.pdf", content=PDF, files=None):
    chosen = {"file": SimpleUploadedFile(name, content)} if files is None else files
    said = {
        "school": school.pk,
        "kind": "include",
        "category": "low_results",
        "justification": "Учителя математики нет второй год, выборка мала.",
        "basis_kind": "protocol",
        "basis": "протокол от 12.09.2026 № 3",
        **chosen,
    }
    return client.post(reverse("schools:decision_create"), said)


@pytest.mark.parametrize(
    ("content", "content_type", "name"),
    [(PDF, "application/pdf", "протокол.pdf"), (JPEG, "image/jpeg", "протокол.jpg")],
)
def test_file_of_a_decision_is_kept_under_its_real_kind(world, sign_in, content, content_type, name):
    propose(sign_in(world.methodist), world.school, content=content)
    scan = DecisionFile.objects.get()
    assert (scan.name, scan.content_type, scan.size, scan.uploaded_by) == (
        name, content_type, len(content), world.methodist
    )  # fmt: skip
    assert AuditEvent.objects.about(scan.decision).get().after["sha256"] == scan.sha256


def test_decision_needs_no_file(world, sign_in):
    propose(sign_in(world.methodist), world.school, files={})
    assert (ExpertDecision.objects.count(), DecisionFile.objects.count()) == (1, 0)


def test_file_that_is_no_document_leaves_no_decision(world, sign_in):
    page = propose(sign_in(world.methodist), world.school, "протокол.pdf", b"<html>")
    assert page.context["form"].errors == {
        "file": [
            "Файл «протокол.pdf» не подходит: это веб-страница или XML. Сюда можно загрузить: документ Word (.docx), "
            "документ PDF, картинка JPEG, картинка PNG."
        ]
    }
    assert ExpertDecision.objects.count() == 0


def test_file_is_handed_out_to_the_office_and_not_to_the_school(world, sign_in):
    propose(sign_in(world.methodist), world.school)
    address = reverse("schools:decision_file", args=[DecisionFile.objects.get().key])
    answer = sign_in(world.head).get(address)
    assert (b"".join(answer.streaming_content), answer["Content-Disposition"].split(";")[0]) == (PDF, "attachment")
    assert sign_in(world.director).get(address).status_code == 403


@pytest.mark.parametrize("name", ["decision_list", "school_detail"])
def test_pages_lead_to_the_file(world, sign_in, name):
    propose(sign_in(world.methodist), world.school)
    address = reverse("schools:decision_file", args=[DecisionFile.objects.get().key])
    args = [world.school.pk] if name == "school_detail" else []
    page = sign_in(world.head).get(reverse(f"schools:{name}", args=args)).content.decode()
    assert page.count(f'href="{address}"') == 1
