"""How often: «ежегодно», «не реже 2 раз в год», «каждый третий четверг», «по средам», «следующего за отчетным»."""

from dataclasses import replace

from roadmaps.deadlines.bases import Operand, base_of
from roadmaps.deadlines.line import Line, number_run
from roadmaps.deadlines.operands import operand
from roadmaps.deadlines.pieces import Inside, Piece, Rule, Unit

SAME_AS: dict[tuple[Unit, int], Rule] = {
    ("month", 3): Rule("quarter"), ("month", 6): Rule("half"), ("month", 12): Rule("year"), ("quarter", 2): Rule("half"),
    ("quarter", 4): Rule("year"), ("half", 2): Rule("year"), ("term", 2): Rule("year", n=2),
}  # fmt: skip
LONGEST_INTERVAL = 60
MOST_TIMES = 366  # in a unit of any length
PER_UNIT = ("in", "for", "on", "by")
UNITS: dict[str, Unit] = {
    "day": "day", "week": "week", "decade": "decade", "month": "month", "quarter": "quarter", "half": "half",
    "term": "term", "trimester": "trimester",
}  # fmt: skip

LETTERS: dict[str, Unit] = {"м": "month", "г": "year", "н": "week", "ч": "term", "к": "quarter"}  # «1 р/м»

Found = tuple[list[Piece], int]


def rule_at(line: Line, place: int) -> Found | None:
    """A rule of repetition at this place, with the place after it."""
    for shape in (_adverb, _times, _times_behind, _each, _plural, _after_reported, _through):
        found = shape(line, place)
        if found:
            return found
    return None


def _adverb(line: Line, place: int) -> Found | None:
    token = line.at(place)
    if token.kind != "freq":
        return None
    unit: Unit = "year" if token.tag == "year" else UNITS[token.tag]
    return (_but(line, place + 1) if unit == "day" else None) or ([Rule(unit)], place + 1)


def _but(line: Line, place: int) -> Found | None:
    """«ежедневно, кроме выходных», «(за исключением субботы и воскресенья)»: the days of the week that are left."""
    place += line.sign(place) in (",", "(")
    place += line.prep(place) == "for"
    if line.kind(place) != "except":
        return None
    place, out = place + 1, set[int]()
    while line.kind(place) in ("weekend", "weekday"):
        out |= {5, 6} if line.kind(place) == "weekend" else {line.at(place).number}
        place = line.skip(place + 1, "unit")
        place += line.separator(place) if line.kind(place + line.separator(place)) in ("weekend", "weekday") else 0
    left = tuple(day for day in range(7) if day not in out)
    return ([Rule("week", weekdays=left)], place) if out and left else None


def unit_at(line: Line, place: int) -> tuple[Unit, int] | None:
    """«год», «учебный год», «месяц», «1 месяц» with the place after it."""
    after = line.skip(place, "study", "calendar", "working")
    token = line.at(after)
    if token.kind in ("year", "study_year"):
        return "year", after + 1
    return (UNITS[token.tag], after + 1) if token.kind == "unit" else None


def _times(line: Line, place: int) -> Found | None:
    """«2 раза в год», «не реже одного раза в квартал», «раз в 2 месяца», «1 р./месяц», «дважды в год», «2-3 раза в год»."""
    start = line.skip(place + (line.prep(place) == "by"), "not", "less", "about", "whole")
    start += line.prep(start) in ("in", "until", "by") and line.kind(start + 1) == "num"
    run = number_run(line, start)
    refused = line.kind(place - 1) == "num" and line.kind(place) == "times"  # the number before it made no sense
    if refused or (run and len(run[0]) > 1):
        return None
    count, after = (run[0][0][0], run[1]) if run else (1, start)
    token = line.at(after)
    if token.kind != "times":
        return _count_per(line, start, count, after) if run else None
    if token.flag:
        count = token.number
    after += 1
    per = after + (line.sign(after) == "/" or line.prep(after) in PER_UNIT)
    per = line.skip(per, "during", "each", "whole")
    interval = line.at(per).number if line.kind(per) == "num" and not line.at(per).flag else 1
    unit = unit_at(line, per + (line.kind(per) == "num"))
    if unit is None and line.sign(after) == "/" and line.at(per).text in LETTERS:
        unit = LETTERS[line.at(per).text], per + 1
    if unit is None:
        return _ruled("week" if line.at(per).kind == "weekday" else "year", count, 1, after)
    said = run is not None or token.flag
    return _ruled(unit[0], count if said or interval > 1 else None, interval, unit[1])


def _ruled(unit: Unit, count: int | None, interval: int, end: int) -> Found | None:
    """The rule, unless its numbers are out of all reason («0 раз», «раз в 1000 лет»)."""
    if not 1 <= interval <= LONGEST_INTERVAL or not (count is None or 1 <= count <= MOST_TIMES):
        return None
    if (unit, interval) in SAME_AS:
        return [SAME_AS[unit, interval]], end
    if interval > 1 and unit not in ("year", "month", "week", "day"):
        return None
    return [Rule(unit, n=count if interval == 1 else None, interval=interval)], end


def _count_per(line: Line, start: int, count: int, after: int) -> Found | None:
    """«1 заседание в месяц», «не менее 2 в квартал»: one word may stand between the number and its unit."""
    gap = after + (line.kind(after) in ("word", "running", "value", "clock_word"))
    unit = unit_at(line, gap + 1) if line.prep(gap) == "in" else None
    return _ruled(unit[0], count, 1, unit[1]) if unit else None


def _times_behind(line: Line, place: int) -> Found | None:
    """«в месяц 1 раз»."""
    if line.prep(place) not in PER_UNIT:
        return None
    unit = unit_at(line, place + 1)
    if unit is None:
        return None
    number = line.at(unit[1])
    times = unit[1] + (number.kind == "num")
    if line.kind(times) != "times" or line.prep(times + 1) in PER_UNIT:
        return None
    return _ruled(unit[0], number.number if number.kind == "num" else None, 1, times + 1)


def _each(line: Line, place: int) -> Found | None:
    """«каждый месяц», «каждую среду», «в каждом квартале», «каждые 3 месяца», «каждого учебного года», «каждый май»."""
    start = place + (line.prep(place) in ("in", "on", "for"))
    if line.kind(start) != "each":
        return None
    after = start + 1
    unit = unit_at(line, after)
    if unit:
        return (_but(line, unit[1]) if unit[0] == "day" else None) or ([Rule(unit[0])], unit[1])
    if line.kind(after) == "weekday":
        return _weekdays(line, after)
    counted = unit_at(line, after + 1)
    every_other = line.at(after).number > 1 and counted is not None and base_of(line, counted[1]) is None
    if line.kind(after) == "num" and counted and (not line.at(after).flag or every_other):  # «каждую вторую неделю»
        return _ruled(counted[0], None, line.at(after).number, counted[1])
    found = operand(line, after)
    return ([_repeated(piece) for piece in found.pieces] + _yearly(found), found.end) if found else None


def _repeated(piece: Piece) -> Piece:
    return replace(piece, each=True) if isinstance(piece, Inside) else piece


def _yearly(found: Operand) -> list[Piece]:
    """«каждый сентябрь» comes round every year; «каждое 5 число» is monthly by itself."""
    return [] if any(isinstance(piece, Inside) for piece in found.pieces) else [Rule("year")]


def _weekdays(line: Line, place: int) -> Found:
    """«понедельник, среда и пятница», «вторник - четверг»."""
    days = [line.at(place).number]
    place += 1
    while True:
        used = line.separator(place) or int(line.sign(place) == "-")
        used += line.prep(place + used) in ("by", "in")
        used += line.kind(place + used) == "each"
        if not used or line.kind(place + used) != "weekday" or len(days) > 7:
            break
        number = line.at(place + used).number
        ranged = line.sign(place) == "-" and number > days[-1]
        days += range(days[-1] + 1, number + 1) if ranged else [number]
        place += used + 1
    return [Rule("week", weekdays=tuple(sorted(set(days))))], place


def _plural(line: Line, place: int) -> Found | None:
    """«по средам и пятницам», «вторники», «пн, ср», «по выходным», «по полугодиям», «понедельник - пятница»."""
    start = place + (line.prep(place) in ("by", "in"))
    token = line.at(start)
    if token.kind == "weekday":
        found = _weekdays(line, start)
        rule = found[0][0]
        several = isinstance(rule, Rule) and len(rule.weekdays) > 1
        return found if token.flag or several else ([Inside("week", None, None, weekday=token.number)], start + 1)
    if start > place and token.kind == "working" and line.at(start + 1).tag == "day" and line.at(start + 1).flag:
        return [Rule("week", weekdays=(0, 1, 2, 3, 4))], start + 2
    if start > place and token.text.startswith("будн") and line.at(start + 1).tag != "day":
        return [Rule("week", weekdays=(0, 1, 2, 3, 4))], start + 1
    if start > place and token.kind == "weekend":
        return [Rule("week", weekdays=(5, 6))], start + 1 + (line.at(start + 1).tag == "day")
    if start > place and line.prep(place) == "by" and token.kind == "unit" and token.flag and token.tag != "day":
        return [Rule(UNITS[token.tag])], start + 1
    if start > place and line.prep(place) == "by" and token.text == "годам":
        return [Rule("year")], start + 1
    return None


def _after_reported(line: Line, place: int) -> Found | None:
    """«месяца, следующего за отчетным кварталом», «следующего за отчетным года», «отчетного периода месяца»."""
    first = unit_at(line, place)
    after = first[1] if first else place
    after += line.sign(after) == ","
    past = first is None and not line.at(after).text.startswith("отчет")  # «прошедший учебный год» repeats nothing
    if line.kind(after) == "reported" and unit_at(line, after + 1) and not past:
        base = unit_at(line, after + 1) or ("year", after)
        if line.kind(after - 1) in ("next", "event", "result"):
            return None
        return [Rule(base[0])], base[1]
    if line.kind(after) != "next":
        return None
    said = line.prep(after + 1) == "for" and line.kind(after + 2) == "reported"
    end = after + 3 if said else after + 1
    named = unit_at(line, end)
    if not said:
        plain_next = named and named[0] == "month" and line.kind(named[1]) != "year"
        return ([Rule("month", lag=1)], named[1]) if named and plain_next and not first else None
    if named is None and line.kind(end) == "stretch":
        named = (first[0] if first else "year", end + 1)
    unit = _lagged(first[0] if first else None, named[0] if named else None)
    return [Rule(unit, lag=1)], named[1] if named else end


def _lagged(first: Unit | None, base: Unit | None) -> Unit:
    """«месяца, следующего за отчётным кварталом» repeats every quarter; «месяца, следующего за отчётным», every month."""
    return base or first or "year"


def _through(line: Line, place: int) -> Found | None:
    """«через день», «через неделю», «через каждые 2 месяца»."""
    if line.prep(place) != "after_time":
        return None
    after = line.skip(place + 1, "each")
    unit = unit_at(line, after)
    if unit:
        alone = unit[0] in ("day", "week") and (line.kind(unit[1]) == "end" or line.sign(unit[1]) in (",", ";", ")"))
        return _ruled(unit[0], None, 2, unit[1]) if alone else None
    counted = unit_at(line, after + 1)
    if after > place + 1 and line.kind(after) == "num" and counted:
        return _ruled(counted[0], None, line.at(after).number, counted[1])
    return None
