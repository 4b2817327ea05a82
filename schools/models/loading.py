from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from accounts.models import Municipality, Role, User
from schools.models.school import School
from schools.results_files import IdSystem, Layout, Scope


class SourceMappingQuerySet(models.QuerySet["SourceMapping"]):
    def visible_to(self, user: User) -> SourceMappingQuerySet:
        if user.role in (Role.DIRECTOR, Role.CURATOR):
            return self.none()
        return self.filter(municipality_id=user.tenant_id)


class SourceMapping(models.Model):
    """Which column means what in the tables of one odd source: told once by a person, used for every later file of it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="source_mappings")
    title = models.CharField("источник", max_length=200)
    columns = models.JSONField("столбцы")  # field code -> header of the source
    constants = models.JSONField("чего в файле нет", default=dict, blank=True)

    objects = SourceMappingQuerySet.as_manager()

    class Meta:
        verbose_name = "источник таблиц"
        verbose_name_plural = "источники таблиц"
        ordering = ["municipality", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "title"],
                name="source_mapping_title_unique",
                violation_error_message="Источник с таким названием уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ResultImportQuerySet(models.QuerySet["ResultImport"]):
    def visible_to(self, user: User) -> ResultImportQuerySet:
        """The office's work: schools have no part in it."""
        if user.role in (Role.DIRECTOR, Role.CURATOR):
            return self.none()
        return self.filter(municipality_id=user.tenant_id)


def upload_path(_: ResultImport, name: str) -> str:
    return f"imports/{uuid4()}"


class ResultImport(models.Model):
    """A file with results from upload to acceptance. The file itself is deleted as soon as it is read; what stays are counts."""

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт чтения"
        READING = "reading", "читается"
        REVIEW = "review", "ждёт решения"
        REFUSED = "refused", "не прочитан"
        WRITING = "writing", "записывается"
        ACCEPTED = "accepted", "принят"
        UNDONE = "undone", "отменён"
        DISCARDED = "discarded", "отклонён"

    TRANSITIONS = {
        State.WAITING: (State.READING, State.DISCARDED),
        State.READING: (State.REVIEW, State.REFUSED),
        State.REVIEW: (State.WRITING, State.DISCARDED),
        State.WRITING: (State.ACCEPTED, State.REVIEW),
        State.ACCEPTED: (State.UNDONE,),
    }
    IN_PROGRESS = (State.WAITING, State.READING, State.WRITING)

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="result_imports")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="кто загрузил", related_name="+")
    created_at = models.DateTimeField("загружен", auto_now_add=True)
    file_name = models.CharField("файл", max_length=255)
    file = models.FileField(upload_to=upload_path, max_length=100, blank=True)  # only between upload and reading
    layout = models.CharField("вид файла", max_length=20, choices=[(x.value, x.caption) for x in Layout], blank=True)
    mapping = models.ForeignKey(SourceMapping, models.SET_NULL, null=True, blank=True, related_name="+")
    expected = models.JSONField("сказано при загрузке", default=dict, blank=True)
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.WAITING)
    done_rows = models.PositiveIntegerField("прочитано строк", default=0)
    total_rows = models.PositiveIntegerField("строк в файле", default=0)
    message = models.TextField("сообщение", blank=True)
    problems = models.JSONField("ошибки", default=list, blank=True)  # the first 500: sheet, row, column, message
    problem_count = models.PositiveIntegerField("ошибок", default=0)
    warnings = models.JSONField("предупреждения", default=list, blank=True)
    warning_count = models.PositiveIntegerField("предупреждений", default=0)
    new_count = models.PositiveIntegerField("новых", default=0)
    changed_count = models.PositiveIntegerField("изменённых", default=0)
    same_count = models.PositiveIntegerField("без изменений", default=0)
    content = models.BinaryField(null=True, blank=True)  # counts to accept; once accepted, what they replaced
    decided_at = models.DateTimeField("принят", null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField("отменён", null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ResultImportQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка результатов"
        verbose_name_plural = "загрузки результатов"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False, decided_by__isnull=False)
                | Q(decided_at__isnull=True, decided_by__isnull=True),
                name="result_import_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False, undone_by__isnull=False)
                | Q(undone_at__isnull=True, undone_by__isnull=True),
                name="result_import_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(file="") | Q(state__in=["waiting", "reading"]), name="result_import_keeps_no_file"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_in_progress(self) -> bool:
        return self.state in self.IN_PROGRESS

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done_rows // self.total_rows) if self.total_rows else 0


class ImportUnitQuerySet(models.QuerySet["ImportUnit"]):
    def visible_to(self, user: User) -> ImportUnitQuerySet:
        return self.filter(source__in=ResultImport.objects.visible_to(user))

    def unknown(self) -> ImportUnitQuerySet:
        """Schools of a file that nobody has named or left out."""
        return self.filter(scope="school", school__isnull=True, is_left_out=False)


class ImportUnit(models.Model):
    """A school or a reference group as a file calls it, with the school of the portal it was found to be."""

    class Scope(models.TextChoices):
        SCHOOL = Scope.SCHOOL.value, "школа"
        SAMPLE = Scope.SAMPLE.value, "вся выборка"
        REGION = Scope.REGION.value, "регион"
        MUNICIPALITY = Scope.MUNICIPALITY.value, "муниципалитет"
        TOTAL = Scope.TOTAL.value, "итого"

    class System(models.TextChoices):
        FIS_OKO = IdSystem.FIS_OKO.value, "логин ФИС ОКО"
        RIS_GIA = IdSystem.RIS_GIA.value, "код РИС ГИА"
        NAME = IdSystem.NAME.value, "название"

    source = models.ForeignKey(ResultImport, models.CASCADE, related_name="units")
    position = models.PositiveIntegerField()  # the content of the import names units by it
    scope = models.CharField(max_length=12, choices=Scope.choices)
    system = models.CharField("опознаётся по", max_length=10, choices=System.choices)
    value = models.CharField("идентификатор", max_length=400)
    name = models.CharField("название в файле", max_length=400, blank=True)
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    is_left_out = models.BooleanField("не загружать", default=False)

    objects = ImportUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "школа в файле"
        verbose_name_plural = "школы в файле"
        ordering = ["source", "position"]
        constraints = [models.UniqueConstraint(fields=["source", "position"], name="import_unit_unique")]

    def __str__(self) -> str:
        return self.name or self.value
