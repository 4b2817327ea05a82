from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import Municipality, Role, User
from schools.models import School
from schools.services import DUTY_OF_ROLE


class PersonForm(forms.ModelForm[User]):
    """A person of the portal: name, address, role and, for directors and curators, schools."""

    schools = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label="Школы",
        required=False,
        help_text="Для директора — его школа, для куратора — те, которые он сопровождает.",
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = User
        fields = [
            "last_name",
            "first_name",
            "patronymic",
            "email",
            "position",
            "phone",
            "role",
            "municipality",
            "is_active",
        ]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["municipality"].queryset = Municipality.objects.visible_to(by)  # type: ignore[attr-defined]
        if not by.is_portal_admin:
            del self.fields["municipality"]
            offered = [choice for choice in Role.choices if choice[0] != Role.ADMIN]
            # nobody becomes a methodist because the first line of the list was left standing
            self.fields["role"].choices = [("", "выберите роль"), *offered]  # type: ignore[attr-defined]
        if not self.instance.pk:
            del self.fields["is_active"]
        self._offer_schools()

    def _offer_schools(self) -> None:
        municipality_id = self.instance.municipality_id or self.by.municipality_id
        if municipality_id is None:  # the administrator names the municipality first, the schools on the next page
            del self.fields["schools"]
            return
        field = self.fields["schools"]
        field.queryset = School.objects.active().filter(municipality_id=municipality_id)  # type: ignore[attr-defined]
        if self.instance.pk:
            field.initial = list(self.instance.duties.values_list("school_id", flat=True))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.by.is_portal_admin:
            data["municipality"] = self.by.municipality
            self.instance.municipality = self.by.municipality
        if self.instance.pk == self.by.pk and (data.get("is_active") is False or data.get("role") != self.by.role):
            self.add_error(
                None, "Свою роль и свой вход меняет кто-то другой: попросите второго координатора или администратора."
            )
        needs_school = Role(data["role"]) in DUTY_OF_ROLE if data.get("role") else False
        if needs_school and "schools" in self.fields and not data.get("schools") and "schools" not in self.errors:
            self.add_error("schools", "Отметьте школу: без неё директор и куратор ничего не увидят.")
        data.setdefault("schools", School.objects.none())
        return data


class SchoolForm(forms.ModelForm[School]):
    class Meta:
        model = School
        fields = [
            "number", "short_name", "full_name", "kind", "first_grade", "last_grade", "branch_of", "address", "phone", "email",
            "website", "pupils", "is_active",
        ]  # fmt: skip
        help_texts = {
            "number": "Только число или число с буквой: 5, 15а. У школы без номера оставьте пустым.",
            "short_name": "Как в отчётах и списках: СОШ №\u00a05.",
            "first_grade": "Например, 1: по классам портал поймёт, каких результатов у школы быть не может.",
            "last_grade": "9 у основной школы, 11 у средней.",
            "branch_of": "Если результаты филиала приходят под своим кодом.",
            "is_active": "Снимите отметку, если школу закрыли или присоединили: её отчёты сохранятся.",
        }

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.municipality = municipality
        others = School.objects.filter(municipality=municipality).exclude(pk=self.instance.pk)
        self.fields["branch_of"].queryset = others  # type: ignore[attr-defined]
        if not self.instance.pk:
            del self.fields["is_active"]

    def _get_validation_exclusions(self) -> set[str]:
        """The municipality is not a field, but the unique short name is checked within it."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"municipality"}
