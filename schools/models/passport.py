from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from schools.models.loading import ResultImport
from schools.models.school import School
from schools.results_files import PASSPORT, PassportField


def _count(title: str) -> models.PositiveIntegerField[int | None, int | None]:
    return models.PositiveIntegerField(title, null=True, blank=True)


def _rate(title: str) -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(
        title, max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )


def _within(item: PassportField) -> models.CheckConstraint:
    whole = next(one.title for one in PASSPORT if one.code == item.within)
    return models.CheckConstraint(
        condition=Q(**{f"{item.code}__lte": F(item.within)}),
        name=f"passport_{item.code}_within",
        violation_error_message=f"«{item.title}» не может быть больше, чем «{whole}».",
    )


class SocialPassportQuerySet(models.QuerySet["SocialPassport"]):
    def visible_to(self, user: User) -> SocialPassportQuerySet:
        return self.filter(school__in=School.objects.visible_to(user))


class SocialPassport(models.Model):
    """What a school says of its pupils, staff and means once a year. Unknown is NULL with a reason, never zero.

    The figures and their order are those of `schools.results_files.PASSPORT`: files, form and table speak of the same ones.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="passports")
    year = models.PositiveSmallIntegerField("год", validators=[MinValueValidator(2010), MaxValueValidator(2100)])
    as_of = models.DateField("на дату", null=True, blank=True)
    responsible = models.CharField("кто заполнил", max_length=200, blank=True)
    reasons = models.JSONField("почему нет данных", default=dict, blank=True)  # code of a figure -> words
    source = models.ForeignKey(ResultImport, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField("изменён", auto_now=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    pupils = _count("Обучающихся всего")
    pupils_1_4 = _count("в 1-4 классах")
    pupils_5_9 = _count("в 5-9 классах")
    pupils_10_11 = _count("в 10-11 классах")
    classes = _count("Классов")
    families = _count("Семей")
    single_parent = _count("Из неполных семей")
    large_family = _count("Из многодетных семей")
    low_income = _count("Из малообеспеченных семей")
    both_higher = _count("Оба родителя с высшим образованием")
    none_higher = _count("Ни у одного родителя нет высшего образования")
    unemployed_one = _count("Один родитель безработный")
    unemployed_both = _count("Оба родителя безработные")
    orphans = _count("Сироты и дети под опекой")
    disabled = _count("Дети-инвалиды")
    special_needs = _count("С ОВЗ")
    adapted = _count("из них на АООП")
    non_native = _count("Неродной русский язык")
    weak_russian = _count("из них не прошли тест по русскому языку")
    foreign = _count("Дети иностранных граждан")
    school_register = _count("На внутришкольном учёте")
    police_register = _count("На учёте в ПДН")
    commission_register = _count("На учёте в КДНиЗП")
    dangerous_families = _count("Семей в социально опасном положении")
    risk_group = _count("Группа риска")
    transported = _count("Подвоз дальше 3 км или пришкольный интернат")
    veterans = _count("Дети участников СВО")
    disabled_parents = _count("Родители-инвалиды")
    teachers = _count("Педагогов")
    rates = _rate("Ставок педагогов")
    vacancies = _rate("Вакансий, ставок")
    top_category = _count("С высшей категорией")
    first_category = _count("С первой категорией")
    young = _count("Стаж менее 3 лет")
    experienced = _count("Стаж 25 лет и больше")
    pension_age = _count("Пенсионного возраста")
    part_time = _count("Внешних совместителей")
    psychologist = _rate("Психолог, ставок")
    speech = _rate("Логопед, ставок")
    defectologist = _rate("Дефектолог, ставок")
    social_teacher = _rate("Социальный педагог, ставок")
    internet = _rate("Скорость интернета, Мбит/с")
    textbooks = _rate("Обеспеченность учебниками, %")
    rooms = _count("Учебных кабинетов")

    objects = SocialPassportQuerySet.as_manager()

    class Meta:
        verbose_name = "социальный паспорт"
        verbose_name_plural = "социальные паспорта"
        ordering = ["school", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="passport_once_a_year"),
            models.CheckConstraint(
                condition=Q(pupils=F("pupils_1_4") + F("pupils_5_9") + F("pupils_10_11")),
                name="passport_levels_add_up",
                violation_error_message="1-4, 5-9 и 10-11 классы вместе должны дать число обучающихся всего.",
            ),
            *(_within(item) for item in PASSPORT if item.within),
        ]

    def __str__(self) -> str:
        return f"Социальный паспорт {self.year} года"

    def figures(self) -> Iterator[tuple[PassportField, int | Decimal | None, str]]:
        """Every figure with its value and, where there is none, the reason (empty while nobody has given one)."""
        for item in PASSPORT:
            value = getattr(self, item.code)
            yield item, value, "" if value is not None else str(self.reasons.get(item.code, ""))

    @property
    def gaps(self) -> int:
        """Figures with neither a value nor a reason why there is none."""
        return sum(1 for _, value, reason in self.figures() if value is None and not reason)
