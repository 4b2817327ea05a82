from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.keys import key_of
from accounts.permissions import Permission, UserRequest, requires
from roadmaps import services
from roadmaps.chips import party_cells
from roadmaps.conflicts import compare
from roadmaps.deadlines import Period
from roadmaps.forms import ActivityForm, conflict_form
from roadmaps.models import Activity, Roadmap, Section
from roadmaps.numbering import next_number
from roadmaps.services.meaning import meaning_fields
from roadmaps.term_calendar import calendar_of
from roadmaps.views.answers import back_to, refuse, table_or_page
from roadmaps.views.frames import frame_for, own_municipality, render_row, visible_activity


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def activity_row(request: UserRequest, pk: int) -> HttpResponse:
    """One row, for htmx when an edit is given up; elsewhere the page with the row in sight."""
    activity = visible_activity(request, pk)
    if request.htmx and activity.deleted_at is None:
        return render_row(request, activity)
    return back_to(activity.section.roadmap, f"activity-{pk}")


@requires(Permission.EDIT_ROADMAPS)
def activity_edit(request: UserRequest, pk: int) -> HttpResponse:
    activity = visible_activity(request, pk)
    if request.method != "POST" and activity.section.roadmap.state != Roadmap.State.DRAFT:
        return refuse(request, activity.section.roadmap)
    municipality = own_municipality(request)
    # the form changes its instance while validating: it gets its own
    form = ActivityForm(request.POST or None, instance=Activity.objects.get(pk=pk), municipality=municipality)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, activity.section, activity)
    try:
        saved = services.update_activity(
            activity,
            by=request.user,
            version=form.cleaned_data["version"] or 0,
            fields=form.texts,
            schools=form.cleaned_data["schools"],
            restore=form.cleaned_data["restore"],
        )
    except services.EditConflictError as conflict:
        return _conflict(request, form, conflict.current)
    except services.RoadmapNotDraftError:
        form.add_error(None, "Пока вы писали, карту утвердили. Ваш текст здесь: верните карту в черновик и сохраните.")
        return _form(request, form, activity.section, activity, status=409)
    return _saved(request, saved, "Мероприятие сохранено.")


@requires(Permission.EDIT_ROADMAPS)
def activity_add(request: UserRequest, pk: int) -> HttpResponse:
    """A new activity at the end of the section, or behind the one that `after` names."""
    sections = Section.objects.visible_to(request.user).select_related("roadmap__programme")
    section = get_object_or_404(sections, pk=pk)
    if request.method != "POST" and section.roadmap.state != Roadmap.State.DRAFT:
        return refuse(request, section.roadmap)
    wanted = request.POST.get("after") or request.GET.get("after", "")
    after = section.activities.filter(pk=key_of(wanted)).first()
    number = "" if after else next_number(section)
    form = ActivityForm(request.POST or None, municipality=own_municipality(request), initial={"number": number})
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, section, after=after)
    schools = form.cleaned_data["schools"]
    try:
        activity = services.add_activity(section, by=request.user, fields=form.texts, schools=schools, after=after)
    except services.RoadmapNotDraftError:
        form.add_error(None, "Пока вы писали, карту утвердили. Ваш текст здесь: верните карту в черновик и сохраните.")
        return _form(request, form, section, after=after, status=409)
    return _saved(request, activity, "Мероприятие добавлено.")


@require_POST
@requires(Permission.EDIT_ROADMAPS)
def activity_move(request: UserRequest, pk: int) -> HttpResponse:
    """`direction` up or down, or `section`: to the end of that one."""
    activity = visible_activity(request, pk)
    roadmap, target = activity.section.roadmap, request.POST.get("section", "")
    try:
        if target:
            section = get_object_or_404(roadmap.sections, pk=key_of(target))
            services.move_activity_to(activity, by=request.user, section=section)
        else:
            direction: services.Direction = "up" if request.POST.get("direction") == "up" else "down"
            services.move_activity(activity, by=request.user, direction=direction)
    except services.RoadmapNotDraftError:
        return refuse(request, roadmap)
    return table_or_page(request, roadmap, f"activity-{pk}")


@require_POST
@requires(Permission.EDIT_ROADMAPS)
def activity_delete(request: UserRequest, pk: int) -> HttpResponse:
    activity = visible_activity(request, pk)
    roadmap = activity.section.roadmap
    try:
        services.delete_activity(activity, by=request.user)
    except services.RoadmapNotDraftError:
        return refuse(request, roadmap)
    if request.htmx:
        context = {"activity": activity, "frame": frame_for(request, roadmap, results=True)}
        return render(request, "roadmaps/_deleted_row.html", context)
    return redirect(f"{reverse('roadmaps:roadmap_detail', args=[roadmap.pk])}?deleted={pk}")


@require_POST
@requires(Permission.EDIT_ROADMAPS)
def activity_restore(request: UserRequest, pk: int) -> HttpResponse:
    activity = visible_activity(request, pk)
    try:
        restored = services.restore_activity(activity, by=request.user)
    except services.RoadmapNotDraftError:
        return refuse(request, activity.section.roadmap)
    return _saved(request, restored, "Мероприятие вернулось на своё место.")


@require_GET
@requires(Permission.EDIT_ROADMAPS)
def deadline_says(request: UserRequest) -> HttpResponse:
    """How the phrase in the input `field` is understood between `from` and `to`; nothing is saved."""
    try:
        start, end = (date.fromisoformat(request.GET.get(name, "")) for name in ("from", "to"))
    except ValueError:
        return HttpResponseBadRequest()
    period = Period(start, end, "school" if request.GET.get("kind") == "school" else "calendar")
    text = request.GET.get(request.GET.get("field", ""), "")[:500]
    meaning = meaning_fields(text, period, breaks=calendar_of(own_municipality(request)).breaks)
    return render(request, "roadmaps/_says.html", {"text": text, "meaning": meaning})


def _form(
    request: UserRequest,
    form: ActivityForm,
    section: Section,
    activity: Activity | None = None,
    *,
    after: Activity | None = None,
    status: int = 200,
) -> HttpResponse:
    roadmap = section.roadmap
    context = {
        "form": form,
        "section": section,
        "activity": activity,
        "after": after,
        "roadmap": roadmap,
        "cell": party_cells([activity], roadmap, request.user)[activity.pk] if activity else None,
        "frame": frame_for(request, roadmap, results=True),
        "sections": roadmap.sections.exclude(pk=section.pk) if activity else [],
    }
    template = "_activity_form_row.html" if request.htmx else "activity_form.html"
    return render(request, f"roadmaps/{template}", context, status=status)


def _conflict(request: UserRequest, mine: ActivityForm, current: Activity) -> HttpResponse:
    form = conflict_form(mine, current, own_municipality(request))
    roadmap = current.section.roadmap
    context = {
        "form": form,
        "conflict": compare(mine, form, current),
        "activity": current,
        "roadmap": roadmap,
        "frame": frame_for(request, roadmap, results=True),
    }
    template = "_conflict_row.html" if request.htmx else "activity_conflict.html"
    return render(request, f"roadmaps/{template}", context, status=409)


def _saved(request: UserRequest, activity: Activity, text: str) -> HttpResponse:
    if request.htmx:
        return render_row(request, activity, is_fresh=True)
    messages.success(request, text)
    return back_to(activity.section.roadmap, f"activity-{activity.pk}")
