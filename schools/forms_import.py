"""The two steps of an import of the registry: a file, then the rows that were read of it, signed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.core import signing

from accounts.models import Municipality
from accounts.uploads import MEGABYTE, UploadError, clean_name
from schools.imports.reading import Reading, SchoolRow, read_registry
from schools.tables.intake import take_table

MAX_BYTES = 5 * MEGABYTE
SALT = "schools.import"
HOURS = 24 * 3600  # seconds a preview holds


class RegistryFileForm(forms.Form):
    """A table of any kind; it is read while validating, so a bad one leaves nothing behind."""

    file = forms.FileField(
        label="Файл Excel",
        allow_empty_file=True,  # the gateway says it better
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        help_text="Таблица .xlsx, .xls, .ods или .csv, не больше 5\u00a0МБ. Порядок столбцов любой, названия портал узнаёт сам.",
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        file = data.get("file")
        if file is None:
            return data
        try:
            data["reading"] = read_registry(take_table(file, file.name, max_bytes=MAX_BYTES))
        except UploadError as error:
            self.add_error("file", str(error))
        data["name"] = clean_name(file.name)
        return data


class RegistryRowsForm(forms.Form):
    """The rows of a preview on their way back: the browser cannot change them, nor bring them to another municipality."""

    rows = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        try:
            signed = signing.loads(data.get("rows", ""), salt=SALT, max_age=HOURS)
        except signing.BadSignature:
            signed = {"municipality": None}
        if signed["municipality"] != self.municipality.pk:
            raise forms.ValidationError("Просмотр устарел. Загрузите файл ещё раз.")
        data["name"] = signed["name"]
        data["read"] = [SchoolRow(**row) for row in signed["rows"]]
        return data


def signed_rows(reading: Reading, name: str, municipality: Municipality) -> str:
    rows = [asdict(row) for row in reading.rows]
    return signing.dumps({"municipality": municipality.pk, "name": name, "rows": rows}, salt=SALT, compress=True)
