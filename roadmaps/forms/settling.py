"""What became of a term: done with its proofs, not applicable, put off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from roadmaps.forms.fields import lines
from roadmaps.report_forms import OTHER
from roadmaps.services.proofs import Proof

DONE, NOT_APPLICABLE, POSTPONED = "done", "na", "postponed"
ACTS = [(DONE, "Выполнено"), (NOT_APPLICABLE, "Не применимо"), (POSTPONED, "Перенести срок")]
ACCEPTED = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, none too."""

    widget = FilesInput(attrs={"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(FilesField, self).clean(one, initial) for one in data or []]


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Впишите дату, например 25.09.2026."},
    )


class SettleForm(forms.Form):
    """`kinds`: documents the activity asks for, a slot for each; `acts`: what is possible for this term.

    `term`: tells the fields of several forms on one page apart.
    """

    act = forms.ChoiceField(label="Что со сроком", widget=forms.RadioSelect, initial=DONE)
    done_on = _day("Дата исполнения")
    result = lines(3, "Результат", 4000)
    new_on = _day("Новый срок")
    reason = lines(3, "Причина", 2000)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        term: str,
        kinds: Sequence[str],
        earliest: date,
        today: date,
        acts: Sequence[str] = (DONE, NOT_APPLICABLE, POSTPONED),
    ) -> None:
        super().__init__(data, files, auto_id=f"settle-{term}-%s", initial={"act": acts[0], "done_on": today})
        self.earliest, self.today = earliest, today
        cast(forms.ChoiceField, self.fields["act"]).choices = [one for one in ACTS if one[0] in acts]
        self.fields["done_on"].widget.attrs |= {"min": earliest.isoformat(), "max": today.isoformat()}
        self.fields["new_on"].widget.attrs |= {"min": today.isoformat()}
        self.slots = {f"file_{place}": kind for place, kind in enumerate((*kinds, OTHER))}
        for name, kind in self.slots.items():
            label = "Документ" if not kinds else kind[:1].upper() + kind[1:]
            self.fields[name] = FilesField(label=label, required=False)

    @property
    def file_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.slots]

    @property
    def has_choice(self) -> bool:
        return len(cast(forms.ChoiceField, self.fields["act"]).choices) > 1  # type: ignore[arg-type]

    @property
    def proofs(self) -> list[Proof]:
        return [
            Proof("" if kind == OTHER else kind, file, file.name or "")
            for name, kind in self.slots.items()
            for file in self.cleaned_data[name]
        ]

    def clean_done_on(self) -> date | None:
        done_on: date | None = self.cleaned_data["done_on"]
        if self.data.get("act") != DONE or done_on is None:
            return done_on
        if done_on > self.today:
            raise ValidationError("Этот день ещё не наступил.")
        if done_on < self.earliest:
            raise ValidationError(f"Этот день раньше начала программы: она началась {self.earliest:%d.%m.%Y}.")
        return done_on

    def clean(self) -> dict[str, Any]:
        """Each act asks for its own fields; what was typed for another act does not matter."""
        act, said = self.cleaned_data.get("act"), self.cleaned_data
        if act == DONE and said.get("done_on") is None and "done_on" not in self.errors:
            self.add_error("done_on", "Укажите дату исполнения.")
        if act == POSTPONED and said.get("new_on") is None and "new_on" not in self.errors:
            self.add_error("new_on", "Укажите новый срок.")
        if act in (NOT_APPLICABLE, POSTPONED) and not said.get("reason") and "reason" not in self.errors:
            words = "почему мероприятие не применимо" if act == NOT_APPLICABLE else "почему срок переносится"
            self.add_error("reason", f"Напишите, {words}.")
        return said
