"""A sentence for each kind of note."""

from __future__ import annotations

from accounts.russian import counted
from schools.identification.inputs import InheritanceKind, Procedure
from schools.identification.names import level_words
from schools.identification.parameters import BiasPolicy
from schools.identification.phrases import figures, short_percent
from schools.identification.verdicts import Evidence, Note, NoteCode, VerdictResult

_POLICY_WORDS = {
    BiasPolicy.INCLUDE: "По методике результаты учтены полностью.",
    BiasPolicy.ADJUST: "По методике отмеченные ВПР не учитываются.",
    BiasPolicy.EXCLUDE: "По методике ВПР отмеченного года не учитываются.",
}
_WHAT = {
    NoteCode.MARKED_ROWS_DROPPED: "не учтены из-за признаков необъективности",
    NoteCode.DERIVED: "числа восстановлены из округлённых процентов",
    NoteCode.ADDED_UP: "сложены несколько строк (филиалы, волны)",
    NoteCode.NOT_COMPARABLE: "результаты несопоставимы с другими годами",
    NoteCode.EVIDENCE_ONLY: "показаны для сведения, в выводе не участвуют",
}
_PLAIN = {
    NoteCode.EXIT_MONITORING: (
        "Школа была в перечне прошлого года; признаков ШНОР сейчас нет, и она остаётся под наблюдением до вывода из перечня."
    ),
    NoteCode.MANUAL_BASIS: (
        "В прошлом году школу включили в перечень решением экспертов: это основание нужно подтвердить заново или снять."
    ),
    NoteCode.MARKERS_BAR_EXIT: (
        "Школа была в перечне прошлого года; признаков сейчас нет, но есть признаки необъективности, и этот год для вывода не засчитан."
    ),
    NoteCode.RE_ENTRY: "Школу уже выводили из перечня: признаки появились снова.",
    NoteCode.RELATIVE_RULE: "Правило сравнивает школы между собой: какая-то школа в нём всегда последняя.",
    NoteCode.MARKERS_BAR_LEADERSHIP: "Из-за признаков необъективности школа не предлагается другим в пример.",
    NoteCode.NO_EXIT_WITHOUT_DATA: "Школа была в перечне прошлого года; из-за нехватки данных из перечня не выводят.",
}


def note_sentence(note: Note, verdict: VerdictResult) -> str:
    """The note as one or two sentences."""
    if note.code in _PLAIN:
        return _PLAIN[note.code]
    if note.code in _WHAT:
        return f"{note.year} год, {_WHAT[note.code]}: {_names(note.procedures)}."
    return _WITH_FIGURES[note.code](note, verdict)


def _names(procedures: tuple[Procedure, ...]) -> str:
    return "; ".join(str(procedure) for procedure in procedures)


def _evidence(note: Note, verdict: VerdictResult) -> list[Evidence]:
    return [one for one in verdict.evidence if one.year == note.year and one.procedure in note.procedures]


def _markers(note: Note, verdict: VerdictResult) -> str:
    return f"Отмечены признаки необъективности: {'; '.join(note.details)}. {_POLICY_WORDS[verdict.methodology.bias_policy]}"


def _small_sample(note: Note, verdict: VerdictResult) -> str:
    found = figures(_evidence(note, verdict), verdict.methodology)
    return f"{note.year} год, участников меньше {verdict.methodology.min_n}, вывод по ним не делается: {found}."


def _low_participation(note: Note, verdict: VerdictResult) -> str:
    least = short_percent(verdict.methodology.min_participation_pct)
    found = "; ".join(f"{one.procedure} — {one.participants} из {one.roll}" for one in _evidence(note, verdict))
    return (
        f"{note.year} год, участвовали меньше {least} обучающихся параллели, результат может не отражать всех: {found}."
    )


def _low_coverage(note: Note, verdict: VerdictResult) -> str:
    covered, least = verdict.coverage, short_percent(100 * verdict.methodology.min_coverage)
    return (
        f"За {note.year} год результаты есть по {covered.assessed} из {covered.applicable} процедур методики, "
        f"это меньше {least}: вывод предварительный."
    )


def _one_level_only(note: Note, verdict: VerdictResult) -> str:
    levels = "; ".join(level_words(level) for one in _evidence(note, verdict) for level in one.levels)
    return f"{note.year} год, {_names(note.procedures)}: есть результаты только одного уровня ({levels})."


def _outside(note: Note, _verdict: VerdictResult) -> str:
    return f"Методика не учитывает: {_names(note.procedures)}."


_REORGANISED = {
    InheritanceKind.WHOLE: (
        "В {year} году школа приняла всех учеников прежней школы ({name}): результаты той школы сложены с её собственными."
    ),
    InheritanceKind.PART: (
        "В {year} году в школу перешла часть учеников прежней школы ({name}, {share} %): чьи результаты перешли с ними, "
        "неизвестно, поэтому прежние результаты не учтены."
    ),
    InheritanceKind.STILL_OPEN: (
        "В {year} году в школу перешли все ученики другой школы ({name}), но та числится действующей: её результаты остались при ней."
    ),
    InheritanceKind.LEFT: "В {year} году часть учеников ({share} %) перешла в другую школу ({name}): прежние результаты — вместе с ними.",
}


def _reorganised(note: Note, _verdict: VerdictResult) -> str:
    kind, name, share = note.details
    return _REORGANISED[InheritanceKind(kind)].format(year=note.year, name=name, share=share)


def _may_exit(_note: Note, verdict: VerdictResult) -> str:
    runs = counted(verdict.flags.clean_runs, "раз подряд", "раза подряд", "раз подряд")
    return f"Признаков нет {runs}: школу можно вывести из перечня."


_WITH_FIGURES = {
    NoteCode.MARKERS: _markers,
    NoteCode.SMALL_SAMPLE: _small_sample,
    NoteCode.LOW_PARTICIPATION: _low_participation,
    NoteCode.LOW_COVERAGE: _low_coverage,
    NoteCode.ONE_LEVEL_ONLY: _one_level_only,
    NoteCode.OUTSIDE_METHODOLOGY: _outside,
    NoteCode.MAY_EXIT: _may_exit,
    NoteCode.REORGANISED: _reorganised,
}
