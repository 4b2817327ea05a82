"""Forms of a school's report: one small form per row, so that each row saves by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from monitoring.checking import Findings, Problem
from monitoring.fields import NumberField
from monitoring.models import ActivityEntry, IndicatorValue
from monitoring.sheet import COUNT, ENTERED, MISSING, NOT_APPLICABLE, EntryRow, Sheet, ValueRow

Status = ActivityEntry.Status
STATUSES = [(status.value, status.label) for status in (Status.DONE, Status.IN_PROGRESS, Status.NOT_DONE)]


class RowForm(forms.Form):
    """A row of the report: it remembers what it showed, so a page opened long ago overwrites only what was changed in it."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None, *, prefix: str, initial: Mapping[str, Any]) -> None:
        super().__init__(data, prefix=prefix, initial=dict(initial))
        self.hints: dict[str, Problem] = {}
        self.is_finished = False
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            field.widget.attrs["aria-describedby"] = f"id_{prefix}-{name}-error"

    def show(self, findings: Findings, *, with_gaps: bool) -> None:
        """Put the findings about this row beside its fields: doubts always, gaps once the report was checked."""
        self.is_finished = self.prefix not in findings.unfinished
        mine = (problem for problem in findings.problems if problem.row == self.prefix)
        self.hints = {problem.name: problem for problem in mine if problem.is_soft or with_gaps}

    @property
    def names(self) -> str:
        """Names of the fields as htmx wants them: the row sends these and nothing else of the page."""
        return ",".join(self.add_prefix(name) for name in self.fields)

    def values(self) -> dict[str, Any]:
        """What the service takes; only after `is_valid()`."""
        return dict(self.cleaned_data)


def _text(label: str, max_length: int, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=max_length, required=False, widget=forms.Textarea(attrs={"rows": rows})
    )


class EntryForm(RowForm):
    """What the school says of one activity."""

    status = forms.ChoiceField(label="Состояние", choices=STATUSES, required=False, widget=forms.RadioSelect)
    done_on = forms.DateField(
        label="Дата исполнения",
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Впишите дату, например 25.09.2026."},
    )
    result = _text("Результат", 4000, 2)
    reason = _text("Почему не выполнено и что мешает", 2000, 2)

    def __init__(self, row: EntryRow, data: QueryDict | None = None) -> None:
        initial = {"status": row.status, "done_on": row.done_on, "result": row.result, "reason": row.reason}
        super().__init__(data, prefix=row.prefix, initial=initial)
        self.row = row


class ValueForm(RowForm):
    """What the school says of one indicator. An empty box is «не заполнено», never zero."""

    not_applicable = forms.BooleanField(
        label="не применимо", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )
    numerator = NumberField(required=False)
    denominator = NumberField(required=False)
    source = forms.CharField(label="Источник", max_length=200, required=False)
    comment = _text("Комментарий", 2000, 2)

    def __init__(self, row: ValueRow, data: QueryDict | None = None) -> None:
        initial = {
            "not_applicable": row.state == NOT_APPLICABLE,
            "numerator": row.numerator,
            "denominator": row.denominator,
            "source": row.source,
            "comment": row.comment,
        }
        super().__init__(data, prefix=row.prefix, initial=initial)
        self.row = row
        self.fields["numerator"].label = row.numerator_label
        self.fields["denominator"].label = row.denominator_label
        if row.kind == COUNT:
            del self.fields["denominator"]

    def values(self) -> dict[str, Any]:
        """The state follows from the boxes; «не применимо» empties them."""
        data = self.cleaned_data
        numerator, denominator = data["numerator"], data.get("denominator")
        is_complete = numerator is not None and (self.row.kind == COUNT or denominator is not None)
        state = ENTERED if is_complete else MISSING
        if data["not_applicable"]:
            state, numerator, denominator = NOT_APPLICABLE, None, None
        return {
            "state": IndicatorValue.State(state),
            "numerator": numerator,
            "denominator": denominator,
            "source": data["source"],
            "comment": data["comment"],
        }


class TextsForm(RowForm):
    """The third part: the school's own words."""

    difficulties = _text("Трудности и нужная помощь", 4000, 5)
    next_steps = _text("План на следующий квартал", 4000, 5)

    def __init__(self, sheet: Sheet, data: QueryDict | None = None) -> None:
        super().__init__(
            data, prefix="texts", initial={"difficulties": sheet.difficulties, "next_steps": sheet.next_steps}
        )


@dataclass(frozen=True)
class SheetForms:
    """All forms of a report page."""

    entries: list[EntryForm]
    values: list[ValueForm]
    texts: TextsForm

    @classmethod
    def of(cls, sheet: Sheet, data: QueryDict | None = None) -> SheetForms:
        return cls(
            entries=[EntryForm(row, data) for row in sheet.entries],
            values=[ValueForm(row, data) for row in sheet.values],
            texts=TextsForm(sheet, data),
        )

    @property
    def all(self) -> list[RowForm]:
        return [*self.entries, *self.values, self.texts]

    @property
    def errors(self) -> int:
        """How many fields hold what cannot be saved."""
        return sum(len(form.errors) for form in self.all)

    def changes(self) -> dict[str, Any]:
        """Arguments for `services.reports.save`: the valid rows that were changed in this page."""
        return {
            "entries": {f.row.occurrence_id: f.values() for f in self.entries if f.is_valid() and f.has_changed()},
            "values": {f.row.indicator_id: f.values() for f in self.values if f.is_valid() and f.has_changed()},
            "texts": self.texts.values() if self.texts.is_valid() and self.texts.has_changed() else {},
        }


class ReturnForm(forms.Form):
    """Why a report goes back, and which submission the reviewer has read."""

    submission_id = forms.IntegerField(widget=forms.HiddenInput)
    comment = forms.CharField(
        label="Что исправить",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "aria-describedby": "id_comment-error"}),
        error_messages={"required": "Напишите, что исправить: без причины отчёт не возвращают."},
    )


class AcceptForm(forms.Form):
    submission_id = forms.IntegerField(widget=forms.HiddenInput)
