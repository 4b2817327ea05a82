from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Permission, UserRequest, requires
from roadmaps import services
from roadmaps.forms import ProgrammeForm
from roadmaps.models import Programme


@requires(Permission.EDIT_ROADMAPS)
def programme_edit(request: UserRequest, pk: int) -> HttpResponse:
    """The name of the programme and the schools that take part; its roadmaps are linked."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    form = ProgrammeForm(request.POST or None, instance=Programme.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        services.update_programme(programme, by=request.user, **form.cleaned_data)
        messages.success(request, "Программа сохранена.")
        roadmap = programme.roadmaps.first()
        return redirect("roadmaps:roadmap_detail", pk=roadmap.pk) if roadmap else redirect("roadmaps:roadmap_list")
    context = {"programme": programme, "form": form, "roadmaps": programme.roadmaps.all()}
    return render(request, "roadmaps/programme_edit.html", context)
