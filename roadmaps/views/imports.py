from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.permissions import Permission, UserRequest, requires
from roadmaps import services
from roadmaps.forms import LineFormSet, PassportFormSet, ReviewHeadForm, UploadForm
from roadmaps.models import Programme, RoadmapImport
from roadmaps.review import review_tables
from roadmaps.views.frames import own_municipality


@requires(Permission.EDIT_ROADMAPS)
def import_upload(request: UserRequest) -> HttpResponse:
    """«Загрузить из Word», first step: the file and its programme."""
    form = UploadForm(
        request.POST or None, request.FILES or None, programmes=Programme.objects.visible_to(request.user)
    )
    if request.method == "POST" and form.is_valid():
        started = services.start_import(
            by=request.user, municipality=own_municipality(request), **form.cleaned_data["import"]
        )
        return redirect("roadmaps:import_review", pk=started.pk)
    return render(request, "roadmaps/import_upload.html", {"form": form})


@requires(Permission.EDIT_ROADMAPS)
def import_review(request: UserRequest, pk: int) -> HttpResponse:
    """Second step: what was understood beside the document, every cell open to correction; then a draft."""
    started = _started(request, pk)
    if started.roadmap_id is not None:
        return redirect("roadmaps:roadmap_detail", pk=started.roadmap_id)
    data = request.POST or None
    head = ReviewHeadForm(data, started=started)
    lines = LineFormSet(data, started=started)
    given = [{"name": name, "text": text} for name, text in started.passport]
    passport = PassportFormSet(data, prefix="passport", initial=given)
    if data and all([head.is_valid(), lines.is_valid(), passport.is_valid()]):
        started = services.save_review(
            started,
            by=request.user,
            fields=head.saved_fields,
            tables=lines.taken,
            lines=lines.corrected,
            passport=[(row["name"], row["text"]) for row in passport.cleaned_data if row.get("name")],
            without_unknown=lines.goes_without,
        )
        return _next(request, started)
    context: dict[str, Any] = {
        "started": started,
        "head": head,
        "lines": lines,
        "passport": passport,
        "tables": review_tables(started, lines),
        "has_errors": bool(data),
    }
    return render(request, "roadmaps/import_review.html", context)


def _started(request: UserRequest, pk: int) -> RoadmapImport:
    imports = RoadmapImport.objects.visible_to(request.user).select_related("municipality", "programme", "by")
    return get_object_or_404(imports, pk=pk)


def _next(request: UserRequest, started: RoadmapImport) -> HttpResponse:
    if "accept" not in request.POST:
        messages.success(request, "Правки сохранены. Сроки прочитаны заново.")
        return redirect("roadmaps:import_review", pk=started.pk)
    roadmap = services.accept_import(started, by=request.user)
    messages.success(request, "Черновик карты готов. Проверьте его и утвердите, когда всё верно.")
    return redirect("roadmaps:roadmap_detail", pk=roadmap.pk)


@require_POST
@requires(Permission.EDIT_ROADMAPS)
def import_discard(request: UserRequest, pk: int) -> HttpResponse:
    started = _started(request, pk)
    try:
        services.discard_import(started, by=request.user)
    except services.RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Разбор файла отменён, ничего не создано.")
    return redirect("roadmaps:roadmap_list")
