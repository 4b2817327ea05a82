from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Role
from accounts.permissions import Permission, UserRequest, may, requires
from roadmaps import queries, services
from roadmaps.forms import RoadmapTitleForm
from roadmaps.models import Activity, Roadmap, RoadmapImport
from roadmaps.remarks import remarks
from roadmaps.table import roadmap_table
from roadmaps.views.frames import frame_for, today_of
from schools.models import School


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def roadmap_list(request: UserRequest) -> HttpResponse:
    """Roadmaps by programme with their progress, and files whose review is not finished."""
    page = Paginator(queries.roadmap_list(request.user), 50).get_page(request.GET.get("page"))
    shown = Roadmap.objects.filter(pk__in=[roadmap.pk for roadmap in page])
    progress = queries.progress(shown, today_of(request))
    can_edit = may(request.user, Permission.EDIT_ROADMAPS)
    unfinished = (
        RoadmapImport.objects.visible_to(request.user).unfinished() if can_edit else RoadmapImport.objects.none()
    )
    context = {
        "page": page,
        "rows": [(roadmap, progress[roadmap.pk].total) for roadmap in page],
        "can_edit": can_edit,
        "shows_progress": request.user.role not in (Role.DIRECTOR, Role.CURATOR),
        "unfinished": unfinished.defer("parsed", "lines", "passport").select_related("by"),
    }
    return render(request, "roadmaps/roadmap_list.html", context)


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def roadmap_detail(request: UserRequest, pk: int) -> HttpResponse:
    roadmap = _visible(request, pk)
    return render(request, "roadmaps/roadmap_detail.html", detail_context(request, roadmap))


def detail_context(request: UserRequest, roadmap: Roadmap) -> dict[str, Any]:
    """Everything of the page; its table alone is redrawn after a move."""
    user = request.user
    has_own_schools = user.role in (Role.DIRECTOR, Role.CURATOR)
    only_mine = has_own_schools and request.GET.get("show") == "mine"
    table = roadmap_table(roadmap, user, today_of(request), only_mine=only_mine)
    frame = frame_for(request, roadmap, results=table.has_results)
    own = School.objects.visible_to(user) if has_own_schools else School.objects.none()
    return {
        "roadmap": roadmap,
        "table": table,
        "frame": frame,
        "has_own_schools": has_own_schools,
        "own_schools_count": own.count() if has_own_schools else 0,
        "only_mine": only_mine,
        "may_edit": may(user, Permission.EDIT_ROADMAPS),
        "deleted": _deleted(roadmap) if frame.can_edit else [],
        "just_deleted": request.GET.get("deleted", ""),
        "passport": roadmap.programme.passport.all(),
        "school_count": roadmap.programme.schools.count(),
    }


def _deleted(roadmap: Roadmap) -> list[Activity]:
    return list(Activity.objects.deleted().filter(section__roadmap=roadmap).order_by("-deleted_at"))


def _visible(request: UserRequest, pk: int) -> Roadmap:
    return get_object_or_404(Roadmap.objects.visible_to(request.user).select_related("programme", "approved_by"), pk=pk)


@require_GET
@requires(Permission.EDIT_ROADMAPS)
def roadmap_check(request: UserRequest, pk: int) -> HttpResponse:
    """«Проверка»: the remarks, and the button that approves."""
    roadmap = _visible(request, pk)
    found = remarks(roadmap)
    context = {
        "roadmap": roadmap,
        "remarks": found,
        "is_blocked": any(remark.is_blocking for remark in found),
        "is_draft": roadmap.state == Roadmap.State.DRAFT,
        "activity_count": Activity.objects.alive().filter(section__roadmap=roadmap).count(),
    }
    return render(request, "roadmaps/roadmap_check.html", context)


@require_POST
@requires(Permission.EDIT_ROADMAPS)
def roadmap_state(request: UserRequest, pk: int) -> HttpResponse:
    roadmap = _visible(request, pk)
    target = request.POST.get("to", "")
    said = {
        Roadmap.State.DRAFT: "Карта снова черновик: её можно править. Пока она не утверждена, школы её не видят.",
        Roadmap.State.APPROVED: "Карта утверждена. Её видят школы программы.",
        Roadmap.State.CLOSED: "Карта завершена.",
    }
    if target not in Roadmap.State.values:
        return HttpResponse("Нет такого состояния.", status=400, content_type="text/plain; charset=utf-8")
    try:
        services.change_state(roadmap, by=request.user, to=target)
    except services.RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said[Roadmap.State(target)])
    return redirect("roadmaps:roadmap_detail", pk=pk)


@requires(Permission.EDIT_ROADMAPS)
def roadmap_rename(request: UserRequest, pk: int) -> HttpResponse:
    roadmap = _visible(request, pk)
    form = RoadmapTitleForm(request.POST or None, instance=Roadmap.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        services.rename_roadmap(roadmap, by=request.user, title=form.cleaned_data["title"])
        messages.success(request, "Название сохранено.")
        return redirect("roadmaps:roadmap_detail", pk=pk)
    return render(request, "roadmaps/roadmap_rename.html", {"roadmap": roadmap, "form": form})
