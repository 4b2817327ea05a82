from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.permissions import Permission, UserRequest, requires
from roadmaps import services
from roadmaps.forms import SectionForm
from roadmaps.models import Roadmap, Section
from roadmaps.views.answers import back_to, refuse, table_or_page


@requires(Permission.EDIT_ROADMAPS)
def section_add(request: UserRequest, pk: int) -> HttpResponse:
    roadmaps = Roadmap.objects.visible_to(request.user).select_related("programme")
    roadmap = get_object_or_404(roadmaps, pk=pk)
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            section = services.add_section(roadmap, by=request.user, **form.cleaned_data)
        except services.RoadmapNotDraftError:
            return refuse(request, roadmap)
        messages.success(request, "Раздел добавлен.")
        return back_to(roadmap, f"section-{section.pk}")
    return render(request, "roadmaps/section_form.html", {"roadmap": roadmap, "form": form, "section": None})


@requires(Permission.EDIT_ROADMAPS)
def section_edit(request: UserRequest, pk: int) -> HttpResponse:
    section = _visible(request, pk)
    form = SectionForm(request.POST or None, instance=Section.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_section(section, by=request.user, **form.cleaned_data)
        except services.RoadmapNotDraftError:
            return refuse(request, section.roadmap)
        messages.success(request, "Раздел сохранён.")
        return back_to(section.roadmap, f"section-{pk}")
    context = {"roadmap": section.roadmap, "form": form, "section": section}
    return render(request, "roadmaps/section_form.html", context)


@require_POST
@requires(Permission.EDIT_ROADMAPS)
def section_move(request: UserRequest, pk: int) -> HttpResponse:
    section = _visible(request, pk)
    direction: services.Direction = "up" if request.POST.get("direction") == "up" else "down"
    try:
        services.move_section(section, by=request.user, direction=direction)
    except services.RoadmapNotDraftError:
        return refuse(request, section.roadmap)
    return table_or_page(request, section.roadmap, f"section-{pk}")


@require_POST
@requires(Permission.EDIT_ROADMAPS)
def section_delete(request: UserRequest, pk: int) -> HttpResponse:
    section = _visible(request, pk)
    try:
        services.delete_section(section, by=request.user)
    except services.RoadmapNotDraftError:
        return refuse(request, section.roadmap)
    except services.RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Раздел удалён.")
    return redirect("roadmaps:roadmap_detail", pk=section.roadmap_id)


def _visible(request: UserRequest, pk: int) -> Section:
    sections = Section.objects.visible_to(request.user).select_related("roadmap__programme")
    return get_object_or_404(sections, pk=pk)
