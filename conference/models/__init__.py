"""The nouns of the conference, with their rules. Nothing here knows Flask."""

from conference.models.agenda import AgendaItem, Appearance, Kind, Part
from conference.models.base import Base
from conference.models.booking import Booking
from conference.models.edition import Edition
from conference.models.entry import Entry
from conference.models.message import Delivery, Letter, Message
from conference.models.organiser import Attempt, Organiser, Role, SignIn, SignInLink
from conference.models.place import Place
from conference.models.registration import Needs, Registration, Status, Visit
from conference.models.scan import Direction, Result, Scan, ScanKind
from conference.models.speaker import Speaker
from conference.models.ticket_type import Category, TicketType

__all__ = [
    "AgendaItem",
    "Appearance",
    "Attempt",
    "Base",
    "Booking",
    "Category",
    "Delivery",
    "Direction",
    "Edition",
    "Entry",
    "Kind",
    "Letter",
    "Message",
    "Needs",
    "Organiser",
    "Part",
    "Place",
    "Registration",
    "Result",
    "Role",
    "Scan",
    "ScanKind",
    "SignIn",
    "SignInLink",
    "Speaker",
    "Status",
    "TicketType",
    "Visit",
]
