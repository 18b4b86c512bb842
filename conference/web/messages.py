"""The outbox, for organisers: what was sent to whom, what it says, and sending it again."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from conference.clock import now
from conference.db import db, writing
from conference.links import Links, MaskedLinks
from conference.models import Delivery, Role
from conference.services import reviewing_mail
from conference.services.lettering import words_of
from conference.services.mailing import browser_html, envelope_of
from conference.services.reviewing_mail import message_of, readable_message_of
from conference.web.context import config, current_edition, links
from conference.web.forms.lines import one_line
from conference.web.guards import roles
from conference.web.numbers import number
from conference.wording import plural

bp = Blueprint("messages", __name__, url_prefix="/organise/messages")

# A mail brings styles of its own, and must reach nothing and run nothing.
MAIL_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'; sandbox"
)


@bp.get("/")
@roles(Role.ORGANISER)
def index() -> ResponseReturnValue:
    delivery = request.args.get("state", type=Delivery)
    recipient = one_line(request.args.get("to"))
    page = request.args.get("page", 1, type=number)
    return render_template(
        "organise/messages/index.html",
        edition=current_edition(),
        found=reviewing_mail.overview(db.session(), delivery, recipient, page),
        state=delivery,
        recipient=recipient,
        states=Delivery,
        kinds=reviewing_mail.KINDS,
        mail_folder=None if config().smtp_url else config().data_dir / "mail",
    )


@bp.get("/<int:id>")
@roles(Role.ORGANISER)
def show(id: int) -> ResponseReturnValue:
    message = message_of(db.session(), id)
    return render_template(
        "organise/messages/show.html",
        edition=current_edition(),
        message=message,
        kind=reviewing_mail.KINDS[message.letter],
        words=words_of(message, _shown_links()) if message.is_still_so(now()) else None,
        is_masked=isinstance(_shown_links(), MaskedLinks),
    )


@bp.get("/<int:id>/letter.html")
@roles(Role.ORGANISER)
def show_html(id: int) -> ResponseReturnValue:
    """The mail as a mail program shows it, fenced in by a policy of its own."""
    message = readable_message_of(db.session(), id, now())
    html = browser_html(message, _shown_links())
    return Response(html, headers={"Content-Security-Policy": MAIL_POLICY})


@bp.get("/<int:id>/letter.eml")
@roles(Role.ORGANISER)
def show_file(id: int) -> ResponseReturnValue:
    message = readable_message_of(db.session(), id, now())
    envelope = envelope_of(message, _shown_links(), config().mail_from, now())
    disposition = f'attachment; filename="{envelope.name}.eml"'
    headers = {"Content-Disposition": disposition}
    return Response(envelope.content, mimetype="message/rfc822", headers=headers)


@bp.post("/<int:id>/again")
@roles(Role.ORGANISER)
def create_again(id: int) -> ResponseReturnValue:
    with writing() as write:
        message = message_of(write, id)
        new_id = reviewing_mail.send_again(write, message, now(), actor=current_user.email).id
    flash("The message is on its way again.")
    return redirect(url_for("messages.show", id=new_id), 303)


@bp.post("/retry")
@roles(Role.ORGANISER)
def retry() -> ResponseReturnValue:
    with writing() as write:
        number = reviewing_mail.retry_failed(write, now(), actor=current_user.email)
    flash(f"{plural(number, 'message')} will be tried again.")
    return redirect(url_for("messages.index"), 303)


def _shown_links() -> Links:
    """Links open a delegate’s page to whoever has them, so organisers see where they stand only;
    on one’s own machine without a mail server there is no other way to read them."""
    is_own_machine = urlsplit(config().base_url).hostname in ("localhost", "127.0.0.1", "::1")
    if is_own_machine and config().smtp_url is None:
        return links()
    return MaskedLinks((), config().base_url)
