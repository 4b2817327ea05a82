"""A list of schools from outside in two steps: what was sent, then which of our schools its rows mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.core import signing

from accounts.models import Municipality
from accounts.uploads import MEGABYTE, UploadError, clean_name
from schools.listing.outer import Guess, Known
from schools.listing.outer_rows import OuterRow, rows_of_table, rows_of_text
from schools.models import OuterList, School
from schools.tables.intake import take_table

SALT = "schools.outer"
HOURS = 24 * 3600  # seconds a preview holds
MAX_BYTES = 5 * MEGABYTE
SHOWN = 300  # rows nobody was found for


class OuterListForm(forms.ModelForm[OuterList]):
    """Either a table or pasted lines; the file is read while validating, so a bad one leaves nothing behind."""

    file = forms.FileField(
        label="Файл с перечнем",
        required=False,
        allow_empty_file=True,  # the gateway says it better
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        help_text="Таблица .xlsx, .xls, .ods или .csv, не больше 5\u00a0МБ. Столбцы портал узнает сам; "
        "школы других муниципалитетов можно не удалять.",
    )
    lines = forms.CharField(
        label="Или список школ",
        required=False,
        max_length=60000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Вставьте его из письма или Excel: одна школа в строке — название или «№ 5».",
    )

    class Meta:
        model = OuterList
        fields = ["level", "year", "basis"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        file, lines = data.get("file"), data.get("lines", "")
        if bool(file) == bool(lines):
            raise forms.ValidationError("Выберите файл с перечнем или вставьте список школ: что-то одно.")
        try:
            data["rows"] = (
                rows_of_table(take_table(file, file.name, max_bytes=MAX_BYTES)) if file else rows_of_text(lines)
            )
        except UploadError as error:
            self.add_error("file" if file else "lines", str(error))
        data["name"] = clean_name(file.name) if file else ""
        return data


def signed(said: Mapping[str, Any], municipality: Municipality) -> str:
    """What was said and read, for the second step."""
    told = {name: said[name] for name in ("level", "year", "basis", "name")}
    rows = [asdict(row) for row in said["rows"]]
    return signing.dumps({"municipality": municipality.pk, "rows": rows, **told}, salt=SALT, compress=True)


def unsigned(value: str, municipality: Municipality) -> dict[str, Any] | None:
    """What the first step has sent; None where it is stale, changed or another municipality's."""
    try:
        sent: dict[str, Any] = signing.loads(value, salt=SALT, max_age=HOURS)
    except signing.BadSignature:
        return None
    if sent.pop("municipality") != municipality.pk:
        return None
    rows = [OuterRow(one["row"], one["name"], tuple(one["codes"]), one["municipality"]) for one in sent.pop("rows")]
    return sent | {"rows": rows}


class OuterRowsForm(forms.Form):
    """A field for each row: the school it means by our name for it; an empty one leaves the row out.

    `found`: rows that seem to mean a school; `others`: the first 300 of the rest, those of other municipalities last.
    """

    def __init__(self, *args: Any, rows: list[OuterRow], guesses: list[Guess], known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.guesses, self.known = rows, guesses, known
        places = range(len(rows))
        self.found = [at for at in places if guesses[at].school]
        others = sorted(
            (at for at in places if not guesses[at].school), key=lambda at: (known.is_foreign(rows[at]), at)
        )
        self.others, self.hidden_count = others[:SHOWN], len(others[SHOWN:])
        for at in (*self.found, *self.others):
            school = guesses[at].school
            self.fields[f"school_{at}"] = forms.CharField(
                label=f"Школа портала для строки {rows[at].row}, «{rows[at].name}»",
                required=False,
                max_length=400,
                initial=school.short_name if school else "",
                help_text=guesses[at].how,
                widget=forms.TextInput(attrs={"list": "schools", "autocomplete": "off"}),
            )

    def lines(self, places: list[int]) -> list[tuple[OuterRow, forms.BoundField]]:
        return [(self.rows[at], self[f"school_{at}"]) for at in places]

    @property
    def found_lines(self) -> list[tuple[OuterRow, forms.BoundField]]:
        return self.lines(self.found)

    @property
    def other_lines(self) -> list[tuple[OuterRow, forms.BoundField]]:
        return self.lines(self.others)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        chosen: dict[int, School] = {}
        for at in (*self.found, *self.others):
            words = data.get(f"school_{at}", "")
            school = self.known.named(words) or self.known.numbered(words)
            if school:
                chosen[at] = school
            elif words:
                self.add_error(f"school_{at}", "Такой школы в реестре нет. Выберите её из списка или очистите поле.")
        if not chosen and not self.errors:
            raise forms.ValidationError("Ни одной своей школы: вносить нечего. Укажите школы или выберите другой файл.")
        data["schools"] = chosen
        return data

    @property
    def told(self) -> dict[str, School]:
        """Names that only the person could explain; one that schools of other towns may bear is not learnt."""
        chosen: dict[int, School] = self.cleaned_data["schools"]
        new = (at for at in self.others if at in chosen and not self.guesses[at].how)
        return {self.rows[at].name: chosen[at] for at in new if self.rows[at].name}
