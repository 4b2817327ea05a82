"""The queue of unclear deadlines and the answers to them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission, UserRequest, requires
from roadmaps import services
from roadmaps.forms import DecisionForm
from roadmaps.models import Activity, Roadmap
from roadmaps.models.activity import ActivityQuerySet
from roadmaps.party_questions import question_count
from roadmaps.questions import Question, questions

PAGE = 20
CONFLICT = "Пока вы решали, мероприятие изменил другой человек. Посмотрите, что в нём теперь."
OUTCOMES = {"confirm": "Срок подтверждён.", "no_date": "Записано: даты нет.", "undo": "Решение отменено."}


@requires(Permission.EDIT_ROADMAPS)
@require_GET
def deadline_questions(request: UserRequest) -> HttpResponse:
    """What waits for a decision; `?show=decided` what has been decided."""
    own = _activities(request)
    is_decided = request.GET.get("show") == "decided"
    shown = _decided(own) if is_decided else own.unclear()
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "cards": [(question, DecisionForm(question=question)) for question in questions(page.object_list)],
        **_counts(own, is_decided=is_decided),
    }
    return render(request, "roadmaps/deadline_questions.html", context)


@requires(Permission.EDIT_ROADMAPS)
@require_http_methods(["GET", "POST"])
def deadline_decide(request: UserRequest, pk: int) -> HttpResponse:
    activity = get_object_or_404(_activities(request), pk=pk)
    question = questions([activity])[0]
    form = DecisionForm(request.POST or None, question=question)
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.decide_deadline(
                activity, by=request.user, version=form.cleaned_data["version"], choice=form.cleaned_data["choice"]
            )
        except services.EditConflictError:
            question = questions([get_object_or_404(_activities(request), pk=pk)])[0]
            return _card(request, question, DecisionForm(question=question), conflict=CONFLICT)
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _done(request, saved, form.cleaned_data["answer"])
    return _card(request, question, form)


def _card(
    request: UserRequest,
    question: Question,
    form: DecisionForm,
    conflict: str = "",
    counts: dict[str, int | bool] | None = None,
) -> HttpResponse:
    context = {"question": question, "form": form, "conflict": conflict, "counts": counts}
    if request.htmx:
        return render(request, "roadmaps/_question.html", context)
    return render(
        request, "roadmaps/deadline_decide.html", context, status=409 if conflict else 422 if form.errors else 200
    )


def _done(request: UserRequest, activity: Activity, answer: str) -> HttpResponse:
    """The card that takes the question's place, with a way back; without htmx the list with a message."""
    text = OUTCOMES.get(answer, f"Понято так: {activity.deadline_says}.")
    if request.htmx and answer == "undo":
        question = questions([activity])[0]
        return _card(request, question, DecisionForm(question=question), counts=_counts_on_page(request))
    if request.htmx:
        context = {"activity": activity, "text": text, "counts": _counts_on_page(request)}
        return render(request, "roadmaps/_question_done.html", context)
    messages.success(request, text)
    if answer == "undo":
        return redirect("roadmaps:deadline_decide", activity.pk)
    return redirect(reverse("roadmaps:deadline_questions"))


def _counts(own: ActivityQuerySet, *, is_decided: bool) -> dict[str, int | bool]:
    return {"waiting": own.unclear().count(), "decided": _decided(own).count(), "is_decided": is_decided}


def _counts_on_page(request: UserRequest) -> dict[str, int | bool]:
    """The counts above the cards, as the page in the browser shows them; `left`: the sidebar's, of all questions."""
    is_decided = "show=decided" in request.headers.get("HX-Current-URL", "")
    return {**_counts(_activities(request), is_decided=is_decided), "left": question_count(request.user)}


def _activities(request: UserRequest) -> ActivityQuerySet:
    own = Activity.objects.visible_to(request.user).alive().select_related("section__roadmap__programme")
    return own.order_by("section__roadmap", "section__position", "position", "pk")


def _decided(own: ActivityQuerySet) -> ActivityQuerySet:
    living = own.filter(deadline_choice__isnull=False).exclude(section__roadmap__state=Roadmap.State.CLOSED)
    return living.select_related("deadline_decided_by").order_by("-deadline_decided_at", "pk")
