"""Whom words of a roadmap mean, and the organisations that answer for activities."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, QuerySet, When

from accounts.models import Municipality, User
from roadmaps.forms.fields import lines
from roadmaps.models import Organisation, PartyAlias
from roadmaps.resolution.directory import OF_SCHOOLS
from roadmaps.services.parties import Answer
from schools.models import School

Target = PartyAlias.Target
NEW = "new"  # an organisation made while answering


class PersonChoiceField(forms.ModelChoiceField[User]):
    def label_from_instance(self, user: User) -> str:
        return named(user)


class PeopleChoiceField(forms.ModelMultipleChoiceField[User]):
    def label_from_instance(self, user: User) -> str:
        return named(user)


def named(user: User) -> str:
    return f"{user.full_name}, {user.position}" if user.position else user.full_name


def people_of(municipality: Municipality) -> QuerySet[User]:
    """Those of the schools last: they are many, and seldom meant."""
    people = User.objects.active().filter(municipality=municipality)
    is_of_school = Case(When(role__in=OF_SCHOOLS, then=1), default=0)
    return people.order_by(is_of_school, "last_name", "first_name", "pk")


class PartyAnswerForm(forms.Form):
    """One of the targets, with what it needs; a new organisation may be made at once."""

    target = forms.ChoiceField(label="Кого это касается?", widget=forms.RadioSelect)
    user = PersonChoiceField(User.objects.none(), label="Человек", required=False, empty_label="выберите человека")
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Организация или группа", required=False, empty_label="выберите организацию"
    )
    name = forms.CharField(label="Название", max_length=300, required=False)
    members = PeopleChoiceField(
        User.objects.none(), label="Кому напоминать", required=False, widget=forms.CheckboxSelectMultiple
    )
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(), label="Школы", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(municipality)
        organisations = Organisation.objects.filter(municipality=municipality)
        _offer(self, "user", people)
        _offer(self, "members", people)
        _offer(self, "organisation", organisations)
        _offer(self, "schools", School.objects.active().filter(municipality=municipality))
        choice = cast(forms.ChoiceField, self.fields["target"])
        choice.choices = [
            (Target.PERSON, "Один человек"),
            (Target.ORGANISATION, "Организация или группа из списка"),
            (NEW, "Новая организация или группа"),
            (Target.OFFICE, "Методисты и координаторы"),
            (Target.ALL_SCHOOLS, "Директора всех школ программы"),
            (Target.LOW_RESULTS, "Директора ШНОР — какими они будут на день напоминания"),
            (Target.ADVERSE, "Директора ШНСУ — какими они будут на день напоминания"),
            (Target.LISTED, "Директора отдельных школ"),
            (Target.NOBODY, "Никому не напоминать"),
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        needs = {
            Target.PERSON: ("user", "Выберите человека."),
            Target.ORGANISATION: ("organisation", "Выберите организацию."),
            NEW: ("members", "Отметьте, кому напоминать."),
            Target.LISTED: ("schools", "Отметьте школы."),
        }
        name, problem = needs.get(data.get("target", ""), ("", ""))
        if name and not data.get(name) and name not in self.errors:
            self.add_error(name, problem)
        if data.get("target") == NEW:
            self._check_name(data.get("name", ""))
        return data

    def _check_name(self, name: str) -> None:
        known = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"]).queryset
        if not name:
            self.add_error("name", "Как называется организация или группа?")
        elif known is not None and known.filter(name__iexact=name).exists():
            self.add_error("name", "Такая уже есть: выберите её в списке.")

    @property
    def is_new(self) -> bool:
        return bool(self.cleaned_data["target"] == NEW)

    @property
    def answer(self) -> Answer:
        """What was chosen; of the fields only the one that belongs to the target."""
        data = self.cleaned_data
        return Answer(
            target=data["target"],
            user=data["user"] if data["target"] == Target.PERSON else None,
            organisation=data["organisation"] if data["target"] == Target.ORGANISATION else None,
            schools=list(data["schools"]) if data["target"] == Target.LISTED else (),
        )


class OrganisationForm(forms.ModelForm[Organisation]):
    """Name, people and every other name it goes by in the roadmaps."""

    abbreviations = lines(3, "Как ещё её называют", 2000)
    members = PeopleChoiceField(
        User.objects.none(),
        label="Кому напоминать",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Отмеченные получают напоминания о мероприятиях, за которые отвечает организация.",
    )

    class Meta:
        model = Organisation
        fields = ["name", "members"]

    field_order = ["name", "abbreviations", "members"]

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.municipality = municipality
        self.fields["name"].help_text = "Можно полностью, с формой: МБУ ДПО «Методический центр»."
        self.fields["abbreviations"].help_text = "По одному на строке: ИМЦ, методцентр."
        _offer(self, "members", people_of(municipality))
        if self.instance.pk:
            self.initial["abbreviations"] = "\n".join(self.instance.aliases.values_list("text", flat=True))

    def clean_abbreviations(self) -> list[str]:
        texts = [line.strip() for line in self.cleaned_data["abbreviations"].splitlines() if line.strip()]
        if any(len(text) > 300 for text in texts):
            raise ValidationError("Каждое сокращение — на своей строке и не длиннее 300 знаков.")
        return texts

    def _get_validation_exclusions(self) -> set[str]:
        """The municipality is not a field, but the name is unique within it."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"municipality"}


def _offer(form: forms.BaseForm, name: str, rows: Any) -> None:
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows
