import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.report_forms import document_kinds


@pytest.mark.parametrize(
    ("cell", "kinds"),
    [
        ("", ()),
        ("—", ()),
        ("справка", ("справка",)),
        ("Справка, приказ", ("Справка", "приказ")),
        ("1) Приказ\n2) Справка.", ("Приказ", "Справка")),
        ("Приказ; приказ", ("Приказ",)),
        ("Аналитическая справка и адресный план работы", ("Аналитическая справка", "адресный план работы")),
        ("Справка о результатах и выводах", ("Справка о результатах и выводах",)),
        ("Справка (таблица, фото) и протокол", ("Справка (таблица, фото)", "протокол")),
        ("Приказ «О сроках, мерах»", ("Приказ «О сроках, мерах»",)),
        ("а, б, в, г, д, е, ж", ("а", "б", "в", "г", "д", "е")),
    ],
)
def test_documents_are_told_from_the_cell(cell, kinds):
    assert document_kinds(cell) == kinds


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.text(alphabet="аи ,;()«»\n1.-", max_size=300))
def test_any_cell_gives_few_short_names(cell):
    kinds = document_kinds(cell)
    assert len(kinds) <= 6
    assert all(0 < len(kind) <= 100 for kind in kinds)
