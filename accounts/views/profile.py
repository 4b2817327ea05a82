from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts import services
from accounts.forms import ProfileForm
from accounts.models import User
from accounts.permissions import UserRequest


def profile(request: UserRequest) -> HttpResponse:
    """One's own name, post and phone."""
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        services.update_user(request.user, by=request.user, **form.cleaned_data)
        messages.success(request, "Профиль сохранён.")
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})
