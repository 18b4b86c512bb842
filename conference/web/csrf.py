"""The form token on every unsafe method; the door’s JSON has a check of its own."""

from flask_wtf import CSRFProtect

csrf = CSRFProtect()
