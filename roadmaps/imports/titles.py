"""Title of a table: the heading or the last lines above it, as people place them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roadmaps.imports.text import one_line, starts_lower
from roadmaps.imports.wordxml import Paragraph

_STAMP = re.compile(
    r"приложени[ея]\b|к приказу|к постановлени|утвержд|от [«\"]?\d|№|таблица \d+$|согласовано", re.IGNORECASE
)
_FIRST_LINE = re.compile(
    r"(?:план|паспорт|(?:муниципальная )?[«\"]?дорожная карта|перечень|состав|контрольные точки|механизмы|мероприятия|комплекс мер|"
    r"таблица|показатели|риски)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[-–—•*]")
_NUMBERED = re.compile(r"(?:[IVX]{1,5}|\d{1,2})[.)]? ")
_ENDS_HEADING = re.compile(r"(?:[^.,;:]|гг?\.|:)$")
# A clause of the order: «1.2. План мероприятий … на 2021-2025 годы (далее – План) (Приложение 2).»
_CLAUSE = re.compile(
    r"(?:[-–—]\s*)?(?:\d{1,2}[.)]\s*){0,3}(?:утвердить:?\s*)?((?:план|дорожн\w+ карт\w+|комплекс мер)\b.+)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*(?:[;(]\s*(?:далее|приложение)|,? согласно приложению|;).*", re.IGNORECASE)
_MAX_LINES, _MAX_LENGTH = 4, 300


def title_of(above: Sequence[Paragraph]) -> str:
    """Title from the paragraphs between this table and the one before, or nothing if they are running text."""
    lines: list[str] = []
    for paragraph in reversed(above):
        if not paragraph.text and not lines:
            continue
        if not _may_be_title(paragraph) or len(lines) == _MAX_LINES:
            break
        lines.insert(0, one_line(paragraph.text))
        if is_heading(paragraph) or _FIRST_LINE.match(lines[0]):
            break
    return " ".join(lines)


def plan_named_in(paragraph: Paragraph) -> str:
    """Title of the plan that a clause of the order approves, or nothing."""
    found = _CLAUSE.fullmatch(one_line(paragraph.text)[:1000])
    return _ASIDE.sub("", found[1]) if found else ""


def is_heading(paragraph: Paragraph) -> bool:
    """Whether the paragraph is a heading of the document: styled as one, or a short numbered line without a full stop."""
    text = one_line(paragraph.text)
    if not text or len(text) > _MAX_LENGTH:
        return False
    looks_so = (
        _NUMBERED.match(text)
        and _ENDS_HEADING.search(text)
        and len(text) < 150
        and not starts_lower(text.split(" ", 1)[1])
    )
    return paragraph.is_heading or bool(looks_so)


def _may_be_title(paragraph: Paragraph) -> bool:
    text = one_line(paragraph.text)
    if not text or len(text) > _MAX_LENGTH or _STAMP.match(text) or paragraph.is_right:
        return False
    return paragraph.is_heading or bool(_ENDS_HEADING.search(text) and not _BULLET.match(text))
