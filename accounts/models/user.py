from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models.municipality import Municipality
from accounts.sorting import Alphabetical

NBSP = "\u00a0"


class Role(models.TextChoices):
    METHODIST = "methodist", "Методист"
    COORDINATOR = "coordinator", "Муниципальный координатор"
    HEAD = "head", "Начальник управления"
    CURATOR = "curator", "Куратор"
    DIRECTOR = "director", "Директор школы"
    ADMIN = "admin", "Администратор портала"


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: User) -> UserQuerySet:
        """The portal's administrator sees everybody; those of a municipality see its own people."""
        if user.is_portal_admin:
            return self.all()
        return self.filter(municipality_id=user.tenant_id)

    def active(self) -> UserQuerySet:
        return self.filter(is_active=True).exclude(municipality__is_active=False)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: User) -> UserQuerySet:
        return self.get_queryset().visible_to(user)

    def active(self) -> UserQuerySet:
        return self.get_queryset().active()

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, role=Role.ADMIN, **fields)


class User(AbstractBaseUser):
    """A person who signs in: one role, and one municipality unless the person runs the whole portal."""

    email = models.EmailField("электронная почта", max_length=254)
    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    position = models.CharField("должность", max_length=200, blank=True)
    phone = models.CharField("рабочий телефон", max_length=50, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="муниципалитет", null=True, blank=True, related_name="users"
    )
    role = models.CharField("роль", max_length=20, choices=Role.choices)
    is_active = models.BooleanField("может входить", default=True)
    invited_at = models.DateTimeField("приглашение отправлено", null=True, blank=True)
    created_at = models.DateTimeField("заведён", auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["last_name", "first_name"]

    class Meta:
        verbose_name = "пользователь"
        verbose_name_plural = "пользователи"
        ordering = [Alphabetical("last_name"), Alphabetical("first_name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message="Такой адрес уже есть у другого пользователя.",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.ADMIN, municipality__isnull=True)
                | (~Q(role=Role.ADMIN) & Q(municipality__isnull=False)),
                name="user_admin_has_no_municipality",
                violation_error_message="Администратор портала не принадлежит муниципалитету, остальные — принадлежат одному.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_portal_admin(self) -> bool:
        return self.role == Role.ADMIN

    @property
    def tenant_id(self) -> int:
        """Key of the own municipality; 0, which no row has, for the portal's administrator."""
        return self.municipality_id or 0

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    @property
    def initials(self) -> str:
        """«Т. П.» with no-break spaces: a name never breaks over a line."""
        return NBSP.join(f"{part[0]}." for part in (self.first_name, self.patronymic) if part)

    @property
    def short_name(self) -> str:
        return f"{self.last_name}{NBSP}{self.initials}".strip()

    @property
    def greeting(self) -> str:
        return " ".join(part for part in (self.first_name, self.patronymic) if part)
