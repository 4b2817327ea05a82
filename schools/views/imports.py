from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission, UserRequest, requires
from accounts.russian import counted
from schools.forms_import import RegistryFileForm, RegistryRowsForm, signed_rows
from schools.imports.applying import apply_plan
from schools.imports.planning import Plan, plan_import
from schools.imports.template import build_template
from schools.views.registry import own_municipality

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.MANAGE_SCHOOLS)
def school_import(request: UserRequest) -> HttpResponse:
    """«Загрузить из Excel»: the file, then what it would change, then the change."""
    if "rows" in request.POST:
        return _accept(request)
    form = RegistryFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, form)
    return render(request, "schools/import_upload.html", {"form": form})


@require_GET
@requires(Permission.MANAGE_SCHOOLS)
def school_import_template(request: UserRequest) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="shkoly.xlsx"'}
    return HttpResponse(build_template(), content_type=XLSX, headers=headers)


def _preview(request: UserRequest, form: RegistryFileForm) -> HttpResponse:
    municipality = own_municipality(request)
    reading, name = form.cleaned_data["reading"], form.cleaned_data["name"]
    plan = plan_import(reading.rows, municipality, by=request.user)
    context = {
        "name": name,
        "plan": plan,
        "problems": sorted([*reading.problems, *plan.problems], key=lambda problem: problem.row or 0),
        "ignored": reading.ignored,
        "rows": signed_rows(reading, name, municipality),
        "form": RegistryFileForm(),
    }
    return render(request, "schools/import_preview.html", context)


def _accept(request: UserRequest) -> HttpResponse:
    municipality = own_municipality(request)
    form = RegistryRowsForm(request.POST, municipality=municipality)
    if not form.is_valid():
        return _refuse(request, str(form.non_field_errors()[0]))
    plan = plan_import(form.cleaned_data["read"], municipality, by=request.user)
    if plan.problems:
        return _refuse(request, f"Пока вы смотрели, реестр изменился: {plan.problems[0]}. Загрузите файл ещё раз.")
    try:
        apply_plan(plan, municipality, by=request.user, file_name=form.cleaned_data["name"])
    except ValidationError as error:
        return _refuse(request, f"Ничего не перенесено. {' '.join(error.messages)}")
    messages.success(request, _told(plan))
    return redirect("schools:school_list")


def _refuse(request: UserRequest, text: str) -> HttpResponse:
    form = RegistryFileForm()
    messages.error(request, text)
    return render(request, "schools/import_upload.html", {"form": form})


def _told(plan: Plan) -> str:
    parts = [f"Новых школ: {plan.new_count}, изменено: {plan.changed_count}."]
    if plan.invitation_count:
        parts.append(f"Приглашения отправлены: {counted(plan.invitation_count, 'письмо', 'письма', 'писем')}.")
    return " ".join(parts) if plan.acts else "Файл совпадает с реестром: менять нечего."
