"""`manage.py import_roadmap`: exact JSON, plain output, Russian errors."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.accounts.upload_files import PNG
from tests.roadmaps.docx_files import page_headers_docx, programme_docx, report_forms_docx


@pytest.fixture
def run(tmp_path):
    def run(content: bytes, *flags: str, name: str = "план.docx", period: str = "2021-2025") -> str:
        path, out = tmp_path / name, StringIO()
        path.write_bytes(content)
        call_command("import_roadmap", str(path), "--dry-run", f"--period={period}", *flags, stdout=out)
        return out.getvalue()

    return run


def test_json_holds_every_field_of_every_row(run):
    data = json.loads(run(programme_docx(), "--json"))
    (table,) = data["tables"]
    assert data["warnings"] == []
    assert {key: value for key, value in table.items() if key != "rows"} == {
        "title": "План реализации программы «Шаг вперёд» города Верхнеозёрска",
        "kind": "activities",
        "columns": {
            "number": "№",
            "activity": "Мероприятие",
            "deadline": "Сроки проведения",
            "responsible": "Ответственные",
        },
    }
    assert (len(table["rows"]), len({row["section"] for row in table["rows"]})) == (22, 4)
    assert table["rows"][0] == {
        "section": "1. Документы программы",
        "number": "1.1.",
        "activity": "Утверждение программы и плана",
        "deadline": "май 2021 г.",
        "responsible": "МКУ «Методический центр»",
        "result": "",
        "report_form": "",
        "planned": "",
    }


def test_json_leaves_other_tables_out(run):
    data = json.loads(run(report_forms_docx(), "--json", period="2023-2025"))
    assert [(table["kind"], len(table["rows"])) for table in data["tables"]] == [("activities", 4), ("activities", 1)]


def test_plain_output_shows_sections_rows_and_warnings(run):
    lines = run(page_headers_docx(), period="2020-2021").splitlines()
    assert lines[1:3] == [
        "  Поиск школ, которым нужна помощь. Документы.",
        "    1. | Отбор школ по итогам экзаменов. | до 1 ноября 2020 г. | "
        "Специалисты группы оценки, Осинкина Р.Т., старший методист",
    ]
    assert lines[-1] == "! Строка 16 (№\N{NO-BREAK SPACE}7): пропущен номер: перед этим был 5."


@pytest.mark.parametrize(
    ("content", "period", "message"),
    [
        (
            PNG,
            "2023",
            "Файл «план.docx» не подходит: это картинка PNG. Сюда можно загрузить: документ Word (.docx).",
        ),
        (b"", "2023", "Файл «план.docx» пустой. Проверьте, что он сохранён, и выберите его ещё раз."),
        (programme_docx(), "всегда", "Период «всегда» не понят. Напишите годы так: 2021-2025 или 2023."),
        (programme_docx(), "2025-2021", "Период «2025-2021» не понят. Напишите годы так: 2021-2025 или 2023."),
    ],
)
def test_bad_input_gets_a_russian_message(run, content, period, message):
    with pytest.raises(CommandError) as caught:
        run(content, period=period)
    assert (str(caught.value), caught.value.returncode) == (message, 1)


def test_missing_file_gets_a_russian_message():
    with pytest.raises(CommandError) as caught:
        call_command("import_roadmap", "нет.docx", "--dry-run", "--period=2023")
    assert str(caught.value) == "Файл «нет.docx» не открывается. Проверьте путь к нему."


def test_period_of_one_year_is_checked(run):
    assert run(page_headers_docx(), period="2020").splitlines()[-2] == (
        "! Строка 16 (№\N{NO-BREAK SPACE}7): в сроке назван 2021 год, а период программы — 2020."
    )
