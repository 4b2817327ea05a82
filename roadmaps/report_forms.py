"""Which documents an activity asks for, told from its «отчётный документ» cell: «Справка, приказ» asks for two."""

from __future__ import annotations

import re

OTHER = "другой документ"
_MOST = 6  # a cell that lists more is prose: one slot for all of it would not help either
_LONGEST = 100
# «и» parts documents only before the name of one: «справка о результатах и выводах» is one document
_NOUNS = "акт|анализ|договор|запис|информаци|карт|лист|материал|отчет|отчёт|письм|план|приказ|программ|протокол|распоряжени|реестр"
_NOUNS += "|соглашени|спис|справк|ссылк|статист|таблиц|фото"
_SEPARATORS = re.compile(rf"[;\n,]|(?<=\s)и(?:/или)?(?=\s+(?:[^\W\d_]+\s+)?(?:{_NOUNS}))", re.IGNORECASE)
_MARKS = re.compile(r"^(?:[-–—•·*]|\d+[.)])\s*")


def document_kinds(report_form: str) -> tuple[str, ...]:
    """Names of the documents, each once, at most 6 of at most 100 characters; brackets keep what is inside them together."""
    parts = (_MARKS.sub("", part.strip()).strip(" .:") for part in _split(report_form))
    named = [part[:_LONGEST].strip() for part in parts if re.search(r"[^\W\d_]", part)]
    once = {name.lower(): name for name in reversed(named)}
    return tuple(name for name in dict.fromkeys(once[name.lower()] for name in named))[:_MOST]


def _split(text: str) -> list[str]:
    """At the separators that stand outside brackets and quotes."""
    parts, start, depth = [], 0, 0
    found = {match.start(): match.end() for match in _SEPARATORS.finditer(text)}
    for place, sign in enumerate(text):
        if sign in "(«":
            depth += 1
        elif sign in ")»":
            depth = max(depth - 1, 0)
        elif place in found and not depth:
            parts.append(text[start:place])
            start = found[place]
    return [*parts, text[start:]]
