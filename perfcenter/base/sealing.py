"""Texts that only the running site can read: not who has a copy of the database.

The key follows from SECRET_KEY, which is in no table. A text is masked by the output of SHAKE-256
over key and nonce, and carries an HMAC over nonce and mask, so that a changed one is refused. Every
sealing takes a new nonce: equal texts look different, and nothing is told by comparing two copies.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from django.conf import settings

NONCE, CHECK = 16, 32


class NotOurs(ValueError):  # noqa: N818 - it says what the text is
    """A sealed text that no known key opens."""


def seal(text: str, purpose: str) -> str:
    """Return the text sealed; what is sealed for one purpose is not opened for another."""
    nonce, plain = secrets.token_bytes(NONCE), text.encode()
    key = _key(settings.SECRET_KEY, purpose)
    masked = _masked(plain, key, nonce)
    return base64.b64encode(nonce + _check(key, nonce + masked) + masked).decode()


def unseal(sealed: str, purpose: str) -> str:
    """Return what was sealed, also under an earlier key of SECRET_KEY_FALLBACKS."""
    whole = base64.b64decode(sealed)
    nonce, check, masked = whole[:NONCE], whole[NONCE : NONCE + CHECK], whole[NONCE + CHECK :]
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = _key(str(secret), purpose)
        if hmac.compare_digest(check, _check(key, nonce + masked)):
            return _masked(masked, key, nonce).decode()
    raise NotOurs(purpose)


def _key(secret: str, purpose: str) -> bytes:
    return hmac.digest(secret.encode(), b"perfcenter.sealing " + purpose.encode(), "sha256")


def _check(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, b"check" + content, "sha256")


def _masked(content: bytes, key: bytes, nonce: bytes) -> bytes:
    mask = hashlib.shake_256(b"mask" + key + nonce).digest(len(content))
    return bytes(one ^ other for one, other in zip(content, mask, strict=True))
