"""The body of a mail, as parts within parts (RFC 2046), put together as bytes.

The library’s own `EmailMessage` takes five times as long over it, which is most of a mail. Headers
that hold what people wrote are left to the library; those here are ours.
"""

from __future__ import annotations

from base64 import encodebytes
from binascii import b2a_qp


def text_part(kind: str, text: str) -> bytes:
    """Words, so that they can still be read in the file: “text/plain” or “text/html”."""
    encoded = b2a_qp(_crlf(text.encode()), istext=True)
    return _part(f"{kind}; charset=utf-8", "quoted-printable", encoded)


def binary_part(kind: str, content: bytes, *headers: str) -> bytes:
    """Anything else; further headers as whole lines."""
    return _part(kind, "base64", _crlf(encodebytes(content)), *headers)


def multipart(kind: str, *parts: bytes) -> bytes:
    """Parts under one head: “mixed”, “alternative” or “related”; one alone needs none.

    No boundary can stand in a part: in Base64 there is no “_”, in quoted-printable no bare “=”.
    Each kind has its own, so they nest.
    """
    if len(parts) == 1:
        return parts[0]
    boundary = f"=_{kind}"
    lines = [f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n'.encode()]
    lines += [f"\r\n--{boundary}\r\n".encode() + part for part in parts]
    return b"".join(lines) + f"\r\n--{boundary}--\r\n".encode()


def _part(content_type: str, encoding: str, encoded: bytes, *headers: str) -> bytes:
    head = (f"Content-Type: {content_type}", f"Content-Transfer-Encoding: {encoding}", *headers)
    return "\r\n".join(head).encode("ascii") + b"\r\n\r\n" + encoded


def _crlf(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
