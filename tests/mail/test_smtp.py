"""Encryption and sign-in with a mail server."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from conference.gateways import smtp
from conference.gateways.mail import Envelope as Mail
from conference.gateways.mail import Unreachable
from conference.gateways.smtp import MailServer
from tests.mail.post_office import OpenedOffice, PostOffice

HERE = Path(__file__).parent
MAIL = Mail(name="1", sender="a@b.org", recipient="c@b.org", content=b"Subject: x\r\n\r\nx")
PATIENCE = 2


@pytest.fixture
def tls() -> ssl.SSLContext:
    """A certificate of one’s own making, as a relay on one’s own machine has."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HERE / "localhost.pem")
    return context


@contextmanager
def opened(**settings: Any) -> Iterator[tuple[PostOffice, int]]:
    office = PostOffice()
    controller = OpenedOffice(office, hostname="127.0.0.1", port=0, **settings)
    controller.start()
    try:
        yield office, controller.port
    finally:
        controller.stop()


def sign_in(_: object, session: Session, envelope: Envelope, how: str, given: Any) -> AuthResult:
    return AuthResult(success=given == LoginPassword(b"us@er", b"pass:word"), handled=False)


def test_the_connection_is_encrypted_where_the_server_can(tls: ssl.SSLContext) -> None:
    with opened(tls_context=tls, require_starttls=True) as (office, port):
        server = MailServer(f"smtp://127.0.0.1:{port}", "example.org", PATIENCE)
        server.send(MAIL)
        server.close()
        assert len(office.accepted) == 1


def test_smtps_is_encrypted_from_the_start(tls: ssl.SSLContext) -> None:
    with opened(ssl_context=tls) as (office, port):
        server = MailServer(f"smtps://127.0.0.1:{port}", "example.org", PATIENCE)
        server.send(MAIL)
        server.close()
        assert len(office.accepted) == 1


def test_a_name_and_password_of_the_address_sign_in(tls: ssl.SSLContext) -> None:
    with opened(tls_context=tls, auth_required=True, authenticator=sign_in) as (office, port):
        url = f"smtp://us%40er:pass%3Aword@127.0.0.1:{port}"
        server = MailServer(url, "example.org", PATIENCE)
        server.send(MAIL)
        server.close()
        assert len(office.accepted) == 1


def test_a_wrong_password_is_the_server_s_affair_and_no_mail_s(tls: ssl.SSLContext) -> None:
    with opened(tls_context=tls, auth_required=True, authenticator=sign_in) as (_, port):
        server = MailServer(f"smtp://us%40er:wrong@127.0.0.1:{port}", "example.org", PATIENCE)
        with pytest.raises(Unreachable, match="535"):
            server.send(MAIL)


def test_no_password_crosses_a_network_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "_is_this_machine", lambda host: False)
    asked: list[Any] = []
    with opened(auth_require_tls=False, authenticator=asked.append) as (_, port):
        server = MailServer(f"smtp://user:word@127.0.0.1:{port}", "example.org", PATIENCE)
        with pytest.raises(Unreachable, match="no encryption"):
            server.send(MAIL)
    assert asked == []


def test_a_certificate_of_another_host_is_not_believed(
    tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "_is_this_machine", lambda host: False)
    with opened(tls_context=tls) as (office, port):
        server = MailServer(f"smtp://127.0.0.1:{port}", "example.org", PATIENCE)
        with pytest.raises(Unreachable, match="certificate"):
            server.send(MAIL)
    assert office.accepted == []


def test_a_letter_beyond_ascii_in_an_address_is_sent_where_the_server_can() -> None:
    with opened(enable_SMTPUTF8=True) as (office, port):
        server = MailServer(f"smtp://127.0.0.1:{port}", "example.org", PATIENCE)
        server.send(replace(MAIL, recipient="zoë@b.org"))
        server.close()
        assert office.asked == {"zoë@b.org": 1}
