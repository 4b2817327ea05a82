from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm

from accounts import services
from accounts.models import Municipality, User


class SignInForm(AuthenticationForm):
    """E-mail and password; one answer for a wrong address and a wrong password."""

    error_messages = {
        "invalid_login": "Адрес или пароль не подошли. Проверьте раскладку клавиатуры или задайте новый пароль по ссылке ниже.",
        "inactive": "Вход закрыт. Обратитесь к муниципальному координатору.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Электронная почта"
        self.fields["username"].widget.attrs.update(autocomplete="username", inputmode="email")


class ResetForm(PasswordResetForm):
    """Puts the letter into the outbox; the answer is the same whether the address is known or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Электронная почта"

    def save(self, *args: Any, **kwargs: Any) -> None:
        people = User.objects.active().filter(email__iexact=self.cleaned_data["email"])
        for user in people:  # also those who have not answered their invitation yet
            services.send_password_reset(user)


class MunicipalityForm(forms.ModelForm[Municipality]):
    class Meta:
        model = Municipality
        fields = ["name", "organisation", "organisation_genitive", "place", "timezone", "slug", "is_active"]
        labels = {"slug": "Короткое имя латиницей", "organisation_genitive": "Тот же орган в родительном падеже"}
        help_texts = {
            "slug": "Для адресов и имён файлов, например: ozersk. Строчные латинские буквы, цифры и дефис.",
            "organisation": "Полностью, как в приказах: Управление образования администрации городского округа Приозёрск.",
            "organisation_genitive": "Отвечает на вопрос «чего?», например: Управления образования администрации "
            "городского округа Приозёрск. Встанет в отметку о приложении: «к приказу …».",
            "is_active": "Снимите отметку, чтобы закрыть вход всем людям муниципалитета. Данные сохранятся.",
        }


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["last_name", "first_name", "patronymic", "position", "phone"]
