from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from accounts.uploads import Kind, UploadError, clean_name
from roadmaps.deadlines import Period
from roadmaps.imports.document import Document
from roadmaps.imports.intake import read_upload
from roadmaps.imports.period import named_period
from roadmaps.models import Programme
from roadmaps.services.reading import count_lines

FIRST_YEAR, LAST_YEAR = 2000, 2100
MAX_LINES = 450  # ten inputs each: a browser may send no more than DATA_UPLOAD_MAX_NUMBER_FIELDS


def _year(label: str) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 4})
    return forms.IntegerField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False, widget=widget)


class PeriodMixin(forms.Form):
    """The years of a new programme, as people say them: «2021–2025» or «2020/2021 учебный год»."""

    programme_title = forms.CharField(label="Название программы", max_length=500, required=False)
    first_year = _year("Первый год")
    last_year = _year("Последний год")
    period_kind = forms.ChoiceField(label="Годы", choices=Programme.PeriodKind.choices, required=False)

    def clean_new_programme(self) -> Period | None:
        """The period; None after noting what is missing at its field."""
        data = self.cleaned_data
        for name in ("programme_title", "first_year", "last_year", "period_kind"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, "Заполните это поле: программа новая.")
        if self.errors.keys() & {"first_year", "last_year", "period_kind"}:
            return None
        period = Period.parse(f"{data['first_year']}-{data['last_year']}", data["period_kind"])
        if period is None:
            self.add_error("last_year", "Последний год раньше первого.")
        return period


class UploadForm(PeriodMixin):
    """A Word file and the programme it belongs to. The whole file is read while validating: a bad one leaves nothing behind."""

    file = forms.FileField(
        label="Файл Word",
        allow_empty_file=True,  # the gateway says it better
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text="Документ .docx с таблицей мероприятий: приказ, программа или сама дорожная карта.",
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label="Программа", required=False, empty_label="новая программа"
    )
    field_order = ["file", "programme", "programme_title", "period_kind", "first_year", "last_year"]

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField[Programme], self.fields["programme"]).queryset = programmes

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        programme: Programme | None = data.get("programme")
        if programme is None and "programme" not in self.errors:
            self._take_named_years()
            period = self.clean_new_programme()
        else:
            period = programme.period if programme else None
        document = self._read(period) if data.get("file") else None
        if period and document:
            data["import"] = {
                "file_name": clean_name(data["file"].name, Kind.DOCX),
                "document": document,
                "programme": programme,
                "programme_title": "" if programme else data["programme_title"],
                "period_kind": period.kind,
                "starts_on": period.start,
                "ends_on": period.end,
            }
        return data

    def _take_named_years(self) -> None:
        """Where no year is given, those that the document names; they can be corrected in the next step."""
        data, years = self.cleaned_data, ("first_year", "last_year")
        if not data.get("file") or any(data.get(name) or name in self.errors for name in years):
            return
        document = self._read(None)
        named = named_period(document) if document else None
        if named:
            data |= {"period_kind": named.kind, "first_year": named.first, "last_year": named.last}

    def _read(self, period: Period | None) -> Document | None:
        """What is in the file; None after saying at its field why it cannot be taken. A bad file is told of even without years."""
        file = self.cleaned_data["file"]
        file.seek(0)
        try:
            document = read_upload(file, file.name, (period.start.year, period.end.year) if period else None)
        except UploadError as error:
            self.add_error("file", str(error))
            return None
        if count_lines(document) > MAX_LINES:
            self.add_error("file", f"В таблицах файла больше {MAX_LINES} строк. Оставьте в нём только дорожную карту.")
            return None
        return document
