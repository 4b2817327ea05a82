"""Nothing of a pupil leaves a reader: not in counts, messages, logs, nor in what an error carries with it."""

import gc
import logging
import pickle
from contextlib import suppress
from traceback import TracebackException

import pytest

from accounts.uploads import UploadError
from schools.results_files import Expected, Layout, WrongFileError, read_results, suggest_mapping
from tests.schools.results_files.make_books import changed, delimited, ods, said, xls, xlsx
from tests.schools.results_files.make_exams import NAMES, protocol_sheet
from tests.schools.results_files.make_fis_oko import individual_sheet, marks_sheet

WIDTH = 15


def found_in(words):
    return [name for name in NAMES if name in words]


def shifted(sheet, first, last):
    """Every row between moved one cell to the right, as when a cell was inserted by mistake."""
    rows = [["", *row] if first <= number <= last else row for number, row in enumerate(sheet.rows, 1)]
    return type(sheet)(sheet.name, rows)


def mangled():
    """A protocol in all the ways that bring names where they do not belong."""
    sheet = protocol_sheet()
    yield sheet
    for place in range(1, WIDTH + 1):
        yield changed(sheet, without_column=place)
        yield changed(sheet, cells={(row, place): "Вяземцева Аделаида Кирилловна" for row in range(3, 6)})
        yield changed(sheet, cells={(2, place): "Вяземцева"})
    yield shifted(sheet, 3, 5)
    yield shifted(sheet, 2, 2)
    yield changed(sheet, cells={(1, 1): "Протокол ОГЭ 2026 Громобоев Елисей Тихонович"})
    yield changed(sheet, cells={(1, 1): "Предмет: Громобоев"})
    yield changed(sheet, without_row=2)


@pytest.mark.parametrize("layout", [layout for layout in Layout if layout is not Layout.EXAM_PROTOCOL])
def test_no_layout_lets_a_name_out(layout, caplog):
    """Whichever layout is chosen by mistake, the message names the file and no one in it."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(WrongFileError) as caught:
        read_results(xlsx(protocol_sheet()), layout)
    assert found_in("".join(TracebackException.from_exception(caught.value, capture_locals=False).format())) == []
    assert (caught.value.__context__, caught.value.__cause__, caplog.records) == (None, None, [])


@pytest.mark.parametrize("make", [xlsx, xls, ods, delimited])
def test_reading_of_mangled_protocols_holds_no_names(make, caplog):
    caplog.set_level(logging.DEBUG)
    kept = []
    for sheet in mangled():
        with suppress(UploadError):
            reading = read_results(
                make(sheet), Layout.EXAM_PROTOCOL, Expected(kind="ОГЭ", subject="русский", year=2026)
            )
            kept += [pickle.dumps(reading).decode("utf-8", "replace"), repr(reading), *said(reading)]
    assert len(kept) > 30
    assert found_in("".join(kept)) == []
    assert caplog.records == []


def test_errors_of_mangled_protocols_hold_no_names():
    said_aloud = []
    for sheet in mangled():
        try:
            read_results(xlsx(sheet), Layout.INDIVIDUAL)
        except UploadError as error:
            said_aloud.append(f"{error!r} {error.__context__!r} {error.__cause__!r}")
    assert (len(said_aloud) > 0, found_in("".join(said_aloud))) == (True, [])


def test_names_in_the_results_form_are_not_kept():
    """A school may add a column of names to Ф1, or write a name over a login."""
    pupils = [("edu220123", "Вяземцева Аделаида", "50001", "5А", 1, (2, 1, 4), 7, 4, 4)]
    reading = read_results(xlsx(individual_sheet(pupils)), Layout.INDIVIDUAL)
    assert (reading.results[0].participants, found_in(repr(reading))) == (1, [])
    broken = read_results(xlsx(changed(individual_sheet(), cells={(9, 11): "Громобоев"})), Layout.INDIVIDUAL)
    assert (broken.error_count, found_in(repr(broken))) == (2, [])


def test_suggestion_of_a_mapping_holds_no_names():
    assert found_in(repr(suggest_mapping(xlsx(protocol_sheet(), marks_sheet())))) == []


def test_row_of_a_pupil_is_never_suggested_as_a_header():
    """Without its header the first row of figures has «2» and «5», which are names of columns elsewhere."""
    sheet = changed(protocol_sheet([(220123, 2, 5), (220123, 3, 4)]), without_row=2)
    with pytest.raises(UploadError) as caught:
        suggest_mapping(xlsx(sheet))
    assert found_in(str(caught.value)) == []


def test_nothing_is_left_in_memory():
    """No cache and no global keeps a cell after the file was read."""
    surname = "-".join(["Семигорова", "Заречнова"])
    data = xlsx(changed(protocol_sheet(), cells={(3, 7): surname, (4, 3): surname, (5, 15): surname}))
    read_results(data, Layout.EXAM_PROTOCOL)
    gc.collect()
    containers = [item for item in gc.get_objects() if type(item) in (dict, list, set, tuple)]
    assert [item for item in containers if _holds(item, surname)] == []


def _holds(container, surname):
    items = [*container.keys(), *container.values()] if type(container) is dict else list(container)
    return any(type(item) is str and surname in item for item in items)
