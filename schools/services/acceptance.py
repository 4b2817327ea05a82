"""What people decide about a file that was read: which schools it means, whether it goes in, whether it comes out again."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.russian import counted
from schools.imports.reading import same_name
from schools.models import IdentificationRun, ImportUnit, ResultImport, School, SchoolIdentifier
from schools.results_loading.memory import without_collector
from schools.results_loading.packing import pack, unpack
from schools.results_loading.planning import Plan, plan_loading
from schools.results_loading.writing import take_back, write_plan
from schools.services.loading import forget_file

State = ResultImport.State
TAKEN = "Пока файл ждал, эти же результаты записал кто-то другой. Посмотрите, что изменится теперь."


class LoadingError(Exception):
    """The import cannot go on; the message is Russian and says what to do."""


def plan_of(source: ResultImport) -> Plan:
    """What accepting would change now."""
    units = list(source.units.all())
    rows = unpack(source.content) if source.content is not None else {}
    return plan_loading(rows, units, source.municipality)


def suggestions(source: ResultImport) -> dict[int, School]:
    """For units nobody has named: the one school whose short or full name is the unit's. Names propose, people decide."""
    schools: dict[str, list[School]] = {}
    for school in School.objects.filter(municipality=source.municipality):
        for name in {same_name(school.short_name), same_name(school.full_name)}:
            schools.setdefault(name, []).append(school)
    waiting = source.units.unknown()
    found = {unit.pk: schools.get(same_name(unit.name or unit.value), []) for unit in waiting}
    return {pk: same[0] for pk, same in found.items() if len(same) == 1}


@transaction.atomic
def match_unit(unit: ImportUnit, *, by: User, school: School | None) -> None:
    """The unit is this school, now and in later files; None: the rows of the unit stay out of this import."""
    source = _locked(unit.source_id, State.REVIEW)
    if school is not None:
        if school.municipality_id != source.municipality_id:
            raise LoadingError("Этой школы нет в вашем муниципалитете.")
        _remember(unit, school, source, by)
    unit.school, unit.is_left_out = school, school is None
    unit.save(update_fields=["school", "is_left_out"])


@transaction.atomic
def match_suggested(source: ResultImport, *, by: User) -> int:
    """All proposals at once; how many there were."""
    proposed = suggestions(source)
    for unit in source.units.filter(pk__in=proposed).select_related("source"):
        match_unit(unit, by=by, school=proposed[unit.pk])
    return len(proposed)


@transaction.atomic
def leave_out_unknown(source: ResultImport, *, by: User) -> int:
    """A region's file names schools of the whole region: those nobody has named stay out."""
    source = _locked(source.pk, State.REVIEW)
    count = source.units.unknown().update(is_left_out=True)
    after = {"left_out": count}
    audit.record("результаты: чужие школы пропущены", source, by=by, municipality=source.municipality_id, after=after)
    return count


def _remember(unit: ImportUnit, school: School, source: ResultImport, by: User) -> None:
    if SchoolIdentifier.objects.filter(school=school, system=unit.system, value=unit.value).exists():
        return
    identifier = SchoolIdentifier(municipality=source.municipality, school=school, system=unit.system, value=unit.value)
    try:
        identifier.full_clean()
    except ValidationError as error:
        raise LoadingError(
            f"«{unit.value}» уже записан за другой школой. Исправьте сроки на странице её кодов. {' '.join(error.messages)}"
        ) from None
    identifier.save()
    after = {"system": unit.system, "value": unit.value}
    audit.record("код школы запомнен", school, by=by, municipality=source.municipality_id, after=after)


@transaction.atomic
def accept_import(source: ResultImport, *, by: User, now: datetime | None = None) -> None:
    """Hand the file to the task that writes it: all or nothing."""
    from schools.tasks import write_results  # the task calls back into this module

    source = _locked(source.pk, State.REVIEW)
    if source.problem_count:
        raise LoadingError("В файле есть ошибки. Исправьте их и загрузите файл ещё раз.")
    if source.units.unknown().exists():
        raise LoadingError("Сначала укажите, какие это школы, или пропустите их.")
    source.state, source.decided_by, source.decided_at = State.WRITING, by, now or timezone.now()
    source.save(update_fields=["state", "decided_by", "decided_at"])
    after = {"file": source.file_name}
    audit.record("результаты: файл принят", source, by=by, municipality=source.municipality_id, after=after)
    write_results.delay_on_commit(source.pk)


@without_collector()
def write_import(pk: int) -> None:
    """Write an import that was accepted; where its rows clash, with each other or with somebody else's, it goes back to review."""
    try:
        _write(pk)
    except (IntegrityError, LoadingError) as error:
        message = str(error) if isinstance(error, LoadingError) else TAKEN
        ResultImport.objects.filter(pk=pk, state=State.WRITING).update(
            state=State.REVIEW, decided_by=None, decided_at=None, message=message
        )


@transaction.atomic
def _write(pk: int) -> None:
    source = ResultImport.objects.select_for_update().filter(pk=pk, state=State.WRITING).first()
    if source is None:
        return
    plan = plan_of(source)
    if plan.clashes:
        raise LoadingError("Две строки файла отнесены к одной школе. Исправьте одну из них.")
    replaced = write_plan(plan, source, changed_at=source.decided_at, changed_by_id=source.decided_by_id)
    source.content = pack(replaced)
    source.new_count, source.changed_count, source.same_count = plan.new_count, plan.changed_count, plan.same_count
    source.state, source.message = State.ACCEPTED, ""
    source.save()


@transaction.atomic
def discard_import(source: ResultImport, *, by: User) -> None:
    source = _locked(source.pk, State.WAITING, State.REVIEW)
    forget_file(source)
    source.state, source.content = State.DISCARDED, None
    source.save(update_fields=["state", "content", "file"])
    audit.record("результаты: файл отклонён", source, by=by, municipality=source.municipality_id)


def why_not_undone(source: ResultImport) -> str:
    """What depends on the import, in words; empty when it may be undone."""
    if source.state != State.ACCEPTED or source.decided_at is None:
        return "Отменить можно только принятый файл."
    accepted = ResultImport.objects.filter(municipality=source.municipality_id, state=State.ACCEPTED)
    if accepted.filter(decided_at__gt=source.decided_at).exists():
        return "После него приняты другие файлы: сначала отмените их."
    runs = IdentificationRun.objects.filter(municipality=source.municipality_id, created_at__gt=source.decided_at)
    if runs.exists():
        return "По этим данным уже проведена идентификация. Загрузите исправленный файл: портал покажет разницу."
    return ""


@transaction.atomic
def undo_import(source: ResultImport, *, by: User, now: datetime | None = None) -> str:
    """Put things back as they were before the import; what was done, in words."""
    source = _locked(source.pk, State.ACCEPTED)
    if reason := why_not_undone(source):
        raise LoadingError(reason)
    deleted, restored = take_back(source, unpack(source.content) if source.content is not None else {})
    source.state, source.content = State.UNDONE, None
    source.undone_by, source.undone_at = by, now or timezone.now()
    source.save(update_fields=["state", "content", "undone_by", "undone_at"])
    after = {"deleted": deleted, "restored": restored}
    audit.record("результаты: загрузка отменена", source, by=by, municipality=source.municipality_id, after=after)
    return f"Загрузка отменена. Удалено: {counted(deleted, 'запись', 'записи', 'записей')}, возвращено прежних: {restored}."


def _locked(pk: int, *states: State) -> ResultImport:
    """The import in one of the states, nobody else's until the transaction ends."""
    source = ResultImport.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=pk)
    if source.state not in states:
        raise LoadingError(f"Файл уже в другом состоянии: {source.get_state_display()}. Обновите страницу.")
    return source
