"""The list of procedures of a methodology as lines a person types: «ВПР, русский, 5 класс», «РПР, математика, необязательная»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_GRADE = re.compile(r"(\d{1,2})(?: ?(?:класс|кл\.?))?$")
_USES = {"необязательная": "optional", "для сведения": "evidence"}
_USE_WORDS = {use: words for words, use in _USES.items()}
_LEVELS = ("база", "профиль", "углублённый")


class LineError(ValueError):
    """A line that names no procedure; the message is for the user."""


def write_lines(procedures: Iterable[Mapping[str, Any]]) -> str:
    return "\n".join(", ".join(_parts(one)) for one in procedures)


def _parts(one: Mapping[str, Any]) -> Iterable[str]:
    yield from (one["kind"], one["subject"])
    if one.get("grade") and one["kind"] not in ("ОГЭ", "ЕГЭ"):
        yield f"{one['grade']} класс"
    if one.get("level"):
        yield one["level"]
    if one.get("use") in _USE_WORDS:
        yield _USE_WORDS[one["use"]]
    if one.get("weight", 1) != 1:
        yield f"вес {one['weight']}"


def read_lines(text: str) -> list[dict[str, Any]]:
    """What `write_lines` wrote, and what people type like it. Raises LineError."""
    return [_read(line) for line in filter(None, map(str.strip, text.splitlines()))]


def _read(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split(",")]
    if len(parts) < 2 or not all(parts):
        raise LineError(f"«{line}»: нужны вид работы и предмет через запятую, например «ВПР, русский, 5 класс».")
    found: dict[str, Any] = {"kind": parts[0], "subject": parts[1]}
    for part in parts[2:]:
        found |= _rest(part.lower(), line)
    if "grade" not in found and parts[0].upper() in ("ОГЭ", "ЕГЭ"):
        found["grade"] = 9 if parts[0].upper() == "ОГЭ" else 11
    return found


def _rest(part: str, line: str) -> dict[str, Any]:
    grade = _GRADE.fullmatch(part)
    if grade:
        return {"grade": int(grade[1])}
    if part in _USES:
        return {"use": _USES[part]}
    if part in _LEVELS:
        return {"level": part}
    if part.startswith("вес "):
        return {"weight": part.removeprefix("вес ").replace(",", ".")}
    raise LineError(f"«{line}»: непонятно «{part}». Можно указать класс, уровень, «необязательная» или «для сведения».")
