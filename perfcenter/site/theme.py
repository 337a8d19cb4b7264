"""Light, dark or as the device says: a cookie, so that even a page without a database keeps it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "theme"
THEMES = ("light", "dark")
YEAR = 365 * 24 * 60 * 60


def chosen_theme(request: HttpRequest) -> str:
    """Return light, dark, or an empty string when the device decides."""
    value = request.COOKIES.get(COOKIE, "")
    return value if value in THEMES else ""


def choose(response: HttpResponse, theme: str) -> None:
    """Keep the choice; anything but light and dark is left to the device again."""
    if theme in THEMES:
        response.set_cookie(
            COOKIE,
            theme,
            max_age=YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
