"""The bell: one's own lines, opened and read, and what the events of reports and roadmaps put under it."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from accounts.backends import PortalBackend
from accounts.mail import unsubscribe_url
from accounts.models import AuditEvent, Notification
from accounts.notifications import News, notify
from roadmaps.services import change_state
from tests import factories as f

LIST = reverse("accounts:notification_list")


def told(person):
    return list(person.notifications.order_by("pk").values_list("text", flat=True))


def unread(person):
    return person.notifications.unread().count()


def test_same_news_comes_once(world):
    for _ in range(2):
        notify([News(world.director, "one", "Подходит срок")])
    assert told(world.director) == ["Подходит срок"]


def test_bell_counts_what_is_new(world, sign_in):
    f.NotificationFactory.create_batch(3, recipient=world.director)
    f.NotificationFactory(recipient=world.other_director)
    client = sign_in(world.director)
    client.post(reverse("accounts:notification_open", args=[world.director.notifications.first().pk]))
    assert client.get(LIST).wsgi_request.user.unread_news == 2


def test_bell_costs_no_query_of_its_own(world, django_assert_num_queries):
    f.NotificationFactory.create_batch(40, recipient=world.director)
    with django_assert_num_queries(1):
        assert PortalBackend().get_user(world.director.pk).unread_news == 40


def test_bell_opens_on_the_newest_few(world, sign_in):
    newest = f.NotificationFactory.create_batch(9, recipient=world.director)[-6:]
    response = sign_in(world.director).get(LIST, headers={"HX-Request": "true"})
    assert list(response.context["news"]) == newest[::-1]


def test_opened_news_is_read_and_leads_on(world, sign_in):
    news = f.NotificationFactory(recipient=world.director, url="/terms/")
    response = sign_in(world.director).post(reverse("accounts:notification_open", args=[news.pk]))
    assert (response.url, unread(world.director)) == ("/terms/", 0)


def test_news_without_a_page_leads_to_the_list(world, sign_in):
    news = f.NotificationFactory(recipient=world.director, url="")
    response = sign_in(world.director).post(reverse("accounts:notification_open", args=[news.pk]))
    assert response.url == LIST


def test_reading_all_touches_nobody_else_and_keeps_old_times(world, sign_in):
    old = f.NotificationFactory(recipient=world.director)
    f.NotificationFactory(recipient=world.other_director)
    client = sign_in(world.director)
    client.post(reverse("accounts:notification_read_all"))
    first = Notification.objects.get(pk=old.pk).read_at
    client.post(reverse("accounts:notification_read_all"))
    assert Notification.objects.get(pk=old.pk).read_at == first
    assert (unread(world.director), unread(world.other_director)) == (0, 1)


@pytest.mark.parametrize("rows", [1, 31])
def test_list_asks_the_same_for_any_number(world, sign_in, django_assert_max_num_queries, rows):
    f.NotificationFactory.create_batch(rows, recipient=world.head)
    client = sign_in(world.head)
    with django_assert_max_num_queries(10):
        client.get(LIST)


def test_letters_are_refused_at_the_signed_address(world, client):
    path = urlsplit(unsubscribe_url(world.director)).path
    client.get(path)
    assert not hasattr(world.director, "reminder_settings")
    client.post(path, {"List-Unsubscribe": "One-Click"})
    world.director.refresh_from_db()
    assert world.director.reminder_settings.by_email is False
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.after) == ("напоминания настроены", world.director, {"by_email": False})


def test_forged_address_refuses_nothing(world, client):
    assert client.post(reverse("accounts:unsubscribe", args=["1:forged"])).status_code == 404


def test_approved_roadmap_is_told_to_the_directors_of_its_schools(world):
    left = f.SchoolStaffFactory(school__municipality=world.municipality).user
    draft = f.RoadmapFactory(programme=world.programme)
    f.ActivityFactory(section__roadmap=draft)
    change_state(world.roadmap, by=world.methodist, to="closed")
    change_state(draft, by=world.methodist, to="approved")
    text = f"Утверждена дорожная карта «{draft.title}»: посмотрите, что касается вашей школы"
    assert [told(person) for person in (world.director, world.other_director, left, world.curator)] == [
        [text], [text], [], [],
    ]  # fmt: skip
