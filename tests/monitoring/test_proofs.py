"""A file attached on «Мои сроки» is the report's too: one file, shown, counted and kept. Today is 1 October 2026."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.uploads import UploadError
from monitoring.loading import load_sheet
from monitoring.models import Evidence
from monitoring.services import evidence, reports
from monitoring.sheet import FileRow
from monitoring.views.pages import findings_of
from roadmaps import services
from roadmaps.models import Activity, CompletionFile, Roadmap
from tests import factories as f
from tests.accounts.upload_files import PDF, PNG
from tests.monitoring.conftest import DONE, HALF


@pytest.fixture
def mark(report, world):
    Activity.objects.update(report_form="Справка")
    proof = services.Proof("справка", SimpleUploadedFile("итоги.pdf", PDF), "итоги.pdf")
    said = {"done_on": date(2026, 9, 18), "result": "Провели открытый урок", "proofs": [proof]}
    return services.mark_done(world.occurrence, by=world.director, school=world.school, **said)


@pytest.fixture
def sent(mark, report, world, indicator):
    reports.save(report=report, by=world.director, values={indicator.pk: HALF})
    reports.submit(report=report, by=world.director)
    return report


def row_of(report):
    [row] = load_sheet(report).entries
    return row


def proof_row(mark):
    file = mark.files.get()
    return FileRow(str(file.key), "итоги.pdf", len(PDF), is_proof=True)


def download(client, mark):
    return client.get(reverse("monitoring:evidence_download", args=[mark.files.get().key]))


def test_report_shows_the_file_of_the_mark(mark, report):
    assert row_of(report).files == (proof_row(mark),)


def test_document_that_is_asked_for_is_there(mark, report):
    asked = [problem.name for problem in findings_of(report, load_sheet(report)).soft]
    mark.files.all().delete()
    assert (asked, [one.name for one in findings_of(report, load_sheet(report)).soft]) == ([], ["files"])


def test_row_that_says_something_else_has_not_the_file(mark, report, world):
    words = {"status": "in_progress", "result": "Начали", "done_on": None, "reason": ""}
    reports.save(report=report, by=world.director, entries={world.occurrence.pk: words})
    assert row_of(report).files == ()


def test_report_s_own_files_stand_before_it(mark, report, world):
    said = {"occurrence_id": world.occurrence.pk, "by": world.director}
    own = evidence.attach(report=report, file=BytesIO(PNG), name="фото.png", **said)
    assert row_of(report).files == (FileRow(str(own.key), "фото.png", len(PNG)), proof_row(mark))


def test_same_file_is_not_attached_again(mark, report, world):
    with pytest.raises(
        UploadError, match="уже приложен на «Моих сроках» («итоги.pdf»)".replace("(", r"\(").replace(")", r"\)")
    ):
        evidence.attach(
            report=report, occurrence_id=world.occurrence.pk, file=BytesIO(PDF), name="копия.pdf", by=world.director
        )


def test_same_file_attached_to_both_is_shown_once(report, world):
    said = {"occurrence_id": world.occurrence.pk, "by": world.director}
    own = evidence.attach(report=report, file=BytesIO(PDF), name="копия.pdf", **said)
    completion = f.CompletionFactory(occurrence=world.occurrence, school=world.school)
    f.CompletionFileFactory(completion=completion, sha256=own.sha256)
    reports.save(report=report, by=world.director, entries={world.occurrence.pk: DONE})
    assert [file.key for file in row_of(report).files] == [str(own.key)]


def test_submission_keeps_the_file_and_copies_nothing(sent, mark):
    [entry] = sent.events.get(to_state="submitted").snapshot["entries"]
    file = proof_row(mark)
    assert entry["files"] == [{"key": file.key, "name": "итоги.pdf", "size": len(PDF), "is_proof": True}]
    assert (row_of(sent).files, Evidence.objects.count()) == ((file,), 0)


def test_accepted_report_still_shows_it(sent, mark, world):
    reports.accept(report=sent, by=world.methodist, submission_id=reports.latest_submission_id(sent))
    assert row_of(sent).files == (proof_row(mark),)


def test_version_names_a_file_that_was_taken_away_after_the_return(sent, mark, world, sign_in):
    seen = reports.latest_submission_id(sent)
    reports.return_to_school(report=sent, by=world.methodist, comment="Поправьте", submission_id=seen)
    version = reverse("monitoring:report_version", args=[sent.pk, seen])
    client = sign_in(world.methodist)
    assert client.get(version).context["file_keys"] == {proof_row(mark).key}
    services.undo_completion(mark, by=world.director)
    page = client.get(version)
    assert (page.context["file_keys"], page.content.decode().count("убран позже")) == (set(), 1)


@pytest.mark.parametrize(
    ("person", "status"),
    [("director", 200), ("curator", 200), ("methodist", 200), ("head", 200), ("other_director", 404)],
)
def test_whoever_reads_the_report_reads_the_file(sent, mark, world, sign_in, person, status):
    response = download(sign_in(getattr(world, person)), mark)
    response.close()
    assert response.status_code == status


def test_file_is_read_also_when_the_plan_is_out_of_sight(sent, mark, world, sign_in):
    Roadmap.objects.update(state=Roadmap.State.DRAFT, approved_at=None, approved_by=None)
    world.programme.schools.remove(world.school)
    assert b"".join(download(sign_in(world.director), mark).streaming_content) == PDF


def test_stranger_does_not_find_the_file(sent, mark, stranger, sign_in):
    assert download(sign_in(stranger.methodist), mark).status_code == 404


def test_file_of_the_municipality_is_no_file_of_a_report(world, sign_in):
    file = f.CompletionFileFactory(completion__occurrence=world.occurrence)
    url = reverse("monitoring:evidence_download", args=[file.key])
    assert sign_in(world.methodist).get(url).status_code == 404


def test_report_cannot_take_the_file_away(mark, report, world, sign_in):
    key = proof_row(mark).key
    client = sign_in(world.director)
    assert client.post(reverse("monitoring:evidence_remove", args=[key])).status_code == 404
    client.post(reverse("monitoring:report_save", args=[report.pk]), {"remove": key})
    assert CompletionFile.objects.count() == 1
