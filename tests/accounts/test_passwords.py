from itertools import chain

import pytest
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.passwords import ChangePasswordForm
from tests import factories as f


def test_every_hint_is_ours():
    words = [(rule.get_help_text(), rule.get_error_message()) for rule in get_default_password_validators()]
    assert [text for text in chain(*words) if "распространен" in text or "введен" in text] == []
    assert {type(rule).__module__ for rule in get_default_password_validators()} == {"accounts.passwords"}


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("98127634509812", ["В пароле только цифры. Добавьте буквы."]),
        ("qwertyuiop", ["Этот пароль слишком распространён: его подберут первым. Придумайте другой."]),
        ("берёза", ["Пароль слишком короткий: нужно не меньше 10\xa0знаков."]),
    ],
)
def test_weak_password_is_refused_in_words(password, said):
    with pytest.raises(ValidationError) as caught:
        validate_password(password)
    assert caught.value.messages == said


def test_password_like_the_name_is_refused(world):
    world.head.last_name = "Заозерновская"
    with pytest.raises(ValidationError) as caught:
        validate_password("заозерновская1", world.head)
    assert caught.value.messages == ["Пароль слишком похож на то, что о вас известно: фамилия."]


def test_wrong_present_password_is_said(world):
    data = {"old_password": "не тот", "new_password1": "совсем-другой-9", "new_password2": "совсем-иной-9"}
    form = ChangePasswordForm(world.head, data)
    assert form.errors == {
        "old_password": ["Нынешний пароль введён неверно. Проверьте раскладку клавиатуры."],
        "new_password2": ["Пароли не совпали. Введите один и тот же пароль дважды."],
    }


def test_password_changed_in_the_portal(world, sign_in):
    new = {"old_password": f.PASSWORD, "new_password1": "совсем-другой-9", "new_password2": "совсем-другой-9"}
    sign_in(world.head).post(reverse("accounts:password_change"), new)
    world.head.refresh_from_db()
    assert world.head.check_password("совсем-другой-9")
