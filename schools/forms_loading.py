"""Forms of the results that come in files: the file itself, which school is meant, which column means what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing

from accounts.models import Municipality
from accounts.uploads import UploadError, clean_name
from schools.models import ExamThreshold, School, SourceMapping
from schools.models.results import ProcedureKind
from schools.models.school import SchoolQuerySet
from schools.results_files import ColumnMapping, Layout, MappingError, Suggestion, suggest_mapping
from schools.results_files.mapping import CONSTANTS, TITLES
from schools.results_files.subjects import LEVELS, SUBJECTS
from schools.tables.book import TableError
from schools.tables.intake import take_table

TABLES = ".xlsx,.xls,.ods,.csv"
SALT = "schools.source"


def _select(values: Any) -> list[tuple[str, str]]:
    return [("", "сказано в файле"), *((str(value), str(value)) for value in values if value)]


class ResultsFileForm(forms.Form):
    """A table and what is known of it. It is checked while validating; the task reads it."""

    file = forms.FileField(
        label="Файл",
        allow_empty_file=True,  # the gateway says it better
        widget=forms.FileInput(attrs={"accept": TABLES}),
        help_text="Таблица .xlsx, .xls, .ods или .csv, не больше 30 МБ.",
    )
    what = forms.ChoiceField(label="Что в файле", required=False)
    year = forms.IntegerField(
        label="Год результатов",
        required=False,
        help_text="Если указать, портал не пропустит файл другого года.",
        min_value=2015,
        max_value=2100,
    )
    kind = forms.ChoiceField(label="Процедура", required=False, choices=_select(ProcedureKind.values))
    subject = forms.ChoiceField(label="Предмет", required=False, choices=_select(SUBJECTS))
    grade = forms.IntegerField(label="Класс", required=False, min_value=1, max_value=12)
    level = forms.ChoiceField(label="Уровень", required=False, choices=_select(LEVELS))
    wave = forms.CharField(label="Период", required=False, max_length=40, help_text="Например, весна.")

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {f"source-{one.pk}": one for one in SourceMapping.objects.filter(municipality=municipality)}
        layouts = [(one.value, one.caption) for one in Layout]
        own = [(code, one.title) for code, one in self.sources.items()]
        choices: list[Any] = [("", "портал определит сам"), ("Известные файлы", layouts)]
        self.fields["what"].choices = choices + ([("Свои таблицы", own)] if own else [])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        file = data.get("file")
        if file is None:
            return data
        try:
            content = take_table(file, file.name)
        except (UploadError, TableError) as error:
            self.add_error("file", str(error))
            return data
        what = data.get("what", "")
        said = {name: data[name] for name in CONSTANTS if data.get(name)}
        data["import"] = {
            "data": content,
            "file_name": clean_name(file.name),
            "mapping": self.sources.get(what),
            "layout": "" if what in self.sources else what,
            "expected": said,
        }
        return data


class UnitForm(forms.Form):
    """Which school of the portal a unit of a file is; no school: its rows stay out."""

    school = forms.ModelChoiceField(School.objects.none(), required=False, empty_label="не загружать")

    def __init__(self, *args: Any, schools: SchoolQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]


class SourceFileForm(forms.Form):
    """A sample of an odd source: only its headers are kept, signed, while the person says what they mean."""

    file = forms.FileField(
        label="Файл с такой таблицей",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": TABLES}),
        help_text="Портал прочтёт только заголовки столбцов и сразу удалит файл.",
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        file = data.get("file")
        if file is None:
            return data
        try:
            data["suggestion"] = suggest_mapping(take_table(file, file.name))
        except (UploadError, TableError) as error:
            self.add_error("file", str(error))
        return data


def signed_titles(suggestion: Suggestion) -> str:
    return signing.dumps(list(suggestion.titles), salt=SALT, compress=True)


class SourceForm(forms.Form):
    """What each column of the source is, and what its tables never say."""

    titles = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label="Название источника", max_length=200, help_text="Например, «МСОКО, итоги четверти».")

    def __init__(self, *args: Any, headers: list[str], municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        choices = [("", "такого столбца нет"), *((header, header) for header in headers)]
        for code, title in TITLES.items():
            self.fields[f"column_{code}"] = forms.ChoiceField(label=title, choices=choices, required=False)
        for code in CONSTANTS:
            self.fields[f"constant_{code}"] = self._constant(code)

    def _constant(self, code: str) -> forms.Field:
        label = f"{TITLES[code]}, если столбца нет"
        options = {"kind": ProcedureKind.values, "subject": SUBJECTS, "level": LEVELS}
        if code in options:
            return forms.ChoiceField(label=label, required=False, choices=_select(options[code]))
        return forms.CharField(label=label, required=False, max_length=40)

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("column_")]

    @property
    def constants(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("constant_")]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        columns = {code: data[f"column_{code}"] for code in TITLES if data.get(f"column_{code}")}
        constants = {code: data[f"constant_{code}"] for code in CONSTANTS if data.get(f"constant_{code}")}
        try:
            data["mapping"] = ColumnMapping(columns, constants)
        except MappingError as error:
            raise forms.ValidationError(str(error)) from None
        if not {"school", "participants"} <= set(columns):
            raise forms.ValidationError("Укажите хотя бы столбцы школы и числа участников.")
        if SourceMapping.objects.filter(municipality=self.municipality, title=data.get("title", "")).exists():
            self.add_error("title", "Источник с таким названием уже есть.")
        return data


def headers_of(signed: str) -> list[str]:
    """Headers that `signed_titles` has sealed; none where the seal is broken."""
    try:
        return [str(title) for title in signing.loads(signed, salt=SALT, max_age=24 * 3600)]
    except signing.BadSignature:
        return []


class ThresholdForm(forms.Form):
    """Least passing scores of one year by subject; an empty field means that the portal does not know."""

    def __init__(self, *args: Any, stored: list[ExamThreshold], subjects: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {(one.kind, one.subject): one.minimum for one in stored}
        self.keys = {f"{kind}-{place}": (kind, subject) for place, (kind, subject) in enumerate(subjects)}
        for name, key in self.keys.items():
            self.fields[name] = forms.IntegerField(
                label=key[1],
                required=False,
                min_value=0,
                max_value=100,
                initial=known.get(key),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control num-input"}),
            )

    def of_kind(self, kind: str) -> list[forms.BoundField]:
        return [self[name] for name, key in self.keys.items() if key[0] == kind]

    @property
    def minimums(self) -> dict[tuple[str, str], int | None]:
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}
