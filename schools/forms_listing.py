"""Forms of the work on the list: a run, a decision of experts."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import Municipality
from schools.listing.scans import EXTENSIONS
from schools.models import ExpertDecision, MethodologyVersion, School


class RunForm(forms.Form):
    methodology = forms.ModelChoiceField(MethodologyVersion.objects.none(), label="Методика", empty_label=None)
    year = forms.IntegerField(
        label="Последний год результатов", min_value=2010, max_value=2100, help_text="Год весенних ВПР, ОГЭ и ЕГЭ."
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approved = MethodologyVersion.objects.approved().filter(municipality=municipality).order_by("-version")
        self.fields["methodology"].queryset = approved  # type: ignore[attr-defined]


class DecisionForm(forms.ModelForm[ExpertDecision]):
    file = forms.FileField(
        label="Файл документа",
        required=False,
        allow_empty_file=True,  # the gateway says it better
        widget=forms.FileInput(attrs={"accept": EXTENSIONS}),
        help_text="Скан или текст протокола, письма: PDF, DOCX, JPG или PNG, не больше 20\u00a0МБ. "
        "Несколько страниц соберите в один PDF.",
    )

    class Meta:
        model = ExpertDecision
        fields = ["school", "kind", "category", "justification", "basis_kind", "basis"]
        labels = {"school": "Школа"}
        widgets = {"justification": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = School.objects.active().filter(municipality=municipality)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]


class RefuseForm(forms.Form):
    answer = forms.CharField(label="Почему отклонено", max_length=2000)
