"""Forms of the municipality's calendar: the rule for days off, the school year, days unlike the official ones."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from django import forms

from accounts.models import Municipality
from schools.models import AcademicPeriod, SpecialDay

Pair = tuple[date, date]
NO_SUCH_DAY = {"invalid": "Такого дня нет. Напишите, например, 26.10.2026."}


class DayOffRuleForm(forms.ModelForm[Municipality]):
    class Meta:
        model = Municipality
        fields = ["day_off_rule"]
        labels = {"day_off_rule": "Если срок приходится на выходной или праздник"}
        widgets = {"day_off_rule": forms.RadioSelect}


class SchoolYearForm(forms.Form):
    """Two days for each kind of `AcademicPeriod`; a period may be left empty."""

    def __init__(self, *args: Any, school_year: int, stored: dict[str, Pair], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school_year = school_year
        for kind in AcademicPeriod.Kind:
            starts_on, ends_on = stored.get(kind.value, (None, None))
            self.fields[f"{kind.value}_from"] = _day(f"{kind.label}: с", starts_on)
            self.fields[f"{kind.value}_to"] = _day(f"{kind.label}: по", ends_on)

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(kind.label, self[f"{kind.value}_from"], self[f"{kind.value}_to"]) for kind in AcademicPeriod.Kind]

    @property
    def days(self) -> dict[str, Pair | None]:
        return {kind.value: self._pair(kind.value) for kind in AcademicPeriod.Kind}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for kind in AcademicPeriod.Kind:
            self._check(kind.value)
        if not self.errors:
            self._check_order()
        return data

    def _pair(self, kind: str) -> Pair | None:
        starts_on, ends_on = self.cleaned_data.get(f"{kind}_from"), self.cleaned_data.get(f"{kind}_to")
        return (starts_on, ends_on) if starts_on and ends_on else None

    def _check(self, kind: str) -> None:
        first, last = f"{kind}_from", f"{kind}_to"
        starts_on, ends_on = self.cleaned_data.get(first), self.cleaned_data.get(last)
        for name, day in ((first, starts_on), (last, ends_on)):
            if day and not date(self.school_year, 9, 1) <= day <= date(self.school_year + 1, 8, 31):
                self.add_error(name, f"День не из {self.school_year}/{self.school_year + 1} учебного года.")
        if starts_on and not ends_on and last not in self.errors:
            self.add_error(last, "Укажите и последний день.")
        if ends_on and not starts_on and first not in self.errors:
            self.add_error(first, "Укажите и первый день.")
        if starts_on and ends_on and starts_on > ends_on:
            self.add_error(last, "Последний день раньше первого.")

    def _check_order(self) -> None:
        """Terms and breaks follow each other without overlapping."""
        filled = sorted(
            ((pair, kind) for kind in AcademicPeriod.Kind if (pair := self._pair(kind.value))), key=lambda item: item[0]
        )
        for (earlier, before), (later, kind) in pairwise(filled):
            if later[0] <= earlier[1]:
                self.add_error(f"{kind.value}_from", f"Начинается раньше, чем кончается: {before.label}.")


class SpecialDayForm(forms.ModelForm[SpecialDay]):
    class Meta:
        model = SpecialDay
        fields = ["day", "is_working", "note"]
        labels = {"day": "День", "is_working": "Что это за день", "note": "Почему"}
        help_texts = {"note": "Например: День республики, указ главы."}

    day = forms.DateField(
        label="День", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), error_messages=NO_SUCH_DAY
    )
    is_working = forms.BooleanField(
        label="Что это за день", required=False, widget=forms.Select(choices=[("", "выходной"), ("1", "рабочий")])
    )


def _day(label: str, initial: date | None) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})
    return forms.DateField(label=label, required=False, initial=initial, widget=widget, error_messages=NO_SUCH_DAY)
