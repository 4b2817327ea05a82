from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from orders.clauses import ClauseError, parse_clauses, references, write_clauses
from orders.documents import appendices_of, clauses_of
from orders.models import OfficeProfile, Order


class OrderForm(forms.ModelForm[Order]):
    """The text of a draft; clauses are typed one a line."""

    clauses = forms.CharField(
        label="Пункты",
        max_length=40000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Каждый пункт — с новой строки, подпункт начните с дефиса. Номера портал поставит сам. "
        "Вместо {план}, {паспорт} и {перечень} он подставит номера приложений.",
    )

    class Meta:
        model = Order
        fields = [
            "heading",
            "preamble",
            "clauses",
            "with_passport",
            "with_schools",
            "signatory_position",
            "signatory_name",
            "executor",
        ]
        widgets = {
            "heading": forms.Textarea(attrs={"rows": 3}),
            "preamble": forms.Textarea(attrs={"rows": 3}),
            "signatory_position": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.school_list_id:  # its one appendix is the list
            del self.fields["with_passport"], self.fields["with_schools"]
        self.fields["clauses"].initial = write_clauses(clauses_of(self.instance))

    def clean_heading(self) -> str:
        return str(self.cleaned_data["heading"]).strip().rstrip(".")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "clauses" not in data:
            return data
        self.instance.with_passport = bool(data.get("with_passport"))
        self.instance.with_schools = bool(data.get("with_schools"))
        unknown = references(data["clauses"]) - {one.name for one in appendices_of(self.instance)}
        if unknown:
            names = ", ".join(f"{{{name}}}" for name in sorted(unknown))
            self.add_error(
                "clauses", f"Такого приложения у приказа нет: {names}. Исправьте пункт или приложите документ."
            )
            return data
        try:
            data["clauses"] = parse_clauses(data["clauses"])
        except ClauseError as error:
            self.add_error("clauses", str(error))
        return data


class RegisterForm(forms.Form):
    number = forms.CharField(label="Номер", max_length=30, help_text="Как в журнале: 613, 126-09, 430/1.")
    signed_on = forms.DateField(
        label="Дата подписания", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_signed_on(self) -> date:
        signed_on: date = self.cleaned_data["signed_on"]
        if signed_on > self.today:
            raise forms.ValidationError("Дата подписания ещё не наступила.")
        return signed_on


class OfficeForm(forms.ModelForm[OfficeProfile]):
    class Meta:
        model = OfficeProfile
        fields = [
            "letterhead",
            "signatory_position",
            "signatory_name",
            "font_size",
            "date_style",
            "clause_style",
            "heading_centered",
            "appendix_with_sign",
        ]
        widgets = {
            "letterhead": forms.Textarea(attrs={"rows": 4}),
            "signatory_position": forms.Textarea(attrs={"rows": 3}),
        }
