"""The PDF gateway: our font, tags, stable bytes, and no way out to files or the network."""

import hashlib
from io import BytesIO

import pytest
from pypdf import PdfReader

from accounts import papers
from accounts.papers import ForeignAddressError, html_to_pdf

LEAKS = [
    '<img src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">вложение</a>',
    '<style>@import url("{}");</style>',
    '<style>@font-face {{ font-family: x; src: url("{}") }}</style>',
    '<p style="background: url({})">фон</p>',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
]


def _page(body="<p>Приказ № 5 «Ёлки», Latin, 100 ₽</p>"):
    return f"<html><body>{body}</body></html>"


def _font_names(pdf):
    pages = PdfReader(BytesIO(pdf)).pages
    return {font["/BaseFont"][8:] for page in pages for font in page["/Resources"]["/Font"].values()}


@pytest.mark.parametrize("leak", LEAKS)
@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:9/x", "papers:../../etc/hostname"])
def test_foreign_address_stops_rendering(leak, address):
    with pytest.raises(ForeignAddressError):
        html_to_pdf(_page(leak.format(address)), title="Проба")


def test_data_image_is_drawn():
    dot = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
        "AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    pdf = html_to_pdf(_page(f'<img alt="Точка" src="{dot}">'), title="Проба")
    assert len(PdfReader(BytesIO(pdf)).pages[0].images) == 1


def test_plain_link_loads_nothing():
    pdf = html_to_pdf(_page('<a href="http://127.0.0.1:9/">сайт</a>'), title="Проба")
    assert PdfReader(BytesIO(pdf)).pages[0].extract_text() == "сайт"


def test_spaces_stay_what_they_were():
    pdf = html_to_pdf(_page("<p>№\u00a05 и ещё\u00a0№ 6, a b\u00a0c d</p>"), title="Проба")
    assert PdfReader(BytesIO(pdf)).pages[0].extract_text() == "№\u00a05 и ещё\u00a0№ 6, a b\u00a0c d"


def test_letters_of_both_alphabets_survive():
    pdf = html_to_pdf(_page(), title="Проба")
    assert PdfReader(BytesIO(pdf)).pages[0].extract_text() == "Приказ № 5 «Ёлки», Latin, 100 ₽"


def test_only_our_font_is_embedded():
    pdf = html_to_pdf(_page("<h1>Приказ 5</h1><p>Приказ № 5 <i>рубль ₽ 5</i></p>"), title="Проба")
    assert {name.split("-")[0] for name in _font_names(pdf)} == {"Tinos"}


def test_missing_font_is_an_error_and_not_another_font(monkeypatch, tmp_path):
    papers._own_files.cache_clear()
    monkeypatch.setattr(papers, "FONTS_FOLDER", tmp_path)
    with pytest.raises(FileNotFoundError):
        html_to_pdf(_page(), title="Проба")


def test_every_font_is_embedded_whole_in_file():
    page = PdfReader(BytesIO(html_to_pdf(_page(), title="Проба"))).pages[0]
    descriptors = [font["/DescendantFonts"][0]["/FontDescriptor"] for font in page["/Resources"]["/Font"].values()]
    assert [("/FontFile2" in descriptor) for descriptor in descriptors] == [True] * len(descriptors)


def test_paper_is_archival_and_tagged():
    reader = PdfReader(BytesIO(html_to_pdf(_page(), title="Проба пера")))
    root = reader.trailer["/Root"]
    facts = (root["/MarkInfo"]["/Marked"], root["/Lang"], reader.metadata.title, root["/OutputIntents"][0]["/S"])
    assert facts == (True, "ru", "Проба пера", "/GTS_PDFA1")
    assert b'pdfaid:part="2"' in root["/Metadata"].get_data()


def test_same_input_gives_same_bytes():
    digests = {hashlib.sha256(html_to_pdf(_page(), title="Проба")).hexdigest() for _ in range(2)}
    assert len(digests) == 1
