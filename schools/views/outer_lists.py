"""A list of schools from outside: the file or the lines, then what its rows mean, then the list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.permissions import Permission, UserRequest, requires
from accounts.russian import counted
from schools.forms_outer import OuterListForm, OuterRowsForm, signed, unsigned
from schools.listing.outer import Known, add_outer_list, guesses, remember_names
from schools.views.registry import own_municipality


@requires(Permission.EDIT_IDENTIFICATION)
def outer_list_create(request: UserRequest) -> HttpResponse:
    if "read" in request.POST:
        return _accept(request)
    municipality = own_municipality(request)
    initial = {"year": municipality.today().year}
    form = OuterListForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        return _preview(request, signed(said, municipality), said, _rows_form(request, said))
    return render(request, "schools/outer_list_form.html", {"form": form})


def _accept(request: UserRequest) -> HttpResponse:
    municipality = own_municipality(request)
    said = unsigned(request.POST["read"], municipality)
    if said is None:
        messages.error(request, "Просмотр устарел. Загрузите перечень ещё раз.")
        fresh = OuterListForm(initial={"year": municipality.today().year})
        return render(request, "schools/outer_list_form.html", {"form": fresh})
    form = _rows_form(request, said, request.POST)
    if not form.is_valid():
        return _preview(request, request.POST["read"], said, form)
    schools = form.cleaned_data["schools"].values()
    fields = {name: said[name] for name in ("level", "year", "basis")}
    outer = add_outer_list(
        municipality, by=request.user, schools=schools, file_name=said["name"], rows=len(said["rows"]), **fields
    )
    remember_names(form.told, by=request.user)
    words = counted(outer.schools.count(), "школа", "школы", "школ")
    messages.success(request, f"Внешний перечень внесён: {words}. Сравните его с заключениями.")
    return redirect("schools:workspace")


def _rows_form(request: UserRequest, said: dict[str, Any], data: Any = None) -> OuterRowsForm:
    known = Known(own_municipality(request), date(said["year"], 9, 1))
    return OuterRowsForm(data, rows=said["rows"], guesses=guesses(said["rows"], known), known=known)


def _preview(request: UserRequest, read: str, said: dict[str, Any], form: OuterRowsForm) -> HttpResponse:
    context = {"form": form, "read": read, "said": said, "schools": form.known.schools, "total": len(said["rows"])}
    return render(request, "schools/outer_list_preview.html", context)
