"""How a person wants to be reminded, after how many days debts go up, and what the log is searched by."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.http import QueryDict

from accounts.models import Municipality, ReminderSettings, User
from accounts.models.reminders import DAYS_BEFORE
from monitoring.models import Reminder
from monitoring.models.reminder import ReminderQuerySet
from monitoring.reminders.words import ahead

Rhythm = ReminderSettings.Rhythm


class WishForm(forms.Form):
    days_before = forms.TypedMultipleChoiceField(
        label="Напоминать",
        choices=[(number, ahead(number)) for number in DAYS_BEFORE],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rhythm = forms.ChoiceField(label="Как часто", choices=Rhythm.choices, widget=forms.RadioSelect)
    weekday = forms.TypedChoiceField(
        label="День недели",
        choices=ReminderSettings.Weekday.choices,
        coerce=int,
    )
    by_email = forms.BooleanField(label="Присылать письма", required=False)

    def __init__(self, data: QueryDict | None, *, wish: ReminderSettings) -> None:
        names = ("days_before", "rhythm", "weekday", "by_email")
        super().__init__(data, initial={name: getattr(wish, name) for name in names})
        for name in ("days_before", "rhythm", "by_email"):
            self.fields[name].widget.attrs["class"] = "form-check-input"
        self.fields["weekday"].widget.attrs["class"] = "form-select"


class RulesForm(forms.ModelForm[Municipality]):
    class Meta:
        model = Municipality
        fields = ["escalate_to_coordinator", "escalate_to_head"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        coordinator, head = said.get("escalate_to_coordinator"), said.get("escalate_to_head")
        if coordinator and head and head < coordinator:
            self.add_error("escalate_to_head", "Начальнику говорят не раньше, чем координатору.")
        return said


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class LogFilterForm(forms.Form):
    """Who was reminded, of what, when."""

    person = forms.ModelChoiceField(User.objects.none(), label="Кому", required=False, empty_label="всем")
    kind = forms.ChoiceField(label="О чём", required=False, choices=[("", "обо всём"), *Reminder.Kind.choices])
    about = forms.CharField(label="Мероприятие или школа", max_length=100, required=False)
    since = _day("С")
    until = _day("По")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField[User], self.fields["person"]).queryset = User.objects.visible_to(by)
        for name in ("person", "kind"):
            self.fields[name].widget.attrs |= {"class": "form-select", "data-submits": ""}
        self.fields["about"].widget.attrs |= {"class": "form-control", "placeholder": "слова из названия"}

    def found(self, log: ReminderQuerySet) -> ReminderQuerySet:
        """Rows of the log that fit; a field with an error filters nothing."""
        said = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        lookups = {"person": "person", "kind": "kind", "since": "sent_on__gte", "until": "sent_on__lte"}
        log = log.filter(**{lookup: said[name] for name, lookup in lookups.items() if said.get(name)})
        return log.filter(_mentions(said["about"])) if said.get("about") else log


def _mentions(words: str) -> Q:
    """Each word stands in the activity's title or number, or in the school's name."""
    found = Q()
    for word in words.split():
        found &= (
            Q(occurrence__activity__title__icontains=word)
            | Q(occurrence__activity__number__istartswith=word)
            | Q(school__short_name__icontains=word)
        )
    return found
