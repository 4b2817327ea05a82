"""The queue «Кого это касается?» and the answers to it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.keys import key_of
from accounts.permissions import Permission, UserRequest, requires
from roadmaps import party_questions
from roadmaps.forms.parties import NEW, PartyAnswerForm
from roadmaps.models import ActivityParty, Organisation, PartyAlias
from roadmaps.remembered import alias_words, remembered_list
from roadmaps.resolution import load_directory
from roadmaps.services.errors import RefusedError
from roadmaps.services.organisations import create_organisation
from roadmaps.services.parties import Answer, remember_party
from roadmaps.views.frames import own_municipality

PAGE = 20
Target = PartyAlias.Target
BARE = (Target.OFFICE, Target.ALL_SCHOOLS, Target.LOW_RESULTS, Target.ADVERSE, Target.NOBODY)  # they need nothing else


@require_GET
@requires(Permission.EDIT_ROADMAPS)
def party_queue(request: UserRequest) -> HttpResponse:
    """`?remembered=` names the answer just given, to take it back; `?about=` a party whose question is to come first."""
    about = key_of(request.GET.get("about", ""))
    page = Paginator(party_questions.open_keys(request.user, about), PAGE).get_page(request.GET.get("page"))
    asked = party_questions.questions(page.object_list, request.user, load_directory(own_municipality(request)))
    said = remembered_list(request.user).filter(pk=key_of(request.GET.get("remembered", ""))).first()
    context = {
        "page": page,
        "querystring": f"about={about}" if about else "",
        "questions": [one for one in asked if one.meant.state != ActivityParty.State.RESOLVED],
        "remembered": said,
        "remembered_words": alias_words(said) if said else "",
    }
    return render(request, "roadmaps/party_queue.html", context)


@requires(Permission.EDIT_ROADMAPS)
@require_http_methods(["GET", "POST"])
def party_answer(request: UserRequest, pk: int) -> HttpResponse:
    """One question. POST with `guess` is the press of a button, without it the whole form."""
    parties = ActivityParty.objects.visible_to(request.user).select_related("activity__section__roadmap")
    party = get_object_or_404(parties, pk=pk)
    if "guess" in request.POST:
        return _remember(request, party, _guessed(request))
    municipality = own_municipality(request)
    form = PartyAnswerForm(request.POST or None, municipality=municipality, initial=_likely(party))
    if request.method == "POST" and form.is_valid():
        try:
            return _remember(request, party, chosen(request, form))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
    question = party_questions.question_of(party, request.user, load_directory(municipality))
    context = {"form": form, "question": question}
    return render(request, "roadmaps/party_answer.html", context, status=422 if form.errors else 200)


def chosen(request: UserRequest, form: PartyAnswerForm) -> Answer:
    """The answer of a valid form; a new organisation is made now."""
    if not form.is_new:
        return form.answer
    organisation = create_organisation(
        own_municipality(request),
        by=request.user,
        name=form.cleaned_data["name"],
        members=form.cleaned_data["members"],
    )
    return Answer(Target.ORGANISATION, organisation=organisation)


def _likely(party: ActivityParty) -> dict[str, str]:
    """What the form begins with."""
    types = ActivityParty.Type
    if party.type in (types.ORGANISATION, types.GROUP):
        return {"target": NEW, "name": party.text[:300]}
    return {"target": Target.LISTED if party.type == types.SCHOOLS else Target.PERSON}


def question_card(request: UserRequest, party: ActivityParty) -> HttpResponse:
    """The question again, for htmx."""
    question = party_questions.question_of(party, request.user, load_directory(own_municipality(request)))
    left = party_questions.question_count(request.user)
    return render(request, "roadmaps/_party_question.html", {"question": question, "is_news": True, "left": left})


def _guessed(request: UserRequest) -> Answer:
    """«person:12»; 404 for what is not the municipality's."""
    target, _, key = request.POST["guess"].partition(":")
    if target == Target.PERSON:
        people = own_municipality(request).users.filter(is_active=True)
        return Answer(target, user=get_object_or_404(people, pk=key_of(key)))
    if target == Target.ORGANISATION:
        organisations = Organisation.objects.visible_to(request.user)
        return Answer(target, organisation=get_object_or_404(organisations, pk=key_of(key)))
    if target not in BARE:
        raise Http404
    return Answer(target)


def _remember(request: UserRequest, party: ActivityParty, answer: Answer) -> HttpResponse:
    """The card that takes the question's place, with a way back; without htmx the queue with the same."""
    municipality = own_municipality(request)
    alias = remember_party(by=request.user, municipality=municipality, key=party.key, text=party.text, answer=answer)
    if request.htmx:
        left = party_questions.question_count(request.user)
        context = {"alias": alias, "words": alias_words(alias), "party": party, "left": left}
        return render(request, "roadmaps/_party_done.html", context)
    return redirect(f"{reverse('roadmaps:party_queue')}?remembered={alias.pk}")
