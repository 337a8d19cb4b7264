"""Whose form this is: who was logged in, in this browser, when its page was made.

Django gives a browser another secret for its forms at every login. A signed cookie remembers whose
the last few were, by their digests; the form brings the secret back when the session is long gone.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import (  # type: ignore[attr-defined] # it alone knows the mask
    CSRF_TOKEN_LENGTH,
    _unmask_cipher_token,
)
from django.utils.crypto import salted_hmac

from perfcenter.site.typed import TOKEN

COOKIE = "whose"
SALT = "perfcenter.site.unsent"
LOGINS = 5
SECONDS = 14 * 24 * 60 * 60
Known = list[tuple[str, int]]


def owner_of(request: HttpRequest) -> int | None:
    """Return the key of the user who typed what the request brings; None where nobody can tell."""
    secret = _secret_of(request)
    return dict(_known(request)).get(_digest(secret)) if secret else None


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Let the browser remember that forms with its present secret are this user's."""
    secret = request.META.get("CSRF_COOKIE")
    if not secret or not request.user.is_authenticated:
        return
    known, now = _known(request), (_digest(secret), request.user.pk)
    if now in known:
        return
    others = [one for one in known if one[0] != now[0]]
    response.set_cookie(
        COOKIE,
        signing.dumps([now, *others][:LOGINS], salt=SALT),
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _known(request: HttpRequest) -> Known:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return []
    return [(digest, owner) for digest, owner in found]


def _secret_of(request: HttpRequest) -> str:
    """Return the secret behind the token that a form was sent with; empty where it has none."""
    token = request.headers.get("x-csrftoken", "")
    try:
        token = request.POST.get(TOKEN, "") or token
    except Exception:  # a body that cannot be read is no form of ours
        return ""
    if len(token) != CSRF_TOKEN_LENGTH or not token.isascii() or not token.isalnum():
        return ""
    return str(_unmask_cipher_token(token))


def _digest(secret: str) -> str:
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()[:32]
