"""Words that are no dates: «в течение года», «постоянно», «по графику», «после педсовета», «осенние каникулы»."""

from typing import Literal

from roadmaps.deadlines.bases import COUNTED_UNITS
from roadmaps.deadlines.line import Line, named_years
from roadmaps.deadlines.operands import operand
from roadmaps.deadlines.pieces import During, Noise, Piece, Reference, Span, Whole, YearScope
from roadmaps.deadlines.rules import unit_at

Found = tuple[list[Piece], int]
TAIL = ("word", "running", "object", "whole", "stretch", "current", "adjective_month")
REFERENCE_TAIL = (*TAIL, "ref", "deferred", "according", "event", "result", "report_word", "reported", "next", "study", "working",
                  "nothing_word", "edge_event", "calendar", "less", "about")  # fmt: skip
OCCASIONS = ("педсовет", "совещан", "заседан", "собран", "совет", "конференц", "семинар", "мероприят", "олимпиад", "конкурс",
             "праздник", "юбиле", "урок", "занят", "утвержд", "выполнен", "исполнен", "подпис", "принят", "достижен", "получен",
             "проведен", "начал", "защит", "консультац", "линейк", "фестивал", "соревнован")  # fmt: skip
ADJECTIVE_ENDS = ("ый", "ий", "ой", "ого", "его", "ом", "ем", "ому", "ему", "ые", "ие", "ых", "их")
PLANS = ("план", "дорожн", "карт", "мероприят", "комплекс")
DOCUMENTS = ("приказ", "распоряж", "постановл", "письм", "протокол", "решени", "план", "договор", "положени")


def words_at(line: Line, place: int) -> Found | None:
    for shape in (_breaks, _named_stretch, _duration, _until_the_end, _whole, _always, _reference):
        found = shape(line, place)
        if found:
            return found
    return None


# the whole plan


def _always(line: Line, place: int) -> Found | None:
    start = place + (line.prep(place) in ("on", "in"))
    if line.kind(start) == "once":
        return [Whole("once")], start + 1
    if line.kind(start) != "always":
        return None
    end = start + 1
    if start > place:  # «на постоянной основе», «в постоянном режиме»
        end += line.kind(end) == "word"
    return [Whole("always")], end


def _whole(line: Line, place: int) -> Found | None:
    """«в течение [всего] [учебного] года», «весь период реализации», «учебный год», «в ходе реализации проекта»."""
    start = place + (line.prep(place) in ("in", "on", "for"))
    opened = line.kind(start) in ("during", "whole") or line.at(start).tag == "course"
    after = line.skip(start, "during", "whole", "current", "reported") if line.at(start).tag != "course" else start + 1
    if line.at(after).tag == "period" and line.kind(after) == "stretch" and _introduces(line, after + 1):
        return [During()], after + 1
    year = line.skip(after, "study", "calendar", "current")
    if line.kind(year) in ("year", "study_year") and (opened or year > start or place == 0):
        if line.prep(place) == "for" and not opened:  # «(за учебный год)» is what a report covers
            return [Noise(line.at(year).text)], year + 1
        return [Whole("year")], line.skip(year + 1, "year")
    if line.kind(after) == "stretch" and (opened or line.kind(after + 1) == "running"):
        return _stretch(line, after, opened)
    if line.kind(after) in ("running", "object") and opened:
        return [_ran(line, after)], line.skip(after, *TAIL)
    if line.kind(start) == "during":
        return _during(line, after)
    return None


def _until_the_end(line: Line, place: int) -> Found | None:
    """«до конца срока реализации программы», «до завершения проекта»: the plan's own end."""
    edge = line.at(place + 1)
    if line.prep(place) not in ("until", "toward") or edge.tag != "end":
        return None
    after = line.skip(place + 2, "whole", "stretch")
    if line.kind(after) not in ("running", "object"):
        return None
    return [_ran(line, after)], line.skip(after, *TAIL, "study", "ref")


def _introduces(line: Line, place: int) -> bool:
    """«в период» before dates says nothing by itself."""
    season = line.kind(place) == "season" and not line.at(place).flag
    return season or line.prep(place) in ("from", "until", "by") or line.kind(place) in ("num", "date", "month")


def _stretch(line: Line, place: int, opened: bool) -> Found | None:
    """«весь период [реализации программы]», «период подготовки» (an event)."""
    after = place + 1
    ran = line.at(after)
    entire = line.kind(place - 1) == "whole"
    named = line.kind(after) in ("word", "ref", "event", "breaks")
    if ran.kind in ("running", "object", "study") or (opened and (entire or not named)):
        return [_ran(line, after)], line.skip(after, *TAIL, "study", "ref")
    return [Reference("event")], line.skip(after, *REFERENCE_TAIL)


def _ran(line: Line, place: int) -> Piece:
    """«реализации программы» is the plan's own time; «работы лагерей», «действия договора» is somebody else's."""
    end = line.skip(place, *TAIL, "study", "ref")
    own = any(line.kind(step) == "object" or line.at(step).text.startswith(PLANS) for step in range(place, end))
    elsewhere = line.kind(place) == "running" and line.at(place).flag and line.kind(place + 1) in ("word", "ref")
    return Reference("event") if elsewhere and not own else Whole("period")


def _during(line: Line, place: int) -> Found | None:
    unit = unit_at(line, place)
    if unit is None:
        return [During()], place
    answer = line.at(unit[1] - 1).text.startswith("сут")  # «в течение суток»: of what has happened
    if answer or line.prep(unit[1]) == "from" or line.kind(unit[1]) == "event":
        return [Reference("strong")], line.skip(unit[1] + 1, *REFERENCE_TAIL)
    return [Whole("unit")], unit[1]


# durations


def _duration(line: Line, place: int) -> Found | None:
    """«в течение 5 рабочих дней», «не позднее 10 дней со дня», «за 2 недели до», «через месяц после», «3 дня»."""
    start = line.skip(place, "not", "later", "earlier", "about", "less")
    introduced = start > place
    for _ in range(3):
        introduced = introduced or line.kind(start) == "during" or line.prep(start) in ("for", "after_time", "until")
        start += line.prep(start) in ("in", "for", "after_time", "by", "until", "on") or line.kind(start) == "during"
    start = line.skip(start, "about", "less", "not")
    number = line.at(start)
    bracket = line.closing.get(start + 1)
    counted = number.kind == "num" and not number.flag and named_years(line, start) is None
    unit_place = (bracket + 1 if bracket and bracket - start < 5 else start + 1) if counted else start
    unit: tuple[str, int] | None = unit_at(line, unit_place)
    if line.kind(unit_place) == "clock_word":
        unit = ("hour", unit_place + 1)
    if unit is None or not (counted or introduced):
        return None
    if counted:
        return _counted(line, unit, introduced)
    ends = line.prep(unit[1]) in ("until", "from") or line.kind(unit[1]) == "event"
    framed = line.prep(place) in ("for", "after_time")
    return _reference_tail(line, unit[1]) if framed and ends and unit[0] != "year" else None


def _counted(line: Line, unit: tuple[str, int], introduced: bool) -> Found | None:
    if unit[0] == "year" and introduced:
        return [Whole("period")], unit[1]
    if unit[0] in COUNTED_UNITS and not line.at(unit[1] - 1).flag:
        return None
    if line.kind(unit[1]) == "month" or line.sign(unit[1]) == "-":
        return None
    return (
        _reference_tail(line, unit[1]) if introduced or line.at(unit[1] - 1).text not in ("неделя", "месяц") else None
    )


def _reference_tail(line: Line, place: int) -> Found:
    return [Reference("strong")], _tail_end(line, place, document=False)


# dates that stand elsewhere


def _breaks(line: Line, place: int) -> Found | None:
    """School breaks: the name is kept («осенние»), their dates are set by each municipality."""
    start = line.skip(place, "prep", "during", "stretch", "event")
    names: list[str] = []
    while line.kind(start) == "season" and line.at(start).flag:
        names.append(line.at(start).tag)
        start += 1 + (line.separator(start + 1) if line.kind(start + 2) in ("season", "breaks") else 0)
    if (
        line.kind(start) != "breaks"
        and line.kind(start + 1) == "breaks"
        and line.kind(start) in ("word", "study", "num")
    ):
        start += 1
    if line.kind(start) != "breaks":
        return None
    end = line.skip(start + 1, "stretch", "clock_word")
    if not names and line.kind(end) == "season":
        names, end = [line.at(end).tag], end + 1
    return [Reference("strong", breaks=name) for name in names or ["школьные"]], end


def _named_stretch(line: Line, place: int) -> Found | None:
    """«отопительный период», «в летний оздоровительный период», «в течение пожароопасного сезона»: its dates are ordered."""
    start = line.skip(place, "prep", "during")
    end = line.skip(start, "word", "season")
    words = [line.at(step) for step in range(start, end)]
    adjectives = all(token.text.endswith(ADJECTIVE_ENDS) for token in words)
    if line.at(end).tag != "period" or not adjectives or not any(token.kind == "word" for token in words):
        return None
    return [Reference("event")], _tail_end(line, end + 1, document=False)


def _reference(line: Line, place: int) -> Found | None:
    """«по [отдельному] графику», «при необходимости», «согласно приказу», «после педсовета», «по итогам четверти»."""
    prep, lead = line.prep(place), place + (line.kind(place) == "prep")
    lead = line.skip(lead, "about", "each", "current")
    described = line.kind(lead) in ("word", "stretch", "study", "working", "deferred")
    lead += lead > place and described and line.kind(lead + 1) in ("ref", "according", "stretch")
    kind = line.kind(lead)
    strength: Literal["strong", "event", "comment"]
    if prep == "at" or kind in ("ref", "according", "deferred"):
        document = line.at(lead).text.startswith(DOCUMENTS)
        strength = "strong" if prep or kind != "ref" else "comment"
        return [Reference(strength)], _tail_end(line, max(lead, place + 1), document=document)
    if kind in ("event", "edge_event", "result", "adjective_month"):
        strength = "comment" if kind == "result" else "event"
        return [Reference(strength)], _past_named(line, _tail_end(line, lead + 1, document=False))
    if _is_occasion(line, lead, prep, described=lead > place + 1):
        return [Reference("event")], _tail_end(line, lead + 1, document=False)
    if prep in ("by", "toward", "until", "on", "in") and kind == "word":
        occasion = line.at(lead).text.startswith(OCCASIONS)
        return [Reference("occasion" if occasion else "weak")], _tail_end(line, lead + 1, document=False)
    return None


def _is_occasion(line: Line, place: int, prep: str, *, described: bool) -> bool:
    """«в дни увольнения», «неделя математики», «период адаптации», «в сжатые сроки», «до начала экзаменов», «по программе»."""
    token, following = line.at(place), line.kind(place + 1)
    if token.kind == "stretch":
        return described or following in ("word", "event", "season")
    if token.kind in ("edge", "object"):
        return bool(prep) and (token.kind == "edge" or prep == "by")
    return (
        token.kind == "unit"
        and token.tag in ("day", "week", "decade")
        and following in ("word", "event", "adjective_month", "ref")
    )


def _past_named(line: Line, place: int) -> int:
    """«по итогам I полугодия», «после окончания 2021 года»: the named unit belongs to the event."""
    named = operand(line, place) if line.kind(place) == "num" else None
    spans = named is not None and all(isinstance(piece, YearScope) or _is_unit(piece) for piece in named.pieces)
    return named.end if named is not None and spans else place


def _is_unit(piece: Piece) -> bool:
    return isinstance(piece, Span) and piece.unit in COUNTED_UNITS


def _tail_end(line: Line, place: int, *, document: bool) -> int:
    """Where the name of the schedule or event ends; «приказ № 5 от 01.09.2021» keeps its own number and date."""
    while True:
        if line.kind(place) in REFERENCE_TAIL:
            document = document or line.at(place).text.startswith(DOCUMENTS)
            place += 1
        elif line.sign(place) == "#":
            place += 1
            while line.kind(place) == "num" or (
                line.sign(place) in ("/", "-") and line.kind(place + 1) in ("num", "word")
            ):
                place += 1
        elif document and line.prep(place) == "from" and line.kind(place + 1) in ("date", "num"):
            place = line.skip(place + 1, "date", "num", "month", "year")
        elif (line.kind(place) == "prep" and line.kind(place + 1) in ("word", "ref", "event", "object", "running")) or (
            line.kind(place) == "conj" and line.kind(place + 1) in ("word", "ref")
        ):
            place += 1
        else:
            return place
