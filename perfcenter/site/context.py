"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from perfcenter.site.theme import chosen_theme


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "bank_name": settings.BANK_NAME,
        "theme": chosen_theme(request),
        "notices_address": reverse("notices:notice_list"),
    }
