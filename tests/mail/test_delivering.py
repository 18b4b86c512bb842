"""Nothing is lost, nothing is sent twice, and one bad address holds up nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread

import pytest
import time_machine
from flask import Flask

from conference.config import Config
from conference.courier import Courier, Round
from conference.db import db, writing
from conference.models import Delivery, Message
from conference.services import outbox
from tests.mail.conftest import PATIENCE, Book
from tests.mail.post_office import PostOffice
from tests.people import NOW

pytestmark = pytest.mark.both_databases


def states() -> list[Delivery]:
    return list(db.session.scalars(db.select(Message.delivery).order_by(Message.id)))


def message(id: int) -> Message:
    return db.session.get_one(Message, id)


def test_what_waits_is_sent_in_order_over_one_connection(
    courier: Courier, office: PostOffice, write_to: Book
) -> None:
    addresses = ["a@example.org", "b@example.org", "c@example.org"]
    write_to(*addresses)
    assert courier.deliver_due() == Round(delivered=3)
    assert office.recipients == addresses
    assert office.connections == 1
    assert states() == [Delivery.SENT] * 3


def test_a_second_pass_sends_nothing_again(
    courier: Courier, office: PostOffice, write_to: Book
) -> None:
    write_to("a@example.org")
    courier.deliver_due()
    assert courier.deliver_due() == Round()
    assert len(office.accepted) == 1


def test_a_refused_address_fails_with_the_reason_and_the_others_are_sent(
    courier: Courier, office: PostOffice, write_to: Book
) -> None:
    bad, _ = write_to("550@example.org", "b@example.org")
    courier.deliver_due()
    assert states() == [Delivery.FAILED, Delivery.SENT]
    assert message(bad).last_error == "550 5.1.1 No such mailbox"


def test_a_refused_mail_fails_and_the_others_are_sent(courier: Courier, write_to: Book) -> None:
    write_to("554@example.org", "b@example.org")
    assert courier.deliver_due() == Round(delivered=1, undelivered=1)
    assert states() == [Delivery.FAILED, Delivery.SENT]


def test_a_failed_message_is_not_tried_again(
    courier: Courier, office: PostOffice, write_to: Book
) -> None:
    write_to("550@example.org")
    courier.deliver_due()
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        courier.deliver_due()
    assert office.asked["550@example.org"] == 1


def test_not_now_is_tried_after_a_minute_then_five(
    courier: Courier, office: PostOffice, write_to: Book
) -> None:
    write_to("451@example.org", "b@example.org")
    asked = []
    for minutes in (0, 0.9, 1, 5, 6, 20, 21):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            courier.deliver_due()
        asked.append(office.asked["451@example.org"])
    assert asked == [1, 1, 2, 2, 3, 3, 4]
    assert states() == [Delivery.WAITING, Delivery.SENT]


def test_after_two_days_of_not_now_it_fails(courier: Courier, write_to: Book) -> None:
    (id,) = write_to("451@example.org")
    with writing() as session:
        session.get_one(Message, id).attempts = outbox.MOST_ATTEMPTS - 1
    courier.deliver_due()
    assert states() == [Delivery.FAILED]
    assert message(id).last_error.startswith("451")


@pytest.mark.parametrize("trouble", ["stall@example.org", "drop@example.org"])
def test_a_broken_connection_costs_one_attempt_and_the_others_go_next_time(
    courier: Courier, office: PostOffice, write_to: Book, trouble: str
) -> None:
    write_to(trouble, "b@example.org", "c@example.org")
    assert courier.deliver_due().trouble.startswith("The connection broke")
    assert [message(id).attempts for id in (1, 2, 3)] == [1, 0, 0]
    assert courier.deliver_due() == Round(delivered=2)
    assert office.recipients == ["b@example.org", "c@example.org"]


def test_a_server_that_closes_is_left_alone_and_nothing_is_lost(
    courier: Courier, office: PostOffice, write_to: Book
) -> None:
    write_to("a@example.org", "b@example.org")
    office.is_closing = True
    assert courier.deliver_due().trouble == "421 4.3.2 Closing"
    assert sum(office.asked.values()) == 1
    office.is_closing = False
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        assert courier.deliver_due() == Round(delivered=2)


def test_a_server_that_is_down_costs_no_attempt(
    courier: Courier, settings: Config, write_to: Book
) -> None:
    ids = write_to("a@example.org", "b@example.org")
    nowhere = replace(settings, smtp_url="smtp://127.0.0.1:1")
    done = Courier(nowhere, courier.links, PATIENCE).deliver_due()
    assert done.trouble.startswith("The mail server 127.0.0.1")
    assert [message(id).attempts for id in ids] == [0, 0]
    assert courier.deliver_due() == Round(delivered=2)


def test_a_worker_that_died_while_sending_holds_its_message_up_for_minutes_only(
    courier: Courier, office: PostOffice, write_to: Book
) -> None:
    write_to("a@example.org")
    with writing() as session:
        assert outbox.claim(session, NOW)  # and here it was killed
    assert courier.deliver_due() == Round()
    with time_machine.travel(NOW + outbox.LEASE, tick=False):
        assert courier.deliver_due() == Round(delivered=1)


def test_a_mail_whose_acceptance_was_lost_comes_again_under_the_same_id(
    courier: Courier, office: PostOffice, write_to: Book
) -> None:
    write_to("hangup@example.org")
    courier.deliver_due()
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        courier.deliver_due()
    first, second = office.accepted
    assert first["Message-ID"] == second["Message-ID"]


def test_a_worker_whose_lease_ran_out_changes_nothing_of_what_the_next_one_did(
    write_to: Book,
) -> None:
    write_to("a@example.org")
    with writing() as session:
        late = outbox.claim(session, NOW)
    with writing() as session:
        outbox.claim(session, NOW + outbox.LEASE)
    assert late
    with writing() as session:
        outbox.fail(session, late, "too late")
    assert states() == [Delivery.WAITING]


def test_three_workers_share_the_queue_and_send_each_mail_once(
    app: Flask, settings: Config, office: PostOffice, write_to: Book
) -> None:
    addresses = [f"guest{number}@example.org" for number in range(5)] * 6
    write_to(*dict.fromkeys(addresses))
    with writing() as session:
        for original in session.scalars(db.select(Message)).all():
            session.add_all(outbox.again(original, original.recipient, NOW) for _ in range(5))
    start = Event()

    def work() -> None:
        start.wait()
        with app.app_context():
            Courier(settings, app.extensions["conference_links"]).deliver_due()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    start.set()
    for worker in workers:
        worker.join()
    assert sorted(office.recipients) == sorted(addresses)
    assert set(states()) == {Delivery.SENT}


def test_a_letter_that_cannot_be_written_holds_up_nobody(
    courier: Courier, office: PostOffice, write_to: Book, caplog: pytest.LogCaptureFixture
) -> None:
    bad, _ = write_to("a@example.org", "b@example.org")
    with writing() as session:
        registration = session.get_one(Message, bad).registration
        assert registration
        registration.code = "not a code"
    courier.deliver_due()
    assert office.recipients == ["b@example.org"]
    assert message(bad).last_error == "It couldn’t be written: UnreadableCode"
    assert "a@example.org" not in caplog.text


def test_no_transaction_is_open_while_the_server_takes_its_time(
    courier: Courier, write_to: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_to("a@example.org")
    open_then = []

    def send(*_: object) -> None:
        open_then.append(db.session().in_transaction())

    monkeypatch.setattr(courier.postbox, "send", send)
    courier.deliver_due()
    assert open_then == [False]
