from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone

from accounts.models import User
from accounts.models.audit import AuditEventQuerySet


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class JournalFilterForm(forms.Form):
    """Who, what, when, about what. Days are those of the reader's municipality."""

    actor = forms.ModelChoiceField(User.objects.none(), label="Кто", required=False, empty_label="все")
    action = forms.ChoiceField(label="Действие", required=False)
    since = _day("С")
    until = _day("По")
    about = forms.CharField(label="Предмет", max_length=100, required=False)

    def __init__(self, *args: Any, by: User, events: AuditEventQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.events = events
        cast(forms.ModelChoiceField[User], self.fields["actor"]).queryset = User.objects.visible_to(by)
        actions = events.order_by("action").values_list("action", flat=True).distinct()
        cast(forms.ChoiceField, self.fields["action"]).choices = [("", "все"), *((one, one) for one in actions)]
        self.fields["about"].widget.attrs["placeholder"] = "школа, карта, приказ"
        for name, field in self.fields.items():
            is_choice = name in ("actor", "action")
            field.widget.attrs |= (
                {"class": "form-select", "data-submits": ""} if is_choice else {"class": "form-control"}
            )

    @property
    def found(self) -> AuditEventQuerySet:
        """The events that fit; a field with an error filters nothing."""
        said = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        events = self.events
        for name, lookup in (("actor", "actor"), ("action", "action"), ("about", "object_label__icontains")):
            if said.get(name):
                events = events.filter(**{lookup: said[name]})
        if said.get("since"):
            events = events.filter(at__gte=_midnight(said["since"]))
        if said.get("until"):
            events = events.filter(at__lt=_midnight(said["until"] + timedelta(days=1)))
        return events


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
