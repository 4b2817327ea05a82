import re

import pytest
from axes.utils import reset
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import services
from accounts.models import AuditEvent, OutgoingMail, Role, User
from accounts.tasks import send_waiting_mail
from tests import factories as f


def link_in(letter: OutgoingMail) -> str:
    return re.search(r"http://testserver(\S+)", letter.body)[1]


def sign_in(client, email, password=f.PASSWORD):
    return client.post(reverse("accounts:login"), {"username": email, "password": password})


def test_sign_in_with_any_case_of_the_address(client, world):
    assert sign_in(client, world.methodist.email.upper()).url == "/"


def test_sign_in_wrong_password_says_what_to_do(client, world):
    page = sign_in(client, world.methodist.email, "не тот")
    assert page.context["form"].non_field_errors() == [
        "Адрес или пароль не подошли. Проверьте раскладку клавиатуры или задайте новый пароль по ссылке ниже."
    ]


def test_sign_in_locked_after_five_failures_for_that_person_only(client, world):
    reset()
    for _ in range(5):
        answer = sign_in(client, world.methodist.email, "не тот")
    assert answer.status_code == 429
    assert sign_in(client, world.methodist.email).status_code == 429
    assert sign_in(client, world.head.email).status_code == 302


def test_sign_in_deactivated_person_refused(client, world):
    services.update_user(world.methodist, by=world.coordinator, is_active=False)
    assert sign_in(client, world.methodist.email).status_code == 200


def test_session_ends_when_municipality_is_switched_off(sign_in, world, admin):
    client = sign_in(world.methodist)
    services.update_municipality(world.municipality, by=admin, is_active=False)
    assert client.get(reverse("accounts:profile")).url.startswith(reverse("accounts:login"))


def test_demo_logins_hidden_outside_demo(client, world):
    assert client.get(reverse("accounts:login")).context["demo_logins"] == []


def test_next_address_of_another_site_ignored(client, world):
    data = {"username": world.methodist.email, "password": f.PASSWORD, "next": "https://evil.example/"}
    assert client.post(reverse("accounts:login"), data).url == "/"


@pytest.mark.django_db(transaction=True)
def test_invitation_leads_to_a_password_and_in(client, world):
    person = services.invite_user(
        by=world.coordinator,
        email="Novaya@Example.org",
        last_name="Новая",
        first_name="Ольга",
        role=Role.METHODIST,
        municipality=world.municipality,
    )
    assert (person.email, person.has_usable_password()) == ("novaya@example.org", False)
    assert [message.to for message in mail.outbox] == [["novaya@example.org"]]
    choose = client.get(link_in(OutgoingMail.objects.get())).url
    answer = client.post(choose, {"new_password1": "длинный-пароль-42", "new_password2": "длинный-пароль-42"})
    assert (answer.url, client.session["_auth_user_id"]) == ("/", str(person.pk))
    assert AuditEvent.objects.about(person).filter(action="приглашение принято").count() == 1


def test_invitation_link_used_twice_explains_itself(client, world):
    services.send_password_reset(world.methodist)
    link = link_in(OutgoingMail.objects.get())
    choose = client.get(link).url
    client.post(choose, {"new_password1": "длинный-пароль-42", "new_password2": "длинный-пароль-42"})
    assert client.get(link).context["validlink"] is False


def test_reset_answers_alike_for_known_and_unknown_address(client, world):
    answers = [
        client.post(reverse("accounts:reset_request"), {"email": email})
        for email in (world.head.email, "no@example.org")
    ]
    assert [(a.status_code, a.url) for a in answers] == [(302, reverse("accounts:reset_sent"))] * 2
    assert list(OutgoingMail.objects.values_list("recipient", flat=True)) == [world.head.pk]


def test_link_of_a_letter_ignores_the_host_header(client, world, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(reverse("accounts:reset_request"), {"email": world.head.email}, headers={"host": "evil.example"})
    assert "evil.example" not in OutgoingMail.objects.get().body


def test_password_change_leaves_audit_event(sign_in, world):
    client = sign_in(world.methodist)
    data = {"old_password": f.PASSWORD, "new_password1": "длинный-пароль-42", "new_password2": "длинный-пароль-42"}
    assert client.post(reverse("accounts:password_change"), data).url == reverse("accounts:profile")
    assert AuditEvent.objects.about(world.methodist).values_list("action", flat=True).get() == "пароль изменён"


def test_profile_saves_and_leaves_before_and_after(sign_in, world):
    data = {
        "last_name": "Лугова",
        "first_name": "Анна",
        "patronymic": "Игоревна",
        "position": "методист",
        "phone": "",
    }
    sign_in(world.methodist).post(reverse("accounts:profile"), data)
    event = AuditEvent.objects.about(world.methodist).get()
    assert (event.before, event.after) == ({"last_name": world.methodist.last_name}, {"last_name": "Лугова"})


@pytest.mark.django_db(transaction=True)
def test_letter_sent_once_however_often_it_is_swept(world):
    services.send_password_reset(world.methodist)
    send_waiting_mail()
    send_waiting_mail()
    assert len(mail.outbox) == 1
    assert OutgoingMail.objects.get().state == OutgoingMail.State.SENT


def test_secret_letter_text_hidden_from_others(sign_in, world):
    services.send_password_reset(world.methodist)
    letter = OutgoingMail.objects.get()
    page = sign_in(world.coordinator).get(reverse("accounts:letter_detail", args=[letter.pk]))
    assert page.context["hidden"] is True
    assert "/password/reset/" not in page.content.decode()


def test_user_email_unique_in_any_case(world):
    with pytest.raises(Exception, match="user_email_unique"):
        User.objects.create_user(world.head.email.upper(), role=Role.HEAD, municipality=world.municipality)


def test_first_admin_invited_from_the_console(db, capsys):
    call_command("create_admin", "Boss@Example.org", "Горная", "Вера")
    user = User.objects.get(role=Role.ADMIN)
    assert (user.email, user.letters.count(), user.has_usable_password()) == ("boss@example.org", 1, False)


def test_second_admin_with_the_same_address_refused(db, admin):
    with pytest.raises(CommandError, match="уже есть"):
        call_command("create_admin", admin.email, "Горная", "Вера")
