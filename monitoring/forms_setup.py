"""Forms of the setup pages. Each field remembers what it showed: a page opened long ago overwrites only what was changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from monitoring.fields import NumberField
from monitoring.models import Indicator, ReportingPeriod
from monitoring.services.indicators import contradictions

USUAL_DECIMALS = {Indicator.Kind.COUNT: 0, Indicator.Kind.SHARE: 1, Indicator.Kind.MEAN: 1}
DECIMALS = [
    ("", "как обычно для этого вида"),
    (0, "целое число: 81"),
    (1, "один знак после запятой: 80,5"),
    (2, "два знака после запятой: 80,53"),
]


class SetupForm(forms.Form):
    use_required_attribute = False

    def __init__(self, data: QueryDict | None, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        for field in self.fields.values():
            field.show_hidden_initial = True

    def refuse(self, error: ValidationError) -> None:
        """Show what the service refused, at the fields it names."""
        self.add_error(None, error)

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """Anchor, subject and text of each mistake, in the order of the form."""
        wrong = [field for field in self.visible_fields() if field.errors]
        return [(field.auto_id, self.subject(field), str(field.errors[0])) for field in wrong]

    def subject(self, field: forms.BoundField) -> str:
        return str(field.label)


class TargetsForm(SetupForm):
    """What may always be changed of an indicator: its source and its targets, a field for each year."""

    source = forms.CharField(
        label="Откуда данные",
        max_length=200,
        required=False,
        help_text="Школа увидит это в своём отчёте и сможет уточнить. Например: электронный журнал, форма ОО-1.",
    )

    def __init__(self, data: QueryDict | None, *, years: Iterable[int], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial)
        for year in years:
            field = NumberField(label=str(year), required=False, show_hidden_initial=True)
            field.widget.attrs["class"] = "num"
            self.fields[f"target_{year}"] = field

    def subject(self, field: forms.BoundField) -> str:
        return f"Цель на {field.label} год" if field.name.startswith("target_") else super().subject(field)

    @property
    def targets(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("target_")]

    def everything(self) -> dict[str, Any]:
        """Arguments of the service for a new indicator."""
        return self._arguments(self.fields)

    def changes(self) -> dict[str, Any]:
        """Arguments of the service that changes one: only what was changed in this page."""
        return self._arguments(self.changed_data)

    def _arguments(self, names: Iterable[str]) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in names}
        targets = {int(name[7:]): values.pop(name) for name in list(values) if name.startswith("target_")}
        return {**values, "targets": targets}


class IndicatorForm(TargetsForm):
    """The whole of an indicator that no submitted report holds yet."""

    field_order = (
        *("code", "name", "kind", "numerator_label", "denominator_label", "unit", "accumulation"),
        *("direction", "decimals", "source"),
    )
    code = forms.CharField(
        label="Код",
        max_length=20,
        help_text="Короткий, для таблиц: П3 или 1.3.",
        error_messages={"required": "Впишите код."},
    )
    name = forms.CharField(
        label="Название",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Как в программе.",
        error_messages={"required": "Впишите название."},
    )
    kind = forms.ChoiceField(label="Вид", choices=Indicator.Kind.choices, widget=forms.RadioSelect)
    numerator_label = forms.CharField(
        label="Что считать",
        max_length=300,
        help_text="У доли это числитель: «педагогов, прошедших обучение».",
        error_messages={"required": "Напишите, что школе считать."},
    )
    denominator_label = forms.CharField(
        label="Из скольких или на сколько",
        max_length=300,
        required=False,
        help_text="Знаменатель: «педагогов всего». Для количества не нужен.",
    )
    unit = forms.CharField(
        label="Единица",
        max_length=30,
        help_text="«%» для доли, иначе «чел.», «шт.», «балл».",
        error_messages={"required": "Впишите единицу."},
    )
    accumulation = forms.ChoiceField(
        label="За какое время", choices=Indicator.Accumulation.choices, widget=forms.RadioSelect
    )
    direction = forms.ChoiceField(label="Куда стремимся", choices=Indicator.Direction.choices, widget=forms.RadioSelect)
    decimals = forms.TypedChoiceField(
        label="Как показывать",
        choices=DECIMALS,
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if {"unit", "denominator_label", "kind"} <= data.keys():
            for name, text in contradictions(data["kind"], data["unit"], data["denominator_label"]).items():
                self.add_error(name, text)
        if data.get("decimals") is None and "kind" in data:
            data["decimals"] = USUAL_DECIMALS[Indicator.Kind(data["kind"])]
        return data


NEW = {
    "kind": Indicator.Kind.SHARE,
    "unit": "%",
    "accumulation": Indicator.Accumulation.SNAPSHOT,
    "direction": Indicator.Direction.UP,
    "decimals": "",
}


def shown(indicator: Indicator) -> dict[str, Any]:
    """What the forms start from: the fields of the indicator and its targets."""
    targets: dict[str, Decimal] = {f"target_{target.year}": target.value for target in indicator.targets.all()}
    return {name: getattr(indicator, name) for name in IndicatorForm.base_fields} | targets


def _day(label: str, help_text: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Впишите дату, например 25.09.2026.", "required": "Впишите дату."},
    )


class PeriodDatesForm(SetupForm):
    """The three days of a period; the opening is fixed once schools have their reports."""

    opens_on = _day("Отчёты открываются", "В этот день портал заведёт отчёт каждой школе программы.")
    due_on = _day("Срок сдачи", "Отправленное позже считается опозданием. Перенесёте вперёд — опоздания пересчитаются.")
    closes_on = _day("Приём закрывается", "Последний день приёма. После него портал составит сводный отчёт.")

    def __init__(self, data: QueryDict | None, *, period: ReportingPeriod, is_opened: bool) -> None:
        super().__init__(data, {name: getattr(period, name) for name in self.base_fields})
        if is_opened:
            self.fields["opens_on"].disabled = True
            self.fields["opens_on"].help_text = "Отчёты уже открыты школам, этот день не меняется."

    def changes(self) -> dict[str, date]:
        """Only the days changed in this page."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
