from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from roadmaps.forms.fields import lines
from roadmaps.forms.upload import PeriodMixin
from roadmaps.models import Activity, RoadmapImport
from roadmaps.services.audience import schools_by_number, split_numbers
from schools.models import School


class ReviewHeadForm(PeriodMixin):
    """The name of the roadmap and, while the programme is still to be made, its name and years."""

    title = forms.CharField(label="Название дорожной карты", max_length=500)
    field_order = ["title", "programme_title", "period_kind", "first_year", "last_year"]

    def __init__(self, data: QueryDict | None, *, started: RoadmapImport) -> None:
        initial = {
            "title": started.title,
            "programme_title": started.programme_title,
            "period_kind": started.period_kind,
            "first_year": started.starts_on.year,
            "last_year": started.ends_on.year,
        }
        super().__init__(data, initial=initial, prefix="head")
        self.is_new = started.programme is None
        if started.parsed.get("years"):
            self.fields["period_kind"].help_text = f"В документе: {started.parsed['years']}."
        if not self.is_new:
            for name in ("programme_title", "first_year", "last_year", "period_kind"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        period = self.clean_new_programme() if self.is_new else None
        if period:
            data |= {"starts_on": period.start, "ends_on": period.end}
        return data

    @property
    def saved_fields(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("first_year", "last_year")}


class LineForm(forms.Form):
    """One line of a review. What is wrong in a line that is not taken is not worth a remark."""

    KINDS = [("activity", "мероприятие"), ("section", "заголовок раздела"), ("skip", "не переносить")]

    kind = forms.ChoiceField(label="Эта строка", choices=KINDS)
    number = forms.CharField(label="№", max_length=20, required=False)
    title = lines(1, "Название", 4000)
    deadline = lines(2, "Срок", 500)
    responsible = lines(2, "Ответственные", 2000)
    audience = forms.ChoiceField(label="Исполняет", choices=Activity.Audience.choices)
    numbers = forms.CharField(label="Номера школ", max_length=500, required=False)
    result = lines(2, "Ожидаемый результат", 4000)
    report_form = lines(2, "Отчётный документ", 1000)
    planned = lines(1, "Плановое значение", 1000)

    def __init__(
        self,
        *args: Any,
        columns: Sequence[str],
        is_taken: bool,
        known: Mapping[str, list[School]],
        needs_schools: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_taken, self.known, self.needs_schools = is_taken, known, needs_schools
        for name in ("result", "report_form", "planned"):
            if name not in columns:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.is_taken or data.get("kind") == "skip":
            self.errors.clear()
            return data
        if not data.get("title") and "title" not in self.errors:
            self.add_error("title", "Напишите, что это за раздел или мероприятие.")
        if data.get("kind") == "section" and len(data.get("title", "")) > 1000:
            self.add_error("title", "Название раздела длиннее 1000 знаков.")
        if data.get("audience") == Activity.Audience.LISTED:
            self._check_numbers(data.get("numbers", ""))
        return data

    def _check_numbers(self, text: str) -> None:
        numbers = split_numbers(text)
        unknown = [number for number in numbers if number not in self.known]
        if not numbers:
            self.add_error("numbers", "Перечислите номера школ.")
        if unknown and self.needs_schools:
            word = "школы" if len(unknown) == 1 else "школ"
            self.add_error("numbers", f"В муниципалитете нет {word} №\u00a0{', '.join(unknown)}.")

    @property
    def unknown_numbers(self) -> list[str]:
        """Numbers of schools that the line names and the municipality does not have, as the page shows the line now."""
        is_listed = self["kind"].value() == "activity" and self["audience"].value() == Activity.Audience.LISTED
        if not (self.is_taken and is_listed):
            return []
        return [number for number in split_numbers(str(self["numbers"].value() or "")) if number not in self.known]


class BaseLineFormSet(forms.BaseFormSet[LineForm]):
    """The lines of an import in their order; the file decides how many there are, not the browser."""

    def __init__(self, data: QueryDict | None, *, started: RoadmapImport) -> None:
        self.started = started
        self.known = schools_by_number(started.municipality)
        super().__init__(data, initial=started.lines, prefix="line")

    def total_form_count(self) -> int:
        return len(self.started.lines)

    def initial_form_count(self) -> int:
        return len(self.started.lines)

    @property
    def taken(self) -> list[int]:
        """Indexes of the tables that are taken."""
        tables = self.started.parsed["tables"]
        if not self.is_bound:
            return [table["index"] for table in tables if table["is_chosen"]]
        chosen = cast(QueryDict, self.data).getlist("table")
        return [table["index"] for table in tables if str(table["index"]) in chosen]

    @property
    def goes_without(self) -> bool:
        """«Перенести без этих школ» is ticked: numbers nobody has stay in the words of the document only."""
        if self.is_bound:
            return "without_unknown" in self.data
        return bool(self.started.parsed.get("without_unknown"))

    @property
    def unknown_numbers(self) -> list[str]:
        """Each once, № 2 before № 10."""
        found = {number for form in self.forms for number in form.unknown_numbers}
        return sorted(found, key=lambda number: (len(number), number))

    @property
    def lines_with_unknown(self) -> int:
        return sum(bool(form.unknown_numbers) for form in self.forms)

    @property
    def corrected(self) -> list[dict[str, Any]]:
        """What the forms say, one for each line; of a table that is not taken nothing is changed."""
        return [form.cleaned_data if form.is_taken else {} for form in self.forms]

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        tables = {table["index"]: table for table in self.started.parsed["tables"]}
        table = tables[self.started.lines[index or 0]["table"]]
        return {
            "columns": list(table["columns"]),
            "is_taken": table["index"] in self.taken,
            "known": self.known,
            # saving what is done so far never waits for the registry of schools
            "needs_schools": "accept" in self.data and not self.goes_without,
        }

    def clean(self) -> None:
        kinds = [form.cleaned_data.get("kind") for form in self.forms if form.is_taken and form.is_valid()]
        if not any(self.errors) and "activity" not in kinds:
            raise ValidationError(
                "Не выбрано ни одного мероприятия: отметьте таблицу и строки, которые нужно перенести."
            )


LineFormSet = cast(
    type[BaseLineFormSet],
    forms.formset_factory(LineForm, formset=BaseLineFormSet, extra=0, max_num=5000, absolute_max=5000),
)


class PassportForm(forms.Form):
    name = forms.CharField(label="Строка паспорта", max_length=300, required=False)
    text = lines(3, "Содержание", 10000)


PassportFormSet = forms.formset_factory(PassportForm, extra=0, max_num=200)
