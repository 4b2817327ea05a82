"""HTML to PDF for every paper of the portal: orders, consolidated reports, sheets to sign.

One gateway: nothing else in the project calls WeasyPrint. Papers are archival and readable by screen readers
(PDF/A-2a: tagged, fonts embedded), carry our own font, and the same input gives the same bytes, so a register
may store their sha256. The caller brings a whole HTML document rendered with autoescape from saved data.
"""

from contextlib import suppress
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # comes with WeasyPrint
from fontTools.ttLib.tables._g_l_y_f import Glyph  # type: ignore[import-untyped]
from weasyprint import CSS, HTML
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# Tinos has the widths of Times New Roman, so a text keeps the line breaks it had in the office's Word file.
FONTS_FOLDER = Path(settings.BASE_DIR) / "node_modules" / "@fontsource" / "tinos" / "files"

# The package cuts the font by alphabet. Each cut needs a family name of its own: WeasyPrint 70 keys embedded fonts by
# family and style, and two files under one name mix up their glyphs («Latin» came out as «Laиin»).
_CUTS = {"Tinos Latin": "latin", "Tinos Cyrillic": "cyrillic", "Tinos Extended": "latin-ext"}  # the last one for «₽»
_STYLES = ((400, "normal"), (700, "normal"), (400, "italic"))
_OURS = "papers:"  # a scheme nobody else answers
_COLOURS = _OURS + "sRGB2014.icc"

FONT_FAMILY = ", ".join(f'"{family}"' for family in (*_CUTS, "Liberation Serif")) + ", serif"
# The colour profile every PDF/A needs is named here because WeasyPrint's own way of loading it leaves the file open.
_OPTIONS = {"pdf_variant": "pdf/a-2a", "output_intent": "--srgb"}


class ForeignAddressError(ValueError):
    """The HTML asked for a file or an address that is not ours: somebody's text got into the markup."""


@cache
def _own_files() -> dict[str, bytes]:
    """Address -> bytes: exactly what a paper may load. Raises OSError when a font is missing.

    Read once and outside WeasyPrint, which would only log a missing font and take another; unpacking them for each
    paper would take longer than a short order.
    """
    names = [f"tinos-{cut}-{weight}-{style}.woff2" for cut in _CUTS.values() for weight, style in _STYLES]
    fonts = {_OURS + name: _true_type(FONTS_FOLDER / name) for name in names}
    return {**fonts, _COLOURS: (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()}


def _true_type(path: Path) -> bytes:
    """The font unpacked, its no-break space parted from the space.

    The two share a glyph, and the text of a PDF is found by its glyphs: one «№ 5» on a page would turn every space of
    the paper into a no-break one for those who search or copy.
    """
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    font.setGlyphOrder([*font.getGlyphOrder(), "nbspace"])
    font["glyf"]["nbspace"] = Glyph()
    font["hmtx"]["nbspace"] = font["hmtx"]["space"]
    for table in font["cmap"].tables:
        table.cmap[0xA0] = "nbspace"
    unpacked = BytesIO()
    font.save(unpacked)
    return unpacked.getvalue()


@cache
def _base_styles() -> str:
    faces = [
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style};'
        f" src: url({_OURS}tinos-{cut}-{weight}-{style}.woff2) }}"
        for family, cut in _CUTS.items()
        for weight, style in _STYLES
    ]
    colours = f"@color-profile --srgb {{ src: url({_COLOURS}); components: r, g, b }}"
    return "\n".join([colours, *faces, f"html {{ font-family: {FONT_FAMILY} }}"])


class OwnFilesFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Answers `data:` and our own fonts; any other address is refused, remembered and stops the rendering."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)
        self.own_files = _own_files()
        self.refused = ""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url in self.own_files:
            return URLFetcherResponse(url, self.own_files[url])
        if not url.lower().startswith("data:"):
            self.refused = url
            raise FatalURLFetchingError(url)
        return super().fetch(url, headers)


def html_to_pdf(html: str, *, title: str) -> bytes:
    """Render a whole HTML document (its own <style> inside) to PDF/A-2a with the given title, language Russian.

    The font is set on `html`; the document's styles give sizes and pages. About 0.1 s and 10 ms for each row of a
    table, so long papers belong into a Celery task. Raises ForeignAddressError when the markup
    makes the renderer load anything but `data:` (links that are only printed are fine).
    """
    fetcher, pdf = OwnFilesFetcher(), b""
    # Fatal errors are BaseExceptions, which would take the server's worker down; inside an SVG they are even swallowed.
    with suppress(FatalURLFetchingError):
        pdf = _render(html, title, fetcher)
    if fetcher.refused:
        raise ForeignAddressError(f"Документ ссылается на посторонний файл: {fetcher.refused[:200]}")
    return pdf


def _render(html: str, title: str, fetcher: OwnFilesFetcher) -> bytes:
    fonts, profiles = FontConfiguration(), dict[str, ColorProfile]()
    base = CSS(string=_base_styles(), font_config=fonts, url_fetcher=fetcher, color_profiles=profiles)
    source = HTML(string=html, url_fetcher=fetcher)
    source.etree_element.set("lang", "ru")  # hyphenation and screen readers go by it
    document = source.render(font_config=fonts, color_profiles=profiles, stylesheets=[base], **_OPTIONS)
    document.metadata.title = title
    pdf: bytes = document.write_pdf(**_OPTIONS)
    return pdf
