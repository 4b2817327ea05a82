"""Settling a term: done, not applicable, put off; from the roadmap's table and from «Мои сроки»."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.documents import hand_out
from accounts.permissions import Permission, UserRequest, requires
from accounts.uploads import UploadError
from roadmaps import services
from roadmaps.forms.settling import DONE, NOT_APPLICABLE, POSTPONED, SettleForm
from roadmaps.models import Activity, Completion, CompletionFile, Occurrence
from roadmaps.report_forms import document_kinds
from roadmaps.terms import due_day
from roadmaps.views.answers import back_to
from roadmaps.views.frames import render_row, today_of
from roadmaps.views.terms import is_from_terms, term_context, terms_url
from schools.models import School

PLAN = "activity__section__roadmap__programme"
SAID = {DONE: "Исполнение отмечено.", NOT_APPLICABLE: "Отмечено: не применимо.", POSTPONED: "Срок перенесён."}


@requires(Permission.COMPLETE_ACTIVITIES)
def occurrence_complete(request: UserRequest, pk: int) -> HttpResponse:
    """The municipality's own term; of what schools carry out only the day can be moved, for all of them."""
    return _settle(request, _visible(request, pk), None)


@requires(Permission.SETTLE_SCHOOL_TERMS)
def school_complete(request: UserRequest, pk: int, school_id: int) -> HttpResponse:
    """One school's term."""
    school = get_object_or_404(School.objects.visible_to(request.user), pk=school_id)
    return _settle(request, _visible(request, pk), school)


def _visible(request: UserRequest, pk: int) -> Occurrence:
    return get_object_or_404(Occurrence.objects.visible_to(request.user).select_related(PLAN), pk=pk)


def _settle(request: UserRequest, occurrence: Occurrence, school: School | None) -> HttpResponse:
    activity, today = occurrence.activity, today_of(request)
    is_for_all = school is None and activity.audience != Activity.Audience.MUNICIPAL
    form = SettleForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        term=f"{occurrence.pk}-{school.pk if school else 0}",
        kinds=document_kinds(activity.report_form),
        earliest=activity.section.roadmap.programme.starts_on,
        today=today,
        acts=(POSTPONED,) if is_for_all else (DONE, NOT_APPLICABLE, POSTPONED),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _apply(request, occurrence, school, form)
        except (services.RefusedError, UploadError) as refusal:
            form.add_error(None, str(refusal))
        else:
            return _answer(request, occurrence, school, SAID[form.cleaned_data["act"]])
    due_on = due_day(occurrence, school)
    context = {"form": form, "occurrence": occurrence, "activity": activity, "school": school, "due_on": due_on}
    return _form(request, context | {"is_for_all": is_for_all})


def _apply(request: UserRequest, occurrence: Occurrence, school: School | None, form: SettleForm) -> None:
    said, by, today = form.cleaned_data, request.user, today_of(request)
    if said["act"] == DONE:
        services.mark_done(
            occurrence, by=by, school=school, done_on=said["done_on"], result=said["result"], proofs=form.proofs
        )
    elif said["act"] == NOT_APPLICABLE:
        services.mark_not_applicable(occurrence, by=by, school=school, reason=said["reason"], on=today)
    else:
        services.postpone(occurrence, by=by, school=school, new_on=said["new_on"], reason=said["reason"], today=today)


def _form(request: UserRequest, context: dict[str, object]) -> HttpResponse:
    """The page; for htmx the form in the row it was asked from."""
    occurrence, school = context["occurrence"], context["school"]
    assert isinstance(occurrence, Occurrence)  # noqa: S101 - narrows the type
    context["back"] = terms_url(request) if is_from_terms(request) else ""
    context["address"] = request.get_full_path()
    if not request.htmx:
        return render(request, "roadmaps/occurrence_complete.html", context)
    if is_from_terms(request):
        assert school is None or isinstance(school, School)  # noqa: S101 - narrows the type
        return render(request, "roadmaps/_term.html", context | term_context(request, occurrence, school))
    answer = render(request, "roadmaps/_completion_form.html", context)
    if request.method == "POST":  # a good answer replaces the row, one with errors only the form
        answer.headers["HX-Retarget"] = f"#complete-{occurrence.pk}"
    return answer


@require_POST
@requires(Permission.SETTLE_SCHOOL_TERMS)
def completion_undo(request: UserRequest, pk: int) -> HttpResponse:
    completions = Completion.objects.visible_to(request.user).select_related("school", f"occurrence__{PLAN}")
    completion = get_object_or_404(completions, pk=pk)
    try:
        services.undo_completion(completion, by=request.user)
    except services.RefusedError as refusal:
        return _refuse(request, completion.occurrence, str(refusal))
    return _answer(request, completion.occurrence, completion.school, "Отметка снята.")


@require_POST
@requires(Permission.COMPLETE_ACTIVITIES)
def postponement_undo(request: UserRequest, pk: int) -> HttpResponse:
    return _undo_postponement(request, _visible(request, pk), None)


@require_POST
@requires(Permission.SETTLE_SCHOOL_TERMS)
def school_postponement_undo(request: UserRequest, pk: int, school_id: int) -> HttpResponse:
    school = get_object_or_404(School.objects.visible_to(request.user), pk=school_id)
    return _undo_postponement(request, _visible(request, pk), school)


def _undo_postponement(request: UserRequest, occurrence: Occurrence, school: School | None) -> HttpResponse:
    try:
        services.undo_postponement(occurrence, by=request.user, school=school)
    except services.RefusedError as refusal:
        return _refuse(request, occurrence, str(refusal))
    return _answer(request, occurrence, school, "Перенос отменён, срок прежний.")


@require_GET
@requires(Permission.VIEW_ROADMAPS)
def completion_file(request: UserRequest, key: UUID) -> HttpResponseBase:
    kept: CompletionFile = get_object_or_404(CompletionFile.objects.visible_to(request.user), key=key)
    return hand_out(kept.file, kept.name, kept.content_type)


def _refuse(request: UserRequest, occurrence: Occurrence, text: str) -> HttpResponse:
    messages.error(request, text)
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _back(request, occurrence)


def _answer(request: UserRequest, occurrence: Occurrence, school: School | None, text: str) -> HttpResponse:
    """The row as it stands now for htmx, the page it came from with the words without."""
    if request.htmx and is_from_terms(request):
        occurrence.refresh_from_db(fields=["due_on", "moved"])
        return render(request, "roadmaps/_term.html", term_context(request, occurrence, school) | {"said": text})
    if request.htmx:
        return render_row(request, occurrence.activity, is_fresh=True)
    messages.success(request, text)
    return _back(request, occurrence)


def _back(request: UserRequest, occurrence: Occurrence) -> HttpResponse:
    if is_from_terms(request):
        return redirect(terms_url(request))
    return back_to(occurrence.activity.section.roadmap, f"activity-{occurrence.activity_id}")
