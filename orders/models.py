from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from accounts.models import Municipality, User
from roadmaps.models import Roadmap
from schools.models import SchoolList


class OfficeProfileQuerySet(models.QuerySet["OfficeProfile"]):
    def visible_to(self, user: User) -> OfficeProfileQuerySet:
        return self.filter(municipality_id=user.tenant_id)


class OfficeProfile(models.Model):
    """How a municipality's office shapes its orders (ГОСТ Р 7.0.97-2025 leaves these choices to the office)."""

    class DateStyle(models.TextChoices):
        NUMERIC = "numeric", "05.06.2026"
        WORDS = "words", "5 июня 2026 г."
        QUOTED = "quoted", "«05» июня 2026 года"

    class ClauseStyle(models.TextChoices):
        DECIMAL = "decimal", "1. и 1.1."
        BRACKET = "bracket", "1. и 1)"

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="office")
    letterhead = models.TextField(
        "наименование органа на бланке", max_length=600, help_text="По строкам, как на бланке."
    )
    signatory_position = models.TextField("должность подписанта", max_length=300)
    signatory_name = models.CharField("подписант", max_length=100, help_text="И. О. Фамилия")
    font_size = models.PositiveSmallIntegerField(
        "размер шрифта", default=14, choices=[(n, str(n)) for n in (12, 13, 14)]
    )
    date_style = models.CharField("вид даты", max_length=10, choices=DateStyle.choices, default=DateStyle.NUMERIC)
    clause_style = models.CharField(
        "нумерация пунктов", max_length=10, choices=ClauseStyle.choices, default=ClauseStyle.DECIMAL
    )
    heading_centered = models.BooleanField("заголовок по центру", default=False)
    appendix_with_sign = models.BooleanField("писать «Приложение № 1» (со знаком №)", default=True)

    objects = OfficeProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "бланк"
        verbose_name_plural = "бланки"

    def __str__(self) -> str:
        return f"Бланк: {self.municipality}"


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, user: User) -> OrderQuerySet:
        return self.filter(municipality_id=user.tenant_id)


def order_path(order: Order, name: str) -> str:
    return f"orders/{order.municipality_id}/{order.key}/{name}"


class Order(models.Model):
    """An order (приказ) that approves a roadmap or a list of schools. Once registered it never changes: its files are what was signed."""

    class State(models.TextChoices):
        DRAFT = "draft", "проект"
        REGISTERED = "registered", "зарегистрирован"

    TRANSITIONS = {State.DRAFT: {State.REGISTERED}, State.REGISTERED: set[str]()}

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="orders")
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, null=True, blank=True, related_name="orders")
    school_list = models.ForeignKey(SchoolList, models.PROTECT, null=True, blank=True, related_name="orders")
    heading = models.CharField("заголовок", max_length=500, help_text="Отвечает на вопрос «о чём?», без точки в конце.")
    preamble = models.TextField("преамбула", max_length=2000)
    signatory_position = models.TextField("должность подписанта", max_length=300)
    signatory_name = models.CharField("подписант", max_length=100)
    executor = models.CharField(
        "исполнитель", max_length=200, blank=True, help_text="Фамилия, имя, отчество и телефон."
    )
    with_passport = models.BooleanField("приложить паспорт программы", default=True)
    with_schools = models.BooleanField("приложить перечень школ", default=True)
    state = models.CharField("состояние", max_length=12, choices=State.choices, default=State.DRAFT)
    number = models.CharField("номер", max_length=30, blank=True)
    signed_on = models.DateField("дата", null=True, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    registered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.FileField(upload_to=order_path, max_length=200, blank=True)
    docx = models.FileField(upload_to=order_path, max_length=200, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = "приказ"
        verbose_name_plural = "приказы"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(roadmap__isnull=False, school_list__isnull=True)
                | Q(roadmap__isnull=True, school_list__isnull=False),
                name="order_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", registered_at__isnull=True, pdf_sha256="")
                | (
                    Q(
                        state="registered",
                        registered_at__isnull=False,
                        registered_by__isnull=False,
                        signed_on__isnull=False,
                    )
                    & ~Q(number="")
                    & ~Q(pdf_sha256="")
                ),
                name="order_registered_is_complete",
                violation_error_message="У зарегистрированного приказа должны быть номер и дата.",
            ),
            models.UniqueConstraint(
                fields=["municipality", "number", "signed_on"],
                condition=Q(state="registered"),
                name="order_number_unique",
                violation_error_message="Приказ с таким номером и датой уже зарегистрирован.",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def subject(self) -> str:
        """What the order is about: the programme of its roadmap, or the list of schools."""
        return str(self.school_list) if self.roadmap is None else self.roadmap.programme.title


class ClauseQuerySet(models.QuerySet["Clause"]):
    def visible_to(self, user: User) -> ClauseQuerySet:
        return self.filter(order__in=Order.objects.visible_to(user))


class Clause(models.Model):
    """A clause (пункт) or sub-clause of an order; its number is computed from the tree."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="clauses")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField()
    text = models.TextField("текст", max_length=4000)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = "пункт"
        verbose_name_plural = "пункты"
        ordering = ["order", "parent__position", "position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
