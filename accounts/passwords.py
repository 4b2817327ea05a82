"""What a password must be, in our words: Django's own Russian texts leave out «ё» and half of the advice."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import password_validation as django_rules
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm

from accounts.russian import counted

MISMATCH = "Пароли не совпали. Введите один и тот же пароль дважды."


class NotAboutYou(django_rules.UserAttributeSimilarityValidator):
    def get_help_text(self) -> str:
        return "Пароль не должен походить на ваш адрес, имя или фамилию."

    def get_error_message(self) -> str:
        return "Пароль слишком похож на то, что о вас известно: %(verbose_name)s."


class LongEnough(django_rules.MinimumLengthValidator):
    def get_help_text(self) -> str:
        return f"В пароле должно быть не меньше {counted(self.min_length, 'знака', 'знаков', 'знаков')}."

    def get_error_message(self) -> str:
        return f"Пароль слишком короткий: нужно не меньше {counted(self.min_length, 'знака', 'знаков', 'знаков')}."


class NotCommon(django_rules.CommonPasswordValidator):
    def get_help_text(self) -> str:
        return "Пароль не должен быть из тех, что подбирают первыми: qwerty12345, password123."

    def get_error_message(self) -> str:
        return "Этот пароль слишком распространён: его подберут первым. Придумайте другой."


class NotOnlyDigits(django_rules.NumericPasswordValidator):
    def get_help_text(self) -> str:
        return "Одних цифр недостаточно: добавьте буквы."

    def get_error_message(self) -> str:
        return "В пароле только цифры. Добавьте буквы."


class ChoosePasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A new password by the link of a letter."""

    error_messages = {"password_mismatch": MISMATCH}
    new_password1, new_password2 = SetPasswordForm.create_password_fields("Новый пароль", "Новый пароль ещё раз")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password2"].help_text = ""


class ChangePasswordForm(PasswordChangeForm):
    error_messages = {
        "password_mismatch": MISMATCH,
        "password_incorrect": "Нынешний пароль введён неверно. Проверьте раскладку клавиатуры.",
    }
    new_password1, new_password2 = SetPasswordForm.create_password_fields("Новый пароль", "Новый пароль ещё раз")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Нынешний пароль"
        self.fields["new_password2"].help_text = ""
