"""Signing in, out, and passwords: Django's own views in our words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import (
    LoginView,
    PasswordChangeView,
    PasswordResetConfirmView,
    PasswordResetView,
)
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET, require_POST

from accounts import audit
from accounts.demo import demo_logins
from accounts.forms import ResetForm, SignInForm
from accounts.passwords import ChangePasswordForm, ChoosePasswordForm


@method_decorator(transaction.non_atomic_requests, name="dispatch")
class SignIn(LoginView):
    """Not atomic: the refusal of the last allowed try must not roll back the count of tries."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(demo_logins=demo_logins() if settings.DEMO else [], **kwargs)


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("accounts:login")


@method_decorator(login_not_required, name="dispatch")
class ResetRequest(PasswordResetView):
    form_class = ResetForm
    template_name = "accounts/reset_request.html"
    success_url = reverse_lazy("accounts:reset_sent")


@require_GET
@login_not_required
def reset_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/reset_sent.html")


@method_decorator(login_not_required, name="dispatch")
class ResetConfirm(PasswordResetConfirmView):
    form_class = ChoosePasswordForm
    template_name = "accounts/password_choose.html"
    success_url = reverse_lazy("home")
    post_reset_login = True
    post_reset_login_backend = "accounts.backends.PortalBackend"
    extra_context = {"heading": "Новый пароль"}
    audit_action = "пароль задан по ссылке из письма"

    def form_valid(self, form: Any) -> HttpResponse:
        user = self.user
        if user is None or not user.is_active or (user.municipality and not user.municipality.is_active):
            messages.error(self.request, "Вход закрыт. Обратитесь к муниципальному координатору.")
            return redirect("accounts:login")
        response = super().form_valid(form)
        audit.record(self.audit_action, user, by=user, municipality=user.municipality)
        return response


class Invitation(ResetConfirm):
    """The link of an invitation: the person chooses a password and is in."""

    extra_context = {"heading": "Добро пожаловать! Придумайте пароль"}
    audit_action = "приглашение принято"


class PasswordChange(PasswordChangeView):
    form_class = ChangePasswordForm
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("accounts:profile")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        audit.record("пароль изменён", form.user, by=form.user, municipality=form.user.municipality_id)
        messages.success(self.request, "Пароль изменён.")
        return response
