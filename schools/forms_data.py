"""Forms of a school's yearly figures and of its codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from schools.models import OlympiadResult, School, SchoolIdentifier, SchoolSuccession, SocialPassport
from schools.models.school import SchoolQuerySet
from schools.queries_data import shown_figure
from schools.results_files import PASSPORT, PassportField

_TITLES = {item.code: item.title for item in PASSPORT}
_LEVELS = ("pupils_1_4", "pupils_5_9", "pupils_10_11")
_ADVICE = {
    "pupils": "Все обучающиеся школы на дату паспорта, с филиалами, у которых нет своего паспорта.",
    "families": "Семьи, а не дети: братья и сёстры — одна семья.",
    "single_parent": "Считайте детей, а не семьи.",
    "low_income": "По справкам органов социальной защиты.",
    "vacancies": "Незанятые ставки учителей, например 1,5.",
    "textbooks": "Сколько учебников есть на сто нужных.",
}


@dataclass(frozen=True)
class Line:
    """One figure on the form. `is_part`: it is a part of the figure above."""

    field: forms.BoundField
    reason: forms.BoundField
    is_part: bool
    advice: str
    before: str


def _number(item: PassportField) -> forms.Field:
    if item.scale == 1:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control num-input"})
        return forms.IntegerField(
            label=item.title, required=False, min_value=0, max_value=1_000_000, widget=widget, localize=True
        )
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control num-input"})
    return forms.DecimalField(
        label=item.title, required=False, min_value=0, max_digits=8, decimal_places=2, widget=widget, localize=True
    )


class PassportForm(forms.Form):
    """The school's figures of one year; for what is not known a reason may be given instead of a number."""

    as_of = forms.DateField(
        label="На какую дату",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Обычно 1 октября.",
    )
    responsible = forms.CharField(label="Кто заполнил", max_length=200, required=False)

    def __init__(self, *args: Any, stored: SocialPassport | None, last: SocialPassport | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last = last
        for item in PASSPORT:
            self.fields[item.code] = _number(item)
            self.fields[f"reason_{item.code}"] = forms.CharField(
                label=f"Почему нет данных: {item.title}", required=False, max_length=200
            )
            if stored is not None:
                self.initial[item.code] = getattr(stored, item.code)
                self.initial[f"reason_{item.code}"] = stored.reasons.get(item.code, "")

    def sections(self) -> Iterator[tuple[str, list[Line]]]:
        for name in dict.fromkeys(item.section for item in PASSPORT):
            yield name, [self._line(item) for item in PASSPORT if item.section == name]

    def _line(self, item: PassportField) -> Line:
        before = getattr(self.last, item.code) if self.last else None
        told = "" if before is None or self.last is None else f"В {self.last.year} году — {shown_figure(before)}."
        is_part = item.title.startswith(("в ", "из них"))
        return Line(self[item.code], self[f"reason_{item.code}"], is_part, _ADVICE.get(item.code, ""), told)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for item in PASSPORT:
            value, limit = data.get(item.code), data.get(item.within)
            if value is not None and limit is not None and value > limit:
                self.add_error(item.code, f"Больше, чем «{_TITLES[item.within]}» ({limit}).")
        parts = [data[code] for code in _LEVELS if data.get(code) is not None]
        total = data.get("pupils")
        if total is not None and len(parts) == len(_LEVELS) and sum(parts) != total:
            self.add_error("pupils", f"По ступеням получается {sum(parts)}. Исправьте одно из чисел.")
        return data

    @property
    def values(self) -> dict[str, Any]:
        return {item.code: self.cleaned_data[item.code] for item in PASSPORT}

    @property
    def reasons(self) -> dict[str, str]:
        return {item.code: self.cleaned_data[f"reason_{item.code}"] for item in PASSPORT}


class OlympiadForm(forms.Form):
    """A school's participants and winners by stage of the olympiad; an empty pair is «no data»."""

    def __init__(self, *args: Any, stored: dict[str, OlympiadResult], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage, label in OlympiadResult.Stage.choices:
            one = stored.get(stage)
            for name, title in (("participants", "участников"), ("winners", "победителей и призёров")):
                self.fields[f"{stage}_{name}"] = forms.IntegerField(
                    label=f"{label}: {title}",
                    required=False,
                    min_value=0,
                    max_value=100_000,
                    initial=getattr(one, name) if one else None,
                    widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control num-input"}),
                )

    def lines(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [
            (label, self[f"{stage}_participants"], self[f"{stage}_winners"])
            for stage, label in OlympiadResult.Stage.choices
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for stage in OlympiadResult.Stage.values:
            took, won = data.get(f"{stage}_participants"), data.get(f"{stage}_winners")
            if took is None and won is not None:
                self.add_error(f"{stage}_participants", "Укажите и число участников.")
            elif took is not None and (won or 0) > took:
                self.add_error(f"{stage}_winners", "Больше, чем участников.")
        return data

    @property
    def stages(self) -> dict[str, tuple[int, int] | None]:
        found = {}
        for stage in OlympiadResult.Stage.values:
            took = self.cleaned_data[f"{stage}_participants"]
            found[stage] = None if took is None else (took, self.cleaned_data[f"{stage}_winners"] or 0)
        return found


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class IdentifierForm(forms.ModelForm[SchoolIdentifier]):
    class Meta:
        model = SchoolIdentifier
        fields = ["system", "value", "valid_from", "valid_to"]
        widgets = {"valid_from": _day(), "valid_to": _day()}
        help_texts = {"valid_from": "Пусто — с самого начала.", "valid_to": "Пусто — действует и сейчас."}

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.school, self.instance.municipality_id = school, school.municipality_id

    def _get_validation_exclusions(self) -> set[str]:
        """The municipality is not a field, but an identifier is unique within it."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"municipality"}


class SuccessionForm(forms.ModelForm[SchoolSuccession]):
    class Meta:
        model = SchoolSuccession
        fields = ["successor", "happened_on", "share", "basis"]
        widgets = {"happened_on": _day()}
        help_texts = {
            "share": "100 — школа присоединена целиком; меньше — часть классов ушла в другую школу.",
            "basis": "Например: постановление от 12.05.2026 №\u00a0418.",
        }

    def __init__(self, *args: Any, school: School, schools: SchoolQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.predecessor = school
        self.fields["successor"].queryset = schools.exclude(pk=school.pk)  # type: ignore[attr-defined]
