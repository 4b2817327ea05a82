from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission, UserRequest, requires
from schools import thresholds
from schools.forms_loading import SourceFileForm, SourceForm, ThresholdForm, headers_of, signed_titles
from schools.models import ExamThreshold, SourceMapping
from schools.services import passports, sources
from schools.views.registry import own_municipality


@requires(Permission.IMPORT_RESULTS)
def source_list(request: UserRequest) -> HttpResponse:
    """«Свои таблицы»: odd sources, and the file that begins a new one."""
    form = SourceFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        suggestion = form.cleaned_data["suggestion"]
        columns = {f"column_{code}": title for code, title in suggestion.mapping.columns.items()}
        first = SourceForm(
            headers=list(suggestion.titles),
            municipality=own_municipality(request),
            initial={"titles": signed_titles(suggestion), **columns},
        )
        return render(request, "schools/source_form.html", {"form": first})
    rows = SourceMapping.objects.visible_to(request.user)
    return render(request, "schools/source_list.html", {"rows": rows, "form": form})


@require_POST
@requires(Permission.IMPORT_RESULTS)
def source_create(request: UserRequest) -> HttpResponse:
    municipality = own_municipality(request)
    headers = headers_of(request.POST.get("titles", ""))
    form = SourceForm(request.POST, headers=headers, municipality=municipality)
    if not headers:
        messages.error(request, "Просмотр устарел. Загрузите файл ещё раз.")
        return redirect("schools:source_list")
    if not form.is_valid():
        return render(request, "schools/source_form.html", {"form": form})
    data = form.cleaned_data
    saved = sources.create_source(municipality, by=request.user, title=data["title"], mapping=data["mapping"])
    messages.success(request, f"Источник «{saved}» сохранён. Теперь его файлы портал узнаёт сам.")
    return redirect("schools:loading_upload")


@require_POST
@requires(Permission.IMPORT_RESULTS)
def source_delete(request: UserRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(SourceMapping.objects.visible_to(request.user), pk=pk)
    sources.delete_source(source, by=request.user)
    messages.success(request, f"Источник «{source}» удалён. Загруженные из него результаты остались.")
    return redirect("schools:source_list")


@requires(Permission.IMPORT_RESULTS)
def threshold_edit(request: UserRequest, year: int) -> HttpResponse:
    """Least passing scores of a year: the municipality's own beside the federal ones."""
    municipality = own_municipality(request)
    today = municipality.today(timezone.now())
    stored = list(ExamThreshold.objects.visible_to(request.user).filter(year=year))
    form = ThresholdForm(request.POST or None, stored=stored, subjects=list(thresholds.SUBJECTS))
    if request.method == "POST" and form.is_valid():
        passports.save_thresholds(municipality, year, by=request.user, minimums=form.minimums)
        messages.success(request, "Сохранено.")
        return redirect("schools:threshold_edit", year=year)
    kinds = [
        (kind, [(field, thresholds.federal(year, kind).get(str(field.label))) for field in form.of_kind(kind)])
        for kind in (thresholds.EGE, thresholds.OGE)
    ]
    context = {"form": form, "kinds": kinds, "year": year, "years": range(today.year - 3, today.year + 2)}
    return render(request, "schools/threshold_edit.html", context)
