"""Whose login a typed name and a password open."""

from __future__ import annotations

from typing import Any

from axes.backends import AxesStandaloneBackend
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from perfcenter.base.names import narrowed, normal
from perfcenter.models import User
from perfcenter.people.passwords import OF_THE_DEMO


class Door(AxesStandaloneBackend, ModelBackend):  # type: ignore[misc]
    """Passwords of the site, tried no more often than django-axes and our handler allow."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if username is None or password is None:
            return None
        if request is not None:  # a command stands inside already
            super().authenticate(request, username, password)
        user = find_user(username)
        if user is None or (password == OF_THE_DEMO and settings.PUBLIC_HOSTS):
            # An unknown name takes as long as a known one. The demo's password opens nothing where
            # others reach the site: everybody knows it.
            User().set_password(password)
            return None
        if user.check_password(password) and self.user_can_authenticate(user):
            return user
        return None

    def get_user(self, user_id: Any) -> User | None:
        """Return who is logged in, with what every page asks about her."""
        user = User.objects.at_work().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


def find_user(typed: str) -> User | None:
    """Return whom a typed name means: the login of that very name, else the only one like it.

    A bank's staff numbers may differ by capitals alone, so of several like it none is meant.
    """
    for exact in dict.fromkeys([typed, narrowed(typed)]):
        if user := User.objects.filter(username=exact).first():
            return user
    alike = list(User.objects.filter(normal_name=normal(typed))[:2])
    return alike[0] if len(alike) == 1 else None
