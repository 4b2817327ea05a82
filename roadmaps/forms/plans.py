from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from roadmaps.forms.fields import lines
from roadmaps.models import Completion, Programme, Roadmap, Section
from schools.models import School


class SectionForm(forms.ModelForm[Section]):
    title = lines(2, "Название раздела", 1000, required=True)

    class Meta:
        model = Section
        fields = ["number", "title"]


class RoadmapTitleForm(forms.ModelForm[Roadmap]):
    class Meta:
        model = Roadmap
        fields = ["title"]


class ProgrammeForm(forms.ModelForm[Programme]):
    """The name of a programme and the schools that take part in it."""

    schools = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label="Школы, которые участвуют",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Их директора и кураторы видят утверждённую карту, им открываются отчёты.",
    )

    class Meta:
        model = Programme
        fields = ["title", "schools"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ModelMultipleChoiceField[School], self.fields["schools"])
        choice.queryset = School.objects.active().filter(municipality=self.instance.municipality_id)


class CompletionForm(forms.ModelForm[Completion]):
    result = lines(3, "Результат", 4000)

    class Meta:
        model = Completion
        fields = ["done_on", "result"]
        widgets = {"done_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, earliest: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earliest, self.today = earliest, today
        self.fields["done_on"].widget.attrs |= {"min": earliest.isoformat(), "max": today.isoformat()}

    def clean_done_on(self) -> date:
        done_on: date = self.cleaned_data["done_on"]
        if done_on > self.today:
            raise ValidationError("Этот день ещё не наступил.")
        if done_on < self.earliest:
            raise ValidationError(f"Этот день раньше начала программы: она началась {self.earliest:%d.%m.%Y}.")
        return done_on
