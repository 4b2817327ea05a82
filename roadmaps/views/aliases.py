"""What has been remembered of the words of roadmaps: see, correct, forget."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.keys import key_of
from accounts.permissions import Permission, UserRequest, requires
from roadmaps.forms.parties import PartyAnswerForm
from roadmaps.models import ActivityParty, PartyAlias
from roadmaps.remembered import remembered_list, remembered_rows
from roadmaps.services.errors import RefusedError
from roadmaps.services.parties import forget_party, remember_party
from roadmaps.views.frames import own_municipality
from roadmaps.views.parties import chosen, question_card

PAGE = 50


@require_GET
@requires(Permission.EDIT_ROADMAPS)
def alias_list(request: UserRequest) -> HttpResponse:
    page = Paginator(remembered_list(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": remembered_rows(page.object_list, request.user)}
    return render(request, "roadmaps/alias_list.html", context)


@requires(Permission.EDIT_ROADMAPS)
def alias_edit(request: UserRequest, pk: int) -> HttpResponse:
    alias = get_object_or_404(remembered_list(request.user), pk=pk)
    municipality = own_municipality(request)
    form = PartyAnswerForm(request.POST or None, municipality=municipality, initial=_initial(alias))
    if request.method == "POST" and form.is_valid():
        try:
            answer = chosen(request, form)
            remember_party(by=request.user, municipality=municipality, key=alias.key, text=alias.text, answer=answer)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Запомнено: «{alias.text}».")
            return redirect("roadmaps:alias_list")
    context = {"form": form, "row": remembered_rows([alias], request.user)[0]}
    return render(request, "roadmaps/alias_edit.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.EDIT_ROADMAPS)
def alias_forget(request: UserRequest, pk: int) -> HttpResponse:
    """From the list, or at once after the answer: `party` then names the question that is asked again."""
    alias = get_object_or_404(PartyAlias.objects.visible_to(request.user), pk=pk)
    forget_party(alias, by=request.user)
    parties = ActivityParty.objects.visible_to(request.user).select_related("activity__section__roadmap")
    party = parties.filter(pk=key_of(request.POST.get("party", ""))).first()
    if party and request.htmx:
        return question_card(request, party)
    messages.success(request, f"Забыто, кого значит «{alias.text}».")
    return redirect("roadmaps:party_queue" if "undo" in request.POST else "roadmaps:alias_list")


def _initial(alias: PartyAlias) -> dict[str, Any]:
    return {
        "target": alias.target,
        "user": alias.user_id,
        "organisation": alias.organisation_id,
        "schools": [school.pk for school in alias.schools.all()],
    }
