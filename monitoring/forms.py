"""Forms of a school's report: one small form per row, so that each row saves by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict

from accounts.long_text import LongTextField
from accounts.models import User
from monitoring.checking import Findings, Problem
from monitoring.conflicts import Conflict, conflict_of
from monitoring.fields import NumberField
from monitoring.merging import Edit
from monitoring.models import ActivityEntry
from monitoring.services.edits import Refusal, Refusals
from monitoring.sheet import COUNT, NOT_APPLICABLE, EntryRow, Sheet, ValueRow

Status = ActivityEntry.Status
STATUSES = [(status.value, status.label) for status in (Status.DONE, Status.IN_PROGRESS, Status.NOT_DONE)]


class RowForm(forms.Form):
    """A row of the report: it remembers what it showed, so that saving overwrites only what was changed in this page."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None, *, prefix: str, initial: Mapping[str, Any]) -> None:
        super().__init__(data, prefix=prefix, initial=dict(initial))
        self.hints: dict[str, Problem] = {}
        self.conflicts: dict[str, Conflict] = {}
        self.is_finished = False
        for name, field in self.fields.items():
            field.widget.attrs["aria-describedby"] = f"id_{prefix}-{name}-error"

    def show(self, findings: Findings, *, with_gaps: bool) -> None:
        """Put the findings about this row beside its fields: what is wrong always, gaps once the report was checked."""
        self.is_finished = self.prefix not in findings.unfinished
        mine = (problem for problem in findings.problems if problem.row == self.prefix)
        self.hints = {problem.name: problem for problem in mine if not problem.is_gap or with_gaps}

    @property
    def names(self) -> str:
        """Names of the fields as htmx wants them: the row sends these and nothing else of the page."""
        return ",".join(f"{self.add_prefix(name)},{self.add_initial_prefix(name)}" for name in self.fields)

    @property
    def bases(self) -> list[tuple[str, str]]:
        """Names and values of the hidden inputs that say what the fields held when the page took them."""
        return [(self.add_initial_prefix(name), self._base_text(name)) for name in self.fields]

    def _base_text(self, name: str) -> str:
        return str(self.data.get(self.add_initial_prefix(name), "")) if self.is_bound else self.initial_text(name)

    def initial_text(self, name: str) -> str:
        return self._text_of(name, self.get_initial_for_field(self.fields[name], name))

    def _text_of(self, name: str, value: Any) -> str:
        """A value as an input holds it."""
        prepared = self.fields[name].prepare_value(value)
        return "" if prepared is None else str(prepared)

    @property
    def answered(self) -> list[forms.BoundField]:
        """Fields the answer to a save speaks of."""
        return self.visible_fields()

    def edit(self) -> Edit:
        """What the page says of the fields that hold something sensible, and what they held before."""
        names = [name for name in self.fields if name not in self.errors]
        return Edit({name: self._base(name) for name in names}, {name: self.cleaned_data[name] for name in names})

    def _base(self, name: str) -> Any:
        try:
            return self.fields[name].to_python(self.data.get(self.add_initial_prefix(name)))
        except forms.ValidationError:
            return None

    def take(self, stored: RowForm, refused: Mapping[str, Refusal], reader: User) -> None:
        """After a save: all fields are as `stored`, an unbound form of the row, but for those refused or wrong."""
        kept = set(self.errors).union(*(refusal.stored for refusal in refused.values()))
        for name, refusal in refused.items():
            seen = [(self.add_prefix(part), self._text_of(part, value)) for part, value in refusal.stored.items()]
            self.conflicts[name] = conflict_of(self[name], refusal, self.cleaned_data, seen, reader)
        data = cast(QueryDict, self.data).copy()
        for name in self.fields:
            if name not in kept:
                data[self.add_initial_prefix(name)] = data[self.add_prefix(name)] = stored.initial_text(name)
        self.data = data


def settled(data: QueryDict) -> QueryDict:
    """What was sent, after a choice between two values of a field: «mine» has now seen the other, «theirs» is the other."""
    settled_data = data.copy()
    for choice in ("mine", "theirs"):
        for name in " ".join(data.getlist(choice)).split():
            seen = data.get(f"seen-{name}", "")
            settled_data[f"initial-{name}"] = seen
            if choice == "theirs":
                settled_data[name] = seen
    return settled_data


def _text(label: str, limit: int, rows: int) -> LongTextField:
    return LongTextField(label=label, limit=limit, required=False, widget=forms.Textarea(attrs={"rows": rows}))


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
    source = LongTextField(label="Источник", limit=200, required=False, widget=forms.TextInput)
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

    @property
    def has_wrong_number(self) -> bool:
        """The stored share does not belong beside a number that was refused."""
        return bool({"numerator", "denominator"} & self.errors.keys())


class TextsForm(RowForm):
    """The third part: the school's own words."""

    difficulties = _text("Трудности и нужная помощь", 4000, 5)
    next_steps = _text("План на следующий квартал", 4000, 5)

    def __init__(self, sheet: Sheet, data: QueryDict | None = None) -> None:
        super().__init__(
            data, prefix="texts", initial={"difficulties": sheet.difficulties, "next_steps": sheet.next_steps}
        )
        self._came = [name for name in self.fields if self.add_prefix(name) in self.data]

    @property
    def answered(self) -> list[forms.BoundField]:
        """Each text saves by itself: what is said of the other one stays."""
        return [self[name] for name in self._came]


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

    def edits(self) -> dict[str, Any]:
        """Arguments for `services.edits.save_edits`."""
        return {
            "entries": {form.row.occurrence_id: form.edit() for form in self.entries},
            "values": {form.row.indicator_id: form.edit() for form in self.values},
            "texts": self.texts.edit(),
        }

    def take(self, stored: SheetForms, refusals: Refusals, reader: User) -> None:
        """After a save; both are made of the same sheet."""
        for form, fresh in zip(self.all, stored.all, strict=True):
            form.take(fresh, refusals.get(str(form.prefix), {}), reader)


class ReturnForm(forms.Form):
    """Why a report goes back, and which submission the reviewer has read."""

    submission_id = forms.IntegerField(widget=forms.HiddenInput)
    comment = LongTextField(
        label="Что исправить",
        limit=4000,
        widget=forms.Textarea(attrs={"rows": 4, "aria-describedby": "id_comment-error"}),
        error_messages={"required": "Напишите, что исправить: без причины отчёт не возвращают."},
    )


class AcceptForm(forms.Form):
    submission_id = forms.IntegerField(widget=forms.HiddenInput)
