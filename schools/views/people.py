from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.permissions import Permission, UserRequest, requires
from accounts.services import send_invitation, send_password_reset
from schools import queries, services
from schools.forms import PersonForm


@require_GET
@requires(Permission.MANAGE_USERS)
def person_list(request: UserRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    page = Paginator(queries.people_list(request.user, words), 100).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "querystring": urlencode({"q": words})}
    return render(request, "schools/person_list.html", context)


@requires(Permission.MANAGE_USERS)
def person_create(request: UserRequest) -> HttpResponse:
    asked = {name: request.GET[name] for name in ("municipality", "role") if name in request.GET}
    form = PersonForm(request.POST or None, by=request.user, initial=asked)
    if request.method == "POST" and form.is_valid():
        person = services.invite_person(by=request.user, **form.cleaned_data)
        messages.success(request, f"Приглашение отправлено: {person.full_name}, {person.email}.")
        return redirect("schools:person_list")
    return render(request, "schools/person_form.html", {"form": form, "heading": "Пригласить человека", "person": None})


@requires(Permission.MANAGE_USERS)
def person_edit(request: UserRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    # the form changes its instance while validating: the service compares with the stored one
    form = PersonForm(request.POST or None, instance=User.objects.get(pk=pk), by=request.user)
    if request.method == "POST" and form.is_valid():
        services.update_person(person, by=request.user, **form.cleaned_data)
        messages.success(request, "Сохранено.")
        return redirect("schools:person_list")
    return render(request, "schools/person_form.html", {"form": form, "heading": person.full_name, "person": person})


@require_POST
@requires(Permission.MANAGE_USERS)
def person_invite(request: UserRequest, pk: int) -> HttpResponse:
    """A letter that lets the person in: the invitation again, or a new password for one who has had one already."""
    person = get_object_or_404(User.objects.visible_to(request.user).filter(is_active=True), pk=pk)
    if person.has_usable_password():
        send_password_reset(person, by=request.user)
        messages.success(request, f"Ссылка для нового пароля отправлена: {person.email}.")
    else:
        send_invitation(person, by=request.user)
        messages.success(request, f"Приглашение отправлено ещё раз: {person.email}.")
    return redirect("schools:person_edit", pk=pk)
