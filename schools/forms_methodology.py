"""The parameters of a methodology as a form in plain words. What is official and what is the municipality's own is said at each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms

from schools.identification import TITLES, Methodology, MethodologyError
from schools.identification.names import context_words
from schools.identification.presets import RELEVANT, context_defaults
from schools.listing.procedure_lines import LineError, read_lines, write_lines
from schools.models import MethodologyVersion, OuterList

OWN = "настраиваемая методика муниципалитета"
FEDERAL = "правило ФИОКО, которым пользуются регионы"
_FEDERAL_FIELDS = ("threshold_pct", "k_same_year", "cross_year")  # of FED30 alone (domain notes, 1.1)
_COMPARISONS = {">=": "не меньше", ">": "больше", "<=": "не больше", "<": "меньше"}


def _percent(label: str, help_text: str = "") -> forms.DecimalField:
    return forms.DecimalField(label=f"{label}, %", min_value=0, max_value=100, decimal_places=2, help_text=help_text)


def _whole(label: str, least: int, most: int, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=help_text)


def _choice(label: str, choices: list[tuple[str, str]], help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, help_text=help_text)


def _lines(label: str, rows: int, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, help_text=help_text
    )


class MethodologyForm(forms.Form):
    """All parameters of all rules; those the chosen rule does not read are taken away."""

    title = forms.CharField(label="Название", max_length=200)
    valid_from = forms.DateField(label="Действует с", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(
        label="Что изменено и почему", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    threshold_pct = _percent("Порог низкого результата", "Доля не преодолевших минимум, с которой результат низкий.")
    risk_pct = _percent("Граница зоны риска", "Доля от этой границы до порога — зона риска.")
    k_same_year = _whole("Сколько низких процедур за один год делают школу ШНОР", 1, 100)
    cross_year = _choice(
        "Два года подряд",
        [
            ("same_procedure", "одна и та же процедура низкая в оба года"),
            ("any_procedure", "любая процедура в каждом из двух лет"),
            ("none", "не сравнивать годы"),
        ],
    )
    index_cut = forms.DecimalField(label="Низкий индекс результатов, не больше", min_value=-3, max_value=3)
    quartile_years = _whole("Лет в нижней четверти, не меньше", 1, 10)
    worst_pct = _percent("Доля школ с самыми низкими результатами")
    min_failed = _whole("Не преодолевших минимум в каждой процедуре, не меньше", 1, 1000)
    outer_list = forms.ModelChoiceField(OuterList.objects.none(), label="Внешний перечень")
    window_years = _whole("Сколько последних лет смотреть", 1, 10)
    procedures = _lines(
        "Процедуры",
        9,
        "По одной в строке: «ВПР, русский, 5 класс», «ОГЭ, математика». В конце можно добавить «необязательная» "
        "(отсутствие не пробел) или «для сведения» (не влияет на вывод).",
    )
    min_n = _whole("Наименьшее число участников", 1, 1000, "Меньше — малая выборка: решают эксперты, а не доля.")
    ege_math = _choice(
        "ЕГЭ по математике",
        [
            ("pooled", "база и профиль складываются"),
            ("separate", "база и профиль порознь"),
            ("profile_only", "только профиль"),
            ("base_only", "только база"),
        ],
    )
    attempts = _choice(
        "Пересдачи", [("main_first", "только первая попытка"), ("with_resits", "с учётом пересдач, если известны")]
    )
    bias_policy = _choice(
        "Признаки необъективности",
        [
            ("include", "только примечание в заключении"),
            ("adjust", "не учитывать отмеченную ВПР"),
            ("exclude", "не учитывать все ВПР отмеченного года"),
        ],
    )
    min_coverage = _percent("Наименьшая полнота данных", "Ниже — вывод с оговоркой или «недостаточно данных».")
    min_participation_pct = _percent("Наименьшее участие параллели", "Ниже — примечание: слабые могли не писать.")
    exit_runs = _whole("Чистых перечней подряд до выхода", 1, 10)
    exclude_school_types = _lines("Типы школ, к которым методика не применяется", 3, "По одному в строке.")
    exclude_groups = _lines("Группы участников, которые не учитываются", 2, "По одной в строке: ВПЛ, АООП.")
    with_context = forms.BooleanField(label="Оценивать социальные условия (ШНСУ)", required=False)
    cut = forms.DecimalField(
        label="Граница индекса социального благополучия",
        required=False,
        min_value=0,
        max_value=100,
        help_text="Индекс не больше границы — условия неблагоприятные. Пусто — нижняя четверть школ.",
    )

    def __init__(self, *args: Any, version: MethodologyVersion, **kwargs: Any) -> None:
        """`version`: stored or not; its parameters say which rule it is and fill the form."""
        super().__init__(*args, **kwargs)
        self.version = version
        self.params: dict[str, Any] = Methodology.from_params(version.params).as_params()
        self.engine: str = self.params["engine"]
        self._add_context()
        self._keep_relevant()
        self._fill()

    def _add_context(self) -> None:
        context = self.params.get("context") or {}
        weights = {name: weight for name, _sign, weight in context.get("vars", [])}
        defaults = context_defaults()
        for place, (name, sign, weight) in enumerate(defaults["vars"]):
            words = f"{context_words(name).capitalize()} ({'больше — лучше' if sign > 0 else 'больше — труднее'}), вес"
            value = weights.get(name, 0 if context else weight)
            self.fields[f"weight_{place}"] = forms.DecimalField(label=words, min_value=0, max_value=10, initial=value)
        absolute = context.get("absolute") or {"needed": 0, "criteria": []}
        self.fields["absolute_needed"] = _whole(
            "Сколько прямых признаков достаточно", 0, 8, "0 — прямые признаки не применять."
        )
        self.fields["absolute_needed"].initial = absolute["needed"]
        borders = {name: border for name, _comparison, border in absolute["criteria"]}
        for place, (name, comparison, border) in enumerate(defaults["absolute"]["criteria"]):
            label = f"{context_words(name).capitalize()}: {_COMPARISONS[comparison]}"
            self.fields[f"border_{place}"] = _percent(label)
            self.fields[f"border_{place}"].initial = borders.get(name, border)

    def _keep_relevant(self) -> None:
        relevant = {*RELEVANT[self.engine], "title", "valid_from", "reason"}
        if self.engine == "EXTERNAL":
            relevant.add("outer_list")
            outer = OuterList.objects.filter(municipality=self.version.municipality_id)
            self.fields["outer_list"].queryset = outer  # type: ignore[attr-defined]
            self.fields["outer_list"].initial = outer.filter(basis=self.params["external"]["basis"]).first()
        own = {"with_context", "cut", "absolute_needed"}
        for name in list(self.fields):
            if name not in relevant | own and not name.startswith(("weight_", "border_")):
                del self.fields[name]

    def _fill(self) -> None:
        values = {**self.params, "title": self.version.title, "valid_from": self.version.valid_from}
        context = self.params.get("context") or {}
        values |= {
            "reason": self.version.reason,
            "procedures": write_lines(self.params["procedures"]),
            "min_coverage": _plain(100 * Decimal(str(self.params["min_coverage"]))),
            "exclude_school_types": "\n".join(self.params["exclude_school_types"]),
            "exclude_groups": "\n".join(self.params["exclude_groups"]),
            "with_context": bool(context),
            "cut": None if context.get("cut", "quartile") == "quartile" else context["cut"],
        }
        for name, field in self.fields.items():
            if name in values:
                field.initial = values[name]

    def origin(self, name: str) -> str:
        """Whose rule a parameter is: said at each field, never «official» for what is the municipality's choice."""
        return FEDERAL if self.engine == "FED30" and name in _FEDERAL_FIELDS else OWN

    def parts(self) -> Iterator[tuple[str, list[tuple[forms.BoundField, str]]]]:
        """Fields by headings, each with its origin."""
        names = list(self.fields)
        general = ["title", "valid_from", "reason"]
        context = [name for name in names if name in ("with_context", "cut") or name.startswith("weight_")]
        direct = [name for name in names if name.startswith(("absolute_", "border_"))]
        rule = [name for name in names if name not in {*general, *context, *direct}]
        for title, group in (
            ("Версия", general), ("Низкие результаты (ШНОР)", rule), ("Социальные условия (ШНСУ)", context),
            ("Прямые признаки ШНСУ", direct),
        ):  # fmt: skip
            yield title, [(self[name], "" if name in general else self.origin(name)) for name in group]

    def clean_procedures(self) -> list[dict[str, Any]]:
        try:
            return read_lines(self.cleaned_data["procedures"])
        except LineError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        params = self._read(data)
        try:
            Methodology.from_params(params)
        except MethodologyError as error:
            for problem in error.problems:  # «name of the parameter: what is wrong with it»
                name, _, words = problem.partition(": ")
                self.add_error(name if name in self.fields else None, words or problem)
        data["params"] = params
        return data

    def _read(self, data: dict[str, Any]) -> dict[str, Any]:
        params = {**self.params, **{name: _plain(data[name]) for name in RELEVANT[self.engine] if name in data}}
        params["min_coverage"] = float(data["min_coverage"] / 100)
        for name in ("exclude_school_types", "exclude_groups"):
            params[name] = [line.strip() for line in data[name].splitlines() if line.strip()]
        if "outer_list" in data:
            outer = data["outer_list"]
            listed = sorted(outer.schools.values_list("pk", flat=True))
            params["external"] = {"basis": outer.basis, "listed": listed}
        params["context"] = self._context(data) if data["with_context"] else None
        return params

    def _context(self, data: dict[str, Any]) -> dict[str, Any]:
        defaults = context_defaults()
        weighted = [
            [name, sign, _plain(data[f"weight_{place}"])]
            for place, (name, sign, _weight) in enumerate(defaults["vars"])
            if data[f"weight_{place}"]
        ]
        context = {
            **{name: defaults[name] for name in ("engine", "reference")},
            "cut": "quartile" if data["cut"] is None else _plain(data["cut"]),
            "vars": weighted,
        }
        if data["absolute_needed"]:
            criteria = [
                [name, comparison, _plain(data[f"border_{place}"])]
                for place, (name, comparison, _border) in enumerate(defaults["absolute"]["criteria"])
            ]
            context["absolute"] = {"needed": data["absolute_needed"], "criteria": criteria}
        return context


def _plain(value: Any) -> Any:
    """Decimals as JSON numbers: whole ones stay whole."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def rule_title(engine: str) -> str:
    return TITLES[engine]
