"""Answers that several acts share: back to the row, the table alone, a refusal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.permissions import UserRequest
from roadmaps.models import Roadmap
from roadmaps.views.roadmaps import detail_context

LOCKED = "Карта утверждена, поэтому её не правят. Чтобы изменить её, верните её в черновик."


def back_to(roadmap: Roadmap, anchor: str, query: str = "") -> HttpResponse:
    url = reverse("roadmaps:roadmap_detail", args=[roadmap.pk])
    return redirect(f"{url}{query}#{anchor}")


def refuse(request: UserRequest, roadmap: Roadmap) -> HttpResponse:
    """The roadmap stopped being a draft. htmx loads the page anew, so that what is on it does not mislead."""
    messages.error(request, LOCKED)
    return reload(request, roadmap)


def reload(request: UserRequest, roadmap: Roadmap) -> HttpResponse:
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect("roadmaps:roadmap_detail", pk=roadmap.pk)


def table_or_page(request: UserRequest, roadmap: Roadmap, anchor: str) -> HttpResponse:
    """The redrawn table for htmx, the page at the anchor without JavaScript."""
    if request.htmx:
        return render(request, "roadmaps/_table.html", detail_context(request, roadmap))
    return back_to(roadmap, anchor)
