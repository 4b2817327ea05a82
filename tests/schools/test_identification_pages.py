"""The workspace: what people see, try out and take out of the portal."""

from io import BytesIO

import pytest
from django.forms.models import model_to_dict
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from orders.documents import approved_list_appendix
from orders.services import create_list_order, register_order
from schools.forms_methodology import MethodologyForm
from schools.identification import Methodology, preset, preset_names
from schools.listing.changes import CauseWords
from schools.listing.differences import differences
from schools.listing.heat import Cell
from schools.listing.lists import approve_list
from schools.listing.papers import HIDDEN, is_telling, shown
from schools.listing.procedure_lines import LineError, read_lines, write_lines
from schools.listing.runs import run_identification
from schools.models import ListPlace, MethodologyVersion
from tests import factories as f
from tests.access.tenants import changed, fingerprints
from tests.factories.listing import MethodologyFactory, OuterListFactory


@pytest.fixture
def run(world):
    for year in (2025, 2026):
        f.AssessmentResultFactory(school=world.school, year=year, participants=30, failed=10)
        f.AssessmentResultFactory(school=world.other_school, year=year, participants=40, failed=2)
    return run_identification(MethodologyFactory(municipality=world.municipality), 2026, by=world.methodist)


def page(sign_in, user, name, *args, **query):
    return sign_in(user).get(reverse(f"schools:{name}", args=args), query)


def test_what_if_changes_the_answer_and_not_the_database(sign_in, world, run):
    client, before = sign_in(world.methodist), fingerprints()
    found = client.get(reverse("schools:run_what_if", args=[run.pk]), {"threshold_pct": "50"}).context
    assert (found["trial"].before.low_results, found["trial"].after.low_results) == (1, 0)
    assert [(title, [row.name for row in rows]) for title, rows in found["changes"].groups] == [
        ("Признаков ШНОР больше нет", [world.school.short_name])
    ]
    assert changed(before, fingerprints()) == []


@pytest.mark.parametrize("value", ["", "abc", "-5", "1e9", "٣٠", "9" * 50])
def test_what_if_with_nonsense_is_as_in_the_methodology(sign_in, world, run, value):
    found = page(sign_in, world.methodist, "run_what_if", run.pk, threshold_pct=value).context["trial"]
    assert found.after is None


def test_what_if_says_which_parameters_do_not_fit(sign_in, world, run):
    found = page(sign_in, world.methodist, "run_what_if", run.pk, threshold_pct="10", risk_pct="20").context["trial"]
    assert found.problem == "Граница зоны риска не может быть выше порога."


def test_heat_map_shows_shares_with_signs(sign_in, world, run):
    [row, other] = page(sign_in, world.methodist, "run_schools", run.pk).context["table"].rows
    found = [cell for cell in row.cells if cell.participants]
    assert found == [Cell("low", "!", "33,3\u00a0%", 30, 10)]
    assert [cell.level for cell in other.cells if cell.participants] == ["calm"]


@pytest.mark.parametrize(
    ("participants", "failed", "telling"),
    [(30, 10, False), (30, 3, True), (30, 27, True), (4, 0, True), (30, 0, False), (30, 30, False), (30, 5, False)],
)
def test_small_numbers_and_their_complements_tell_of_pupils(participants, failed, telling):
    assert is_telling(participants, failed) is telling
    assert (shown(Cell("low", "!", "1 %", participants, failed)) == HIDDEN) is telling


def test_xlsx_hides_small_numbers(sign_in, world, run):
    content = page(sign_in, world.methodist, "run_xlsx", run.pk).content
    sheet = load_workbook(BytesIO(content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    figures = {row[0]: [value for value in row if (value and "%" in str(value)) or value == HIDDEN] for row in rows}
    assert figures[world.school.short_name] == ["33,3\u00a0% (10 из\u00a030)"]
    assert figures[world.other_school.short_name] == [HIDDEN]
    assert "Для служебного пользования" not in {row[0] for row in rows}


def test_pdf_names_the_schools_and_bears_the_mark_if_asked(sign_in, world, run):
    content = page(sign_in, world.head, "run_pdf", run.pk, mark="1").content
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(content)).pages)
    wanted = ("Для служебного пользования", world.school.short_name, "настраиваемая методика муниципалитета")
    assert [words for words in wanted if words not in " ".join(text.split())] == []


def test_picture_has_a_point_for_each_school_with_a_passport(sign_in, world, run):
    for school, count in ((world.school, 30), (world.other_school, 5)):
        school.passports.create(year=2026, pupils=100, both_higher=60 - count, single_parent=count, low_income=count,
            unemployed_one=count, unemployed_both=0, school_register=count, non_native=count, special_needs=count)  # fmt: skip
    again = run_identification(run.methodology, 2026, by=world.methodist)
    answer = page(sign_in, world.methodist, "run_quadrants", again.pk)
    assert [point.name for point in answer.context["picture"].drawn] == [  # what lies on top is drawn last
        world.other_school.short_name,
        world.school.short_name,
    ]
    links = [reverse("schools:school_detail", args=[one.pk]) for one in (world.school, world.other_school)]
    assert [answer.content.decode().count(f'<a href="{link}" aria-label') for link in links] == [1, 1]


def test_changes_tell_why(sign_in, world, run):
    world.school.results.filter(year=2026).update(failed=0)
    again = run_identification(run.methodology, 2026, by=world.methodist)
    found = page(sign_in, world.methodist, "run_changes", again.pk).context["changes"]
    [(title, [row])] = found.groups
    assert (title, row.name) == ("Признаков ШНОР больше нет", world.school.short_name)
    said = "Изменились результаты: ОГЭ, математика — 2026: 10 из\u00a030 → 2026: 0 из\u00a030."
    assert row.causes == [CauseWords(said, [])]


def test_many_figures_of_a_change_are_shown_when_asked_for(sign_in, world, run):
    world.school.results.update(failed=0)
    again = run_identification(run.methodology, 2026, by=world.methodist)
    [(_, [row])] = page(sign_in, world.methodist, "run_changes", again.pk).context["changes"].groups
    shown = [(cause.sentence, len(cause.figures)) for cause in row.causes]
    assert shown == [("Изменились результаты: 2\u00a0строки", 2)]


def test_heat_map_finds_a_school_by_words(sign_in, world, run):
    name = world.other_school.short_name
    table = page(sign_in, world.methodist, "run_schools", run.pk, q=name).context["table"]
    assert [row.verdict.school for row in table.rows] == [world.other_school]


def test_outer_list_is_compared(sign_in, world, run):
    outer = OuterListFactory(municipality=world.municipality)
    outer.schools.set([world.other_school])
    groups = page(sign_in, world.methodist, "run_changes", run.pk).context["groups"]
    assert [group.schools for group in groups] == [[], [world.school], [world.other_school]]


@pytest.mark.parametrize("name", [name for name in preset_names() if name != "EXTERNAL"])
def test_form_of_a_methodology_keeps_every_parameter(world, name):
    version = MethodologyVersion(
        municipality=world.municipality, title="Правило", valid_from="2026-09-01", params=preset(name)
    )
    unbound = MethodologyForm(version=version)
    sent = {field: unbound[field].initial for field in unbound.fields}
    form = MethodologyForm({key: value for key, value in sent.items() if value is not None}, version=version)
    assert form.errors == {}
    assert Methodology.from_params(form.cleaned_data["params"]) == Methodology.from_params(preset(name))


def test_form_of_a_methodology_says_what_is_wrong(world):
    version = MethodologyFactory.build(municipality=world.municipality)
    unbound = MethodologyForm(version=version)
    sent = {field: unbound[field].initial for field in unbound.fields if unbound[field].initial is not None}
    form = MethodologyForm({**sent, "procedures": "ВПР"}, version=version)
    assert form.errors == {
        "procedures": ["«ВПР»: нужны вид работы и предмет через запятую, например «ВПР, русский, 5 класс»."]
    }


def test_only_the_federal_rule_is_called_so(world):
    form = MethodologyForm(version=MethodologyFactory.build(municipality=world.municipality))
    federal = [name for name in form.fields if form.origin(name).startswith("правило ФИОКО")]
    assert federal == ["threshold_pct", "k_same_year", "cross_year"]


def test_differences_of_versions_in_words(world):
    first = MethodologyFactory(municipality=world.municipality)
    params = {**first.params, "threshold_pct": 25, "cross_year": "any_procedure"}
    second = MethodologyFactory(municipality=world.municipality, params=params)
    assert [(one.name, one.before, one.after) for one in differences(first, second)] == [
        ("Порог низкого результата", "30", "25"),
        ("Сравнение двух лет", "одна и та же процедура", "любые процедуры"),
    ]


@pytest.mark.parametrize("name", preset_names())
def test_lines_of_procedures_are_read_back(name):
    params = Methodology.from_params(preset(name)).as_params()
    again = Methodology.from_params({**params, "procedures": read_lines(write_lines(params["procedures"]))})
    assert again.as_params() == params


@pytest.mark.parametrize("line", ["ВПР", "ВПР, русский, пятый", ", русский"])
def test_line_that_names_no_procedure_is_refused(line):
    with pytest.raises(LineError, match="«"):
        read_lines(line)


def test_order_on_the_list_prints_the_words_of_the_decision_and_begins_the_support(world, run):
    f.OfficeProfileFactory(municipality=world.municipality)
    school_list = approve_list(run, by=world.coordinator)
    order = create_list_order(school_list, by=world.methodist)
    order = register_order(order, by=world.coordinator, number="77", signed_on=school_list.approved_at.date())
    with order.pdf.open() as file:
        text = " ".join("".join(sheet.extract_text() for sheet in PdfReader(file).pages).split())
    assert "Об утверждении перечня школ" in text
    appendix = approved_list_appendix(school_list)
    assert appendix.rows == (
        ("1", world.school.full_name, "ШНОР", "ШНОР: по результатам оценочных процедур 2025\u20132026 годов"),
    )
    assert ListPlace.objects.get(school=world.school).state == "in_support"


def test_approved_methodology_is_not_edited_through_the_page(sign_in, world, run):
    before = model_to_dict(run.methodology)
    answer = sign_in(world.methodist).post(
        reverse("schools:methodology_edit", args=[run.methodology_id]), {"title": "Х"}
    )
    run.methodology.refresh_from_db()
    assert (answer.status_code, model_to_dict(run.methodology)) == (302, before)


def test_card_tells_the_way_through_the_list(sign_in, world, run):
    approve_list(run, by=world.coordinator)
    found = page(sign_in, world.director, "school_detail", world.school.pk).context
    assert [event.to_state for event in found["events"]] == ["approved", "candidate"]
    assert found["decisions"] == []


def test_card_shows_no_mean_of_fewer_than_three_schools(sign_in, world, run):
    [row] = page(sign_in, world.director, "school_detail", world.school.pk).context["table"].rows
    assert [cell.town for cell in row.cells] == ["", ""]
    f.AssessmentResultFactory(school__municipality=world.municipality, year=2026, participants=30, failed=0)
    [row] = page(sign_in, world.director, "school_detail", world.school.pk).context["table"].rows
    assert [cell.town for cell in row.cells] == ["", "12.00"]
