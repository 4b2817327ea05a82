"""Clauses as a methodist types them: one a line, sub-clauses behind a dash; numbers are put by the portal. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

TYPED_NUMBER = re.compile(r"^\d+(?:\.\d+)*[.)]\s+")
SUB_MARK = re.compile(r"^[-–—]\s*")
REFERENCE = re.compile(r"\{([^{}]*)\}")


class ClauseError(ValueError):
    """The typed clauses make no order; the message is for the user."""


@dataclass(frozen=True)
class TypedClause:
    text: str
    children: tuple[str, ...] = ()


def parse_clauses(text: str) -> tuple[TypedClause, ...]:
    """Lines to clauses; a number typed before a clause is dropped. Raises ClauseError where there is no clause."""
    found: list[tuple[str, list[str]]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        sub = SUB_MARK.match(line)
        words = TYPED_NUMBER.sub("", SUB_MARK.sub("", line))
        if not words:
            continue
        if sub is None:
            found.append((words, []))
        elif not found:
            raise ClauseError("Первая строка — пункт, а не подпункт: уберите дефис в её начале.")
        else:
            found[-1][1].append(words)
    if not found:
        raise ClauseError("Напишите хотя бы один пункт.")
    return tuple(TypedClause(text, tuple(children)) for text, children in found)


def write_clauses(clauses: tuple[TypedClause, ...]) -> str:
    """The text `parse_clauses` reads back to the same clauses."""
    lines = [line for clause in clauses for line in (clause.text, *(f"- {child}" for child in clause.children))]
    return "\n".join(lines)


def references(text: str) -> set[str]:
    """Names in braces: «{план}» stands for the number of that appendix."""
    return set(REFERENCE.findall(text))


def fill_references(text: str, numbers: Mapping[str, str]) -> str:
    """Each «{план}» becomes «приложение № 2»; a name that is not among the appendices stays as typed."""
    return REFERENCE.sub(lambda match: numbers.get(match[1], match[0]), text)
