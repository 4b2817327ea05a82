"""What of a page may be written when its row was changed meanwhile in another window or by somebody else. Pure: no Django.

`base` is what the fields held when the page took them, `mine` what they hold now, `stored` what the database holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]
NUMBERS = ("numerator", "denominator")
TICK = "not_applicable"


@dataclass(frozen=True)
class Edit:
    """What a page says of one row: the fields that hold something sensible; `base` and `mine` have the same names."""

    base: Values
    mine: Values


@dataclass(frozen=True)
class Merged:
    """`written` may be stored. `refused` stays as stored: by field, with the stored values of all that the field shuts out."""

    written: dict[str, Any] = field(default_factory=dict)
    refused: dict[str, Values] = field(default_factory=dict)


def merge(edit: Edit, stored: Values) -> Merged:
    """Write what the person changed; refuse a field that meanwhile holds neither what the page showed nor what it says."""
    merged = Merged()
    for name, value in edit.mine.items():
        if _same(value, edit.base[name]):
            continue
        if _same(stored[name], edit.base[name]) or _same(stored[name], value):
            merged.written[name] = value
        else:
            merged.refused[name] = {name: stored[name]}
    return merged


def merge_value(edit: Edit, stored: Values) -> Merged:
    """As `merge`, for an indicator: «не применимо» and its numbers shut each other out, so they are refused together."""
    numbers = [name for name in NUMBERS if name in edit.mine]
    together = {name: stored[name] for name in (TICK, *numbers)}
    rest = _without(edit, numbers)
    if edit.mine[TICK]:  # the boxes may still hold numbers; they do not count
        merged = merge(rest, stored)
        if TICK in merged.written and not all(_same(stored[name], edit.base[name]) for name in numbers):
            return _refused_together(merged, together)
        return merged
    merged = merge(edit, stored)
    typed = any(merged.written.get(name) is not None or name in merged.refused for name in numbers)
    if typed and stored[TICK] and TICK not in merged.written:
        return _refused_together(merge(rest, stored), together)
    return merged


def _without(edit: Edit, names: list[str]) -> Edit:
    base, mine = ({name: one[name] for name in one if name not in names} for one in (edit.base, edit.mine))
    return Edit(base, mine)


def _refused_together(merged: Merged, together: Values) -> Merged:
    written = {name: value for name, value in merged.written.items() if name not in together}
    return Merged(written, {**merged.refused, TICK: together})


def _same(one: Any, other: Any) -> bool:
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    """Line ends differ between browsers, and texts of before were stored as they came."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
