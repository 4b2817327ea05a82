"""The outbox under load and with mail servers that refuse: everybody's letter goes once, nobody's stops the others."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail as outbox

from accounts import tasks
from accounts.mail import BULK, MAX_ATTEMPTS, PERSONAL, PORTION, Letter, send, take_waiting, write_letter, write_letters
from accounts.models import OutgoingMail, User
from tests import factories as f

NOW = datetime(2026, 10, 1, 6, tzinfo=UTC)
REFUSED = SMTPRecipientsRefused({"nobody@example.org": (550, b"no such user")})
BUSY = SMTPRecipientsRefused({"nobody@example.org": (450, b"try later")})


@pytest.fixture
def silent(monkeypatch):
    """No task is started: the test looks at the outbox itself."""
    queued = []
    monkeypatch.setattr(tasks.send_waiting_mail, "delay", lambda: None)
    monkeypatch.setattr(tasks.send_letter, "apply_async", lambda args, queue: queued.append((args[0], queue)))
    return queued


def many(number):
    town = f.MunicipalityFactory()
    fields = {"municipality": town, "role": "director", "last_name": "Озёрная", "first_name": "Анна", "password": "!"}
    return User.objects.bulk_create(User(email=f"n{place}@example.org", **fields) for place in range(number))


def digests(people):
    return [Letter(f"digest:{one.pk}", one, "Опора", "Сроки", "https://example.org/u/") for one in people]


def failing(monkeypatch, errors):
    """Letters to these addresses meet these errors."""
    real = outbox.EmailMessage.send

    def refuse(self, *args, **kwargs):
        if error := errors.get(self.to[0]):
            raise error
        return real(self, *args, **kwargs)

    monkeypatch.setattr("accounts.mail.EmailMessage.send", refuse)


def test_five_thousand_letters_are_written_in_the_queries_of_one(db, silent, django_assert_num_queries):
    people = many(5000)
    with django_assert_num_queries(2):
        written = write_letters(digests(people))
    assert set(written) == {person.pk for person in people}


def test_five_thousand_letters_are_queued_once_each_in_portions(db, silent):
    write_letters(digests(many(5000)))
    portions = []
    for minute in range(11):
        portions.append(take_waiting(NOW + timedelta(minutes=minute)))
        OutgoingMail.objects.filter(pk__in=[pk for pk, _ in portions[-1]]).update(state="sent", sent_at=NOW)
    assert [len(portion) for portion in portions] == [PORTION] * 10 + [0]
    assert Counter(pk for portion in portions for pk, _ in portion).most_common(1)[0][1] == 1


def test_slow_mail_server_does_not_make_the_queue_grow(db, silent):
    write_letters(digests(many(PORTION * 2)))
    portions = [take_waiting(NOW + timedelta(minutes=minute)) for minute in range(4)]
    assert [len(portion) for portion in portions] == [PORTION, 0, 0, 0]
    OutgoingMail.objects.filter(pk__in=[pk for pk, _ in portions[0][:100]]).update(state="sent", sent_at=NOW)
    assert len(take_waiting(NOW + timedelta(minutes=4))) == 100


def test_invitation_is_queued_beside_a_full_queue(db, silent):
    write_letters(digests(many(PORTION * 2)))
    take_waiting(NOW)
    letter = write_letter(key="invite", recipient=f.UserFactory(), subject="Приглашение", body="", is_secret=True)
    assert take_waiting(NOW + timedelta(minutes=1)) == [(letter.pk, PERSONAL)]


def test_letter_whose_task_was_lost_is_queued_again(db, silent):
    write_letters(digests(many(1)))
    taken = [len(take_waiting(NOW + timedelta(minutes=minutes))) for minutes in (0, 4, 5, 6)]
    assert taken == [1, 0, 1, 0]


def test_invitation_passes_a_burst(db, silent):
    write_letters(digests(many(PORTION + 10)))
    invited, told = f.UserFactory.create_batch(2)
    write_letter(key="told", recipient=told, subject="Отчёт принят", body="Принят")
    write_letter(key="invite", recipient=invited, subject="Приглашение", body="Ссылка", is_secret=True)
    first = [(OutgoingMail.objects.get(pk=pk).key, queue) for pk, queue in take_waiting(NOW)[:2]]
    assert first == [("invite", PERSONAL), ("told", PERSONAL)]


def test_digests_and_invitations_stand_in_queues_of_their_own(
    db, silent, time_machine, django_capture_on_commit_callbacks
):
    time_machine.move_to(NOW, tick=False)
    (digest,) = write_letters(digests(many(1))).values()
    with django_capture_on_commit_callbacks(execute=True):
        invitation = write_letter(
            key="invite", recipient=f.UserFactory(), subject="Приглашение", body="", is_secret=True
        )
    OutgoingMail.objects.filter(pk=invitation.pk).update(state="sent", sent_at=NOW)
    tasks.send_waiting_mail()
    assert silent == [(invitation.pk, PERSONAL), (digest, BULK)]


def test_bad_address_fails_at_once_and_stops_nobody(db, silent, monkeypatch):
    people = many(20)
    letters = write_letters(digests(people))
    failing(monkeypatch, {"n3@example.org": REFUSED, "n7@example.org": ValueError("Invalid address")})
    sent = [send(letters[person.pk], NOW) for person in people]
    states = Counter(OutgoingMail.objects.values_list("state", "attempts"))
    assert (sent.count(True), len(outbox.outbox), states) == (18, 18, {("sent", 1): 18, ("failed", 1): 2})


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (REFUSED, "failed"),
        (BUSY, "waiting"),
        (SMTPDataError(554, b"spam"), "failed"),
        (SMTPDataError(451, b"later"), "waiting"),
        (SMTPAuthenticationError(535, b"password"), "waiting"),  # of the portal itself: somebody will set it right
        (ConnectionRefusedError(), "waiting"),
        (UnicodeError("label empty or too long"), "failed"),
    ],
)
def test_refusal_is_final_only_where_trying_again_is_of_no_use(db, silent, monkeypatch, error, state):
    (letter,) = write_letters(digests(many(1))).values()
    failing(monkeypatch, {"n0@example.org": error})
    send(letter, NOW)
    assert OutgoingMail.objects.get().state == state


def test_pauses_between_attempts_grow_until_they_end(db, silent, monkeypatch):
    (letter,) = write_letters(digests(many(1))).values()
    failing(monkeypatch, {"n0@example.org": BUSY})
    now, pauses = NOW, []
    for _ in range(MAX_ATTEMPTS):
        send(letter, now)
        stored = OutgoingMail.objects.get()
        pauses.append((stored.next_attempt_at - now) // timedelta(minutes=1))
        now = stored.next_attempt_at
    assert (pauses, stored.state) == ([10, 20, 40, 80, 160, 320], "failed")
    assert take_waiting(now + timedelta(days=1)) == []


def test_letter_that_kills_its_worker_again_and_again_is_given_up(db, silent):
    (letter,) = write_letters(digests(many(1))).values()
    OutgoingMail.objects.update(state="sending", attempts=MAX_ATTEMPTS, next_attempt_at=NOW)
    assert (take_waiting(NOW), OutgoingMail.objects.get(pk=letter).state) == ([], "failed")


def test_letter_of_a_dead_worker_is_sent_by_the_next(db, silent):
    (letter,) = write_letters(digests(many(1))).values()
    OutgoingMail.objects.update(state="sending", attempts=1, next_attempt_at=NOW)
    assert (take_waiting(NOW), send(letter, NOW), send(letter, NOW)) == ([(letter, BULK)], True, False)


def test_mail_program_is_told_how_to_unsubscribe(db, silent):
    (letter,) = write_letters(digests(many(1))).values()
    send(letter, NOW)
    assert outbox.outbox[0].extra_headers == {
        "List-Unsubscribe": "<https://example.org/u/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_letter_one_cannot_refuse_has_no_such_header(db, silent):
    letter = write_letter(key="invite", recipient=f.UserFactory(), subject="Приглашение", body="", is_secret=True)
    send(letter.pk, NOW)
    assert outbox.outbox[0].extra_headers == {}
