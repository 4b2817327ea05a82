from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString

from accounts.models import Municipality
from roadmaps.forms.fields import lines
from roadmaps.models import Activity
from schools.models import School


class ActivityForm(forms.ModelForm[Activity]):
    """An activity with the version it was opened at and, hidden, what stood in its fields then."""

    title = lines(3, "Мероприятие", 4000, required=True)
    deadline_text = lines(2, "Срок", 500)
    responsible_text = lines(2, "Ответственные", 2000)
    expected_result = lines(2, "Ожидаемый результат", 4000)
    report_form = lines(2, "Отчётный документ", 1000)
    planned = lines(1, "Плановое значение", 1000)
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(), label="Школы", required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    restore = forms.BooleanField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Activity
        fields = [
            "number",
            "title",
            "deadline_text",
            "responsible_text",
            "audience",
            "schools",
            "expected_result",
            "report_form",
            "planned",
        ]

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{self.instance.pk or 0}_%s"  # several rows may be open at once
        self.compared = list(self.Meta.fields)
        self.fields["title"].widget.attrs["autofocus"] = True  # the row opened in place: the keyboard goes on in it
        choice = cast(forms.ModelMultipleChoiceField[School], self.fields["schools"])
        choice.queryset = School.objects.active().filter(municipality=municipality)
        if self.instance.pk:
            self.initial.setdefault("version", self.instance.version)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if (
            data.get("audience") == Activity.Audience.LISTED
            and not data.get("schools")
            and "schools" not in self.errors
        ):
            self.add_error("schools", "Отметьте школы, которые исполняют мероприятие.")
        return data

    @property
    def texts(self) -> dict[str, str]:
        """The plain fields, as the services take them."""
        return {name: self.cleaned_data[name] for name in self.compared if name != "schools"}

    @property
    def hidden_initials(self) -> list[SafeString]:
        """Inputs that carry what stands in the fields now, so that a conflict can tell whose changes are whose."""
        return [self[name].as_hidden(only_initial=True) for name in self.compared]

    def opened(self, name: str) -> list[str]:
        """What stood in the field when the person opened the form, in the shape of `stored_value`."""
        values = cast(QueryDict, self.data).getlist(self.add_initial_prefix(name))
        return sorted(values) if name == "schools" else [str(self.fields[name].to_python(value)) for value in values]

    def sent(self, name: str) -> list[str]:
        """What the person sent, in the same shape; of a valid form only."""
        value = self.cleaned_data[name]
        return sorted(str(school.pk) for school in value) if name == "schools" else [value]


def stored_value(activity: Activity, name: str) -> list[str]:
    """The value of a compared field as a form sends it."""
    if name == "schools":
        return sorted(str(pk) for pk in activity.schools.values_list("pk", flat=True))
    return [getattr(activity, name)]


def conflict_form(mine: ActivityForm, current: Activity, municipality: Municipality) -> ActivityForm:
    """A form on the current version in which the person's own changes stand over what is in the roadmap now."""
    data = QueryDict(mutable=True)
    for name in mine.compared:
        theirs, sent = stored_value(current, name), mine.sent(name)
        data.setlist(f"initial-{name}", theirs)
        data.setlist(name, theirs if sent == mine.opened(name) else sent)
    data["version"] = str(current.version)
    data["restore"] = "on" if current.deleted_at else ""
    return ActivityForm(data, instance=current, municipality=municipality)
