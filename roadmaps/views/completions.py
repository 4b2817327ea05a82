from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from accounts.permissions import Permission, UserRequest, requires
from roadmaps import services
from roadmaps.forms import CompletionForm
from roadmaps.models import Activity, Completion, Occurrence
from roadmaps.views.answers import back_to, reload
from roadmaps.views.frames import render_row, today_of


@requires(Permission.COMPLETE_ACTIVITIES)
def occurrence_complete(request: UserRequest, pk: int) -> HttpResponse:
    """Note that the municipality has done it: the day and the result."""
    occurrences = Occurrence.objects.visible_to(request.user).select_related("activity__section__roadmap__programme")
    occurrence = get_object_or_404(occurrences, pk=pk)
    today = today_of(request)
    start = occurrence.activity.section.roadmap.programme.starts_on
    form = CompletionForm(request.POST or None, earliest=start, today=today, initial={"done_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            services.complete_occurrence(occurrence, by=request.user, **form.cleaned_data)
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _answer(request, occurrence.activity, "Исполнение отмечено.")
    context = {"form": form, "occurrence": occurrence, "activity": occurrence.activity}
    if not request.htmx:
        return render(request, "roadmaps/occurrence_complete.html", context)
    answer = render(request, "roadmaps/_completion_form.html", context)
    if request.method == "POST":  # a good answer replaces the row, one with errors only the form
        answer.headers["HX-Retarget"] = f"#complete-{pk}"
    return answer


@require_POST
@requires(Permission.COMPLETE_ACTIVITIES)
def completion_undo(request: UserRequest, pk: int) -> HttpResponse:
    completions = Completion.objects.visible_to(request.user).filter(school__isnull=True)
    related = "occurrence__activity__section__roadmap__programme"
    completion = get_object_or_404(completions.select_related(related), pk=pk)
    activity = completion.occurrence.activity
    try:
        services.undo_completion(completion, by=request.user)
    except services.RefusedError as refusal:
        messages.error(request, str(refusal))
        return reload(request, activity.section.roadmap)
    return _answer(request, activity, "Отметка снята.")


def _answer(request: UserRequest, activity: Activity, text: str) -> HttpResponse:
    if request.htmx:
        return render_row(request, activity, is_fresh=True)
    messages.success(request, text)
    return back_to(activity.section.roadmap, f"activity-{activity.pk}")
