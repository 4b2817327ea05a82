"""Which procedure of which year is not comparable with others, and why."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms

from accounts.models import Municipality
from schools.models import AssessmentResult, NotComparable
from schools.models.comparability import PROCEDURE_OF_YEAR, procedure_words

Procedure = tuple[int, str, str, int]  # as PROCEDURE_OF_YEAR


class NotComparableForm(forms.Form):
    """Only what has results and no mark yet is offered. Two queries."""

    procedure = forms.ChoiceField(label="Какие результаты")
    reason = forms.CharField(
        label="Почему они несравнимы",
        max_length=500,
        help_text="Например: новая шкала, другие задания, работу писали осенью за прошлый класс.",
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {"|".join(map(str, one)): one for one in _unmarked(municipality)}
        by_year = groupby(self.offered.items(), key=lambda pair: pair[1][0])
        years = [(str(year), [(code, procedure_words(*one[1:])) for code, one in pairs]) for year, pairs in by_year]
        self.fields["procedure"].choices = [("", "выберите"), *years]  # type: ignore[attr-defined]

    @property
    def fields_of_mark(self) -> dict[str, Any]:
        chosen = self.offered[self.cleaned_data["procedure"]]
        return dict(zip(PROCEDURE_OF_YEAR, chosen, strict=True)) | {"reason": self.cleaned_data["reason"]}


def _unmarked(municipality: Municipality) -> list[Procedure]:
    results = AssessmentResult.objects.filter(school__municipality=municipality)
    marked = NotComparable.objects.filter(municipality=municipality).values_list(*PROCEDURE_OF_YEAR)
    known = set(results.order_by().values_list(*PROCEDURE_OF_YEAR).distinct()) - set(marked)
    return sorted(known, key=lambda one: (-one[0], one[1], one[3], one[2]))
