"""«Сравнимость лет»: what the identification may not put beside other years."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.permissions import Permission, UserRequest, requires
from schools.forms_comparability import NotComparableForm
from schools.models import NotComparable
from schools.services.comparability import mark_not_comparable, take_back_mark
from schools.views.registry import own_municipality


@requires(Permission.EDIT_IDENTIFICATION)
def comparability_list(request: UserRequest) -> HttpResponse:
    municipality = own_municipality(request)
    form = NotComparableForm(request.POST or None, municipality=municipality)
    if request.method == "POST" and form.is_valid():
        try:
            mark_not_comparable(municipality, by=request.user, **form.fields_of_mark)
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            messages.success(request, "Отмечено. Следующая идентификация не сравнит эти результаты с другими годами.")
            return redirect("schools:comparability_list")
    marks = NotComparable.objects.visible_to(request.user).select_related("created_by")
    return render(request, "schools/comparability_list.html", {"form": form, "marks": marks})


@require_POST
@requires(Permission.EDIT_IDENTIFICATION)
def comparability_undo(request: UserRequest, pk: int) -> HttpResponse:
    mark = get_object_or_404(NotComparable.objects.visible_to(request.user), pk=pk)
    take_back_mark(mark, by=request.user)
    messages.success(request, "Отметка снята: эти результаты снова сравниваются с другими годами.")
    return redirect("schools:comparability_list")
