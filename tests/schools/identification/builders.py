"""Short ways to write schools and results down in tests."""

from schools.identification import Methodology, Result, SchoolInput, evaluate, preset

T = 2026
FED30 = Methodology.from_params(preset("FED30"))


def fed30(**params):
    return Methodology.from_params({**preset("FED30"), **params})


def vpr(grade, subject, failed, participants, year=T, **extra):
    return Result("ВПР", subject, grade, "", year, participants, failed, **extra)


def oge(subject, failed, participants, year=T, **extra):
    return Result("ОГЭ", subject, 9, "", year, participants, failed, **extra)


def ege_math(level, failed, participants, year=T, **extra):
    return Result("ЕГЭ", "математика", 11, level, year, participants, failed, **extra)


def verdict(*results, methodology=FED30, **school):
    [found] = evaluate(methodology, [SchoolInput("school", results=results, **school)], T)
    return found


def outcome(found, code):
    [criterion] = [one for one in found.criteria if one.code == code]
    return str(criterion.outcome)


def note_codes(found):
    return [str(note.code) for note in found.notes]


def row_of(procedure, year, participants=None, failed=None, **extra):
    return Result(
        procedure.kind, procedure.subject, procedure.grade, procedure.level, year, participants, failed, **extra
    )


def methodology(name, **params):
    return Methodology.from_params({**preset(name), **params})


def schools_with(**results):
    """One school per keyword, named by it."""
    return [SchoolInput(name, results=tuple(rows)) for name, rows in results.items()]


def verdicts(rule, schools, year=T, **extra):
    return {found.school_id: found for found in evaluate(rule, schools, year, **extra)}
