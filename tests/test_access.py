"""Who gets what at every route, what a write may touch, and what every answer carries. The table is tests/access/rules.py."""

from __future__ import annotations

import pytest
from django import forms
from django.urls import reverse

from tests.access.actors import ACTORS, STRANGERS, open_scene
from tests.access.closed import CLOSED, lost_updates, reopened
from tests.access.growth import growing
from tests.access.payloads import PAYLOADS
from tests.access.routes import part_of, routes
from tests.access.rows import guarded_models, strange_rows
from tests.access.rules import RULES, public
from tests.access.tenants import TOWN_OF, portal_models
from tests.access.walk import METHODS, needless_writes, unaudited, unprotected, walk, weak_headers, wrong_statuses
from tests.access.writes import GUARDED, foreign_writes, form_classes, naming

PARTS = ["portal", "accounts", "schools", "roadmaps", "monitoring", "orders"]
POSTS = [pattern for pattern, rule in RULES.items() if rule.post is not None]
WITHOUT_CSRF = {
    "unsubscribe/<str:token>/"
}  # RFC 8058: mail programs post by themselves, the signed address is the right
OF_NO_OBJECT = {"year", "layout"}  # in an address of the person's own town: a year, a kind of table
# decided by services and states, never by a field that a browser sends
NEVER_SENT = {
    "state",
    "by",
    "actor",
    "submitted_by",
    "accepted_by",
    "approved_by",
    "registered_by",
    "is_superuser",
    "key",
}


def is_filter(form):
    """Asked by GET, so that it writes nothing; the canaries' reader asks with the other town's keys."""
    return form.__name__.endswith("FilterForm")


@pytest.fixture
def scene(db):
    with open_scene() as scene:
        yield scene


def test_every_route_has_a_rule_and_every_rule_a_route():
    assert set(RULES) == set(routes())


def test_every_model_says_whose_its_rows_are():
    assert set(TOWN_OF) == portal_models()


def test_rules_keep_every_stranger_from_every_object():
    secrets = (public(), public(302))  # whoever knows the secret of the address is let through
    keyed = [rule for rule in RULES.values() if set(rule.keys.values()) - OF_NO_OBJECT]
    of_objects = [rule for rule in keyed if rule.get != public() and rule.post not in secrets]
    answers = [one for rule in of_objects for one in (rule.get, rule.post) if one is not None]
    assert {one[actor] for one in answers for actor in STRANGERS} == {403, 404}


def test_every_payload_is_sent():
    assert set(PAYLOADS) - set(POSTS) == set()


@pytest.mark.parametrize("part", PARTS)
def test_every_actor_gets_the_answer_of_the_table(scene, part):
    patterns = part_of(RULES, part)
    exchanges = list(walk(scene, patterns))
    assert len(exchanges) == len(patterns) * len(ACTORS) * len(METHODS)
    assert wrong_statuses(exchanges) == []
    assert weak_headers(exchanges) == []
    assert needless_writes(exchanges) == []
    assert unaudited(exchanges) == []


def test_every_post_without_a_csrf_token_is_refused(scene):
    assert unprotected(scene, sorted(set(POSTS) - WITHOUT_CSRF), ["anonymous", "methodist", "director", "admin"]) == []


@pytest.mark.parametrize("part", PARTS[1:])
def test_keys_of_another_municipality_change_and_tie_nothing(scene, part):
    assert foreign_writes(scene, part_of(GUARDED, part)) == []


def test_rows_handed_out_belong_to_the_person(scene):
    assert [strange for model in guarded_models() for strange in strange_rows(scene, model)] == []


@pytest.mark.parametrize("name", CLOSED)
def test_what_is_closed_stays_as_it_is(scene, name):
    assert reopened(scene, name) == []


def test_later_of_two_edits_of_an_activity_is_told(scene):
    assert lost_updates(scene) == []


def test_every_choice_of_an_object_in_a_form_is_tried_with_a_foreign_one(scene):
    chosen = {
        name
        for form in form_classes()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ModelChoiceField) and not is_filter(form)
    }
    assert chosen - {name for pattern in POSTS for name in naming(pattern, scene)} == set()


def test_no_form_takes_what_services_decide():
    written = [form for form in form_classes() if not is_filter(form)]
    taken = {(form.__name__, name) for form in written for name in form.base_fields if name in NEVER_SENT}
    assert taken == set()


def test_every_form_on_a_model_names_its_fields():
    unnamed = [form.__name__ for form in form_classes() if issubclass(form, forms.ModelForm) and not form._meta.fields]
    assert unnamed == []


def test_no_form_but_that_of_a_person_takes_a_municipality():
    with_town = [form.__name__ for form in form_classes() if "municipality" in form.base_fields]
    assert with_town == ["PersonForm"]


@pytest.mark.parametrize("part", PARTS)
def test_pages_ask_the_database_no_more_often_with_thirty_rows_more(scene, part):
    assert growing(scene, part_of(RULES, part)) == []


@pytest.mark.parametrize("actor", ["dismissed", "closed_town"])
def test_person_shut_out_is_sent_to_sign_in(scene, actor):
    response = scene.client(actor).get("/profile/")
    assert response.headers["Location"] == reverse("accounts:login") + "?next=/profile/"
