"""Numbers that Word draws itself (automatic lists): they stand nowhere in the text and are counted here as Word counts them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
BULLET = "–"


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False  # all upper levels in Arabic figures, whatever their own format


@dataclass
class _List:
    """An instance of a list (w:num): which counters it shares, and levels that it overrides."""

    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)  # level -> first number, until used


class Numbering:
    """Labels of numbered paragraphs. Ask for them once, in the order of the document: the counters advance."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        self._lists = _read_lists(_numbering_root(document.part))
        self._counters: dict[str, dict[int, int]] = {}

    def label(self, paragraph: Any) -> str:
        """«1.2.», «а)», «–» for a bullet, or nothing for a paragraph that is in no list."""
        list_id, level = self._place(paragraph)
        numbered = self._lists.get(list_id)
        if numbered is None or level not in numbered.levels:
            return ""
        counters = self._counters.setdefault(numbered.abstract, {})
        self._advance(counters, numbered, level)
        return _render(numbered.levels, counters, level)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Own list reference of the paragraph, or the one of its style or of the styles that it is based on."""
        properties = paragraph.find(qn("w:pPr"))
        style_id: str | None = None
        for _ in range(12):
            if properties is not None:
                reference = properties.find(qn("w:numPr"))
                if reference is not None and reference.find(qn("w:numId")) is not None:
                    return _value(reference, "w:numId"), _number(_value(reference, "w:ilvl"), 0)
            if style_id is None and properties is not None and properties.find(qn("w:pStyle")) is not None:
                style_id = _value(properties, "w:pStyle")
            style = self._styles.get(style_id)
            if style is None:
                break
            properties = style.find(qn("w:pPr"))
            style_id = _value(style, "w:basedOn")
        return "", 0

    @staticmethod
    def _advance(counters: dict[int, int], numbered: _List, level: int) -> None:
        for upper in range(level):
            counters.setdefault(upper, numbered.levels[upper].start if upper in numbered.levels else 1)
        if level in numbered.restarts:
            counters[level] = numbered.restarts.pop(level)
        else:
            counters[level] = counters.get(level, numbered.levels[level].start - 1) + 1
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]


def _numbering_root(part: Any) -> Any | None:
    try:
        return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        return None


def _read_lists(root: Any | None) -> dict[str, _List]:
    if root is None:
        return {}
    abstract = {item.get(qn("w:abstractNumId")): _read_levels(item) for item in root.iter(qn("w:abstractNum"))}
    lists = {}
    for item in root.iter(qn("w:num")):
        shared = _value(item, "w:abstractNumId")
        numbered = _List(shared, dict(abstract.get(shared, {})))
        for override in item.iter(qn("w:lvlOverride")):
            level = _number(override.get(qn("w:ilvl")), 0)
            numbered.levels.update(_read_levels(override))
            if override.find(qn("w:startOverride")) is not None:
                numbered.restarts[level] = _number(_value(override, "w:startOverride"), 1)
        lists[item.get(qn("w:numId"))] = numbered
    return lists


def _read_levels(parent: Any) -> dict[int, _Level]:
    return {
        _number(item.get(qn("w:ilvl")), 0): _Level(
            _number(_value(item, "w:start"), 1),
            _value(item, "w:numFmt") or "decimal",
            _value(item, "w:lvlText"),
            item.find(qn("w:isLgl")) is not None,
        )
        for item in parent.iter(qn("w:lvl"))
    }


def _value(parent: Any, tag: str) -> str:
    child = parent.find(qn(tag))
    return "" if child is None else child.get(qn("w:val"), "")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def _render(levels: dict[int, _Level], counters: dict[int, int], level: int) -> str:
    if levels[level].format == "bullet":
        return BULLET
    if levels[level].format == "none":
        return ""
    label = levels[level].text
    for upper in range(level + 1):
        shape = "decimal" if levels[level].legal or upper not in levels else levels[upper].format
        label = label.replace(f"%{upper + 1}", _figure(counters[upper], shape))
    return label.strip()


def _figure(number: int, shape: str) -> str:
    if shape in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if shape == "upperRoman" else roman
    alphabet = _RUSSIAN if shape.startswith("russian") else _LATIN if shape.endswith("Letter") else ""
    if alphabet and number > 0:
        letter = alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)
        return letter.upper() if shape in ("russianUpper", "upperLetter") else letter
    return f"0{number}" if shape == "decimalZero" and number < 10 else str(number)


def _roman(number: int) -> str:
    text, number = "", min(number, 399)
    for value, figure in _ROMAN:
        text += figure * (number // value)
        number %= value
    return text
