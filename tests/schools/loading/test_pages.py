"""The pages of loading, as a methodist walks them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from schools.models import AssessmentResult, ExamThreshold, ResultImport, SourceMapping
from tests import factories as f
from tests.schools.results_files.make_books import delimited, ods, xls, xlsx
from tests.schools.results_files.make_tables import ROWS, results_sheet


@pytest.fixture
def methodist(world, sign_in):
    return sign_in(world.methodist)


@pytest.fixture
def send(methodist, django_capture_on_commit_callbacks):
    """POST, run the task, follow."""

    def post(name, data=None, **keys):
        with django_capture_on_commit_callbacks(execute=True):
            answer = methodist.post(reverse(f"schools:{name}", kwargs=keys), data or {})
        return methodist.get(answer["Location"]) if answer.status_code == 302 else answer

    return post


def table(data=None, name="итоги.xlsx"):
    return SimpleUploadedFile(name, xlsx(results_sheet()) if data is None else data)


def text(answer):
    return " ".join(answer.content.decode().split())


def test_file_goes_from_upload_to_acceptance_and_back(known, send):
    page = send("loading_upload", {"file": table()})
    source = ResultImport.objects.get()
    assert "Новых: 3, изменится: 0, без изменений: 0." in text(page)
    assert "Новых: 3, изменено: 0" in text(send("loading_accept", pk=source.pk))
    assert AssessmentResult.objects.count() == 3
    assert "Удалено: 3 записи" in text(send("loading_undo", pk=source.pk))
    assert AssessmentResult.objects.count() == 0


def test_preview_tells_what_was_and_what_becomes(known, send):
    f.AssessmentResultFactory(school=known.other_school, participants=38, failed=4)
    page = text(send("loading_upload", {"file": table()}))
    assert 'Участников: <del class="quiet">38</del> → <ins>40</ins>' in page


def test_preview_offers_unknown_schools_with_one_click(world, send):
    world.school.short_name = "МБОУ СОШ № 5"
    world.school.save()
    page = text(send("loading_upload", {"file": table()}))
    assert "Это МБОУ СОШ № 5" in page
    unit = ResultImport.objects.get().units.get(value="edu220123")
    send("loading_match", {"school": world.school.pk}, pk=unit.pk)
    unit.refresh_from_db()
    assert unit.school == world.school


def test_errors_name_sheet_row_and_column(known, send):
    rows = [list(row) for row in ROWS]
    rows[2][8] = 30
    page = text(send("loading_upload", {"file": table(xlsx(results_sheet(rows)))}))
    assert "лист «Результаты», строка 5, столбец" in page
    assert "Принять</button>" not in page


@pytest.mark.parametrize(("make", "name"), [(xls, "a.xls"), (ods, "a.ods"), (delimited, "a.csv")])
def test_other_kinds_of_tables_are_taken(known, send, make, name):
    page = send("loading_upload", {"file": table(make(results_sheet()), name)})
    assert "Новых: 3" in text(page)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n%%EOF", b"PK\x03\x04broken"])
def test_what_is_no_table_is_refused_at_once(send, data):
    page = send("loading_upload", {"file": table(data)})
    assert (page.status_code, ResultImport.objects.count()) == (200, 0)


def test_progress_is_polled_and_the_page_turns_over_when_done(world, methodist):
    source = f.ResultImportFactory(municipality=world.municipality, state="reading", done_rows=500, total_rows=2000)
    url = reverse("schools:loading_detail", kwargs={"pk": source.pk})
    asked = methodist.get(url, headers={"HX-Request": "true"})
    assert ('value="25"' in text(asked), "<html" in text(asked)) == (True, False)
    ResultImport.objects.update(state="review", content=None)
    assert methodist.get(url, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_own_table_is_explained_once(known, send, methodist):
    header = ["Организация", "Дисциплина", "Параллель", "Писали работу", "Ниже порога"]
    rows = [["edu220123", "математика", 7, 30, 6]]
    page = send("source_list", {"file": table(xlsx(results_sheet(rows, header)))})
    titles = page.context["form"]["titles"].value()
    columns = dict(zip(["school", "subject", "grade", "participants", "failed"], header, strict=True))
    told = {f"column_{code}": title for code, title in columns.items()}
    send("source_create", {"titles": titles, "title": "МСОКО", "constant_kind": "РПР", "constant_year": "2026", **told})
    assert SourceMapping.objects.get().columns == columns
    assert "Новых: 1" in text(send("loading_upload", {"file": table(xlsx(results_sheet(rows, header)))}))


def test_template_holds_the_schools_and_reads_back_empty(known, methodist):
    from io import BytesIO

    answer = methodist.get(reverse("schools:loading_template", kwargs={"layout": "marks"}))
    cells = [row[0] for row in load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)]
    assert f"{known.school.short_name} (edu220123)" in cells
    assert methodist.get(reverse("schools:loading_template", kwargs={"layout": "nothing"})).status_code == 404


def test_own_passing_score_goes_before_the_federal_one(known, send, load):
    from schools.services.loading import _expected
    from schools.thresholds import SUBJECTS

    place = SUBJECTS.index(("ЕГЭ", "физика"))
    send("threshold_edit", {f"ЕГЭ-{place}": "39"}, year=2026)
    assert ExamThreshold.objects.get().minimum == 39
    minimums = _expected(load(expected={"year": 2026})).minimums
    assert (minimums["физика"], minimums["химия"]) == (39, 36)


@pytest.mark.parametrize("rows", [1, 30])
def test_history_takes_as_many_queries_however_long(world, methodist, django_assert_num_queries, rows):
    f.ResultImportFactory.create_batch(rows, municipality=world.municipality)
    url = reverse("schools:loading_list")
    methodist.get(url)
    with django_assert_num_queries(11):
        methodist.get(url)
