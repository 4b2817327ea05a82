"""Municipalities and people. Names are invented."""

import factory
from factory import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import Municipality, Notification, ReminderSettings, Role, User

PASSWORD = "очень-длинный-пароль-7"


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality

    slug = Sequence(lambda n: f"gorod-{n}")
    name = Sequence(lambda n: f"городской округ Лесной-{n}")
    organisation = LazyAttribute(lambda m: f"Управление образования: {m.name}")
    organisation_genitive = LazyAttribute(lambda m: f"управления образования: {m.name}")
    place = Sequence(lambda n: f"г. Лесной-{n}")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = Sequence(lambda n: f"person{n}@example.org")
    last_name = Sequence(lambda n: f"Полевая-{n}")
    first_name = "Анна"
    patronymic = "Игоревна"
    position = "методист"
    role = Role.METHODIST
    municipality = factory.Maybe("is_admin", None, SubFactory(MunicipalityFactory))
    password = factory.django.Password(PASSWORD)

    class Params:
        is_admin = LazyAttribute(lambda u: u.role == Role.ADMIN)


class ReminderSettingsFactory(DjangoModelFactory):
    class Meta:
        model = ReminderSettings

    user = SubFactory(UserFactory)


class NotificationFactory(DjangoModelFactory):
    class Meta:
        model = Notification

    recipient = SubFactory(UserFactory)
    key = Sequence(lambda n: f"news-{n}")
    text = "Подходит срок: 1"
    url = "/terms/"
