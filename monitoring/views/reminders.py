"""Reminders: a person's wish, the municipality's rules, and the log of who was told what and when."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts import services
from accounts.models import Municipality
from accounts.permissions import Permission, UserRequest, requires
from monitoring.forms_reminders import LogFilterForm, RulesForm, WishForm
from monitoring.models import Reminder
from monitoring.reminders.morning import wish_of
from monitoring.reminders.planned import planned
from monitoring.reminders.words import ahead, stage_words, way_words, wish_words
from roadmaps.views.frames import own_municipality


@requires(Permission.VIEW_ROADMAPS)
@require_http_methods(["GET", "POST"])
def reminder_wish(request: UserRequest) -> HttpResponse:
    """How I am reminded, in words, with what will be said next."""
    wish = wish_of(request.user)
    form = WishForm(request.POST or None, wish=wish)
    if request.method == "POST" and form.is_valid():
        services.change_reminders(request.user, by=request.user, wish=form.cleaned_data)
        messages.success(request, "Напоминания настроены.")
        return redirect("monitoring:reminder_wish")
    coming = planned(request.user, own_municipality(request), timezone.now())
    context = {
        "form": form,
        "words": wish_words(wish),
        "planned": [(one, ahead(one.stage)) for one in coming],
    }
    return render(request, "monitoring/reminder_wish.html", context)


@requires(Permission.MANAGE_REMINDERS)
@require_http_methods(["GET", "POST"])
def reminder_rules(request: UserRequest) -> HttpResponse:
    town = own_municipality(request)
    # the form changes its instance while validating: the service compares with the stored one
    form = RulesForm(request.POST or None, instance=Municipality.objects.get(pk=town.pk))
    if request.method == "POST" and form.is_valid():
        services.change_escalation(town, by=request.user, days=form.cleaned_data)
        messages.success(request, "Правила сохранены.")
        return redirect("monitoring:reminder_rules")
    return render(request, "monitoring/reminder_rules.html", {"form": form, "town": town})


@requires(Permission.VIEW_LETTERS)
@require_GET
def reminder_log(request: UserRequest) -> HttpResponse:
    """Who was reminded of what, when and how; newest first."""
    form = LogFilterForm(request.GET, by=request.user)
    log = form.found(Reminder.objects.visible_to(request.user))
    told = log.select_related("person", "occurrence__activity", "report__period", "school", "letter")
    page = Paginator(told.defer("letter__body"), 50).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "rows": [(one, stage_words(one), way_words(one)) for one in page],
        "querystring": query.urlencode(),
        "is_filtered": any(query.values()),
    }
    return render(request, "monitoring/reminder_log.html", context)
