"""The door in front of a change of password: the old one is tried as at the login."""

from django.contrib.auth import authenticate
from django.http import HttpRequest

from perfcenter.models import User
from perfcenter.people.doors.tries import forgive
from perfcenter.ui.requests import address_of


def is_own_password(request: HttpRequest, user: User, password: str) -> bool:
    """Whether the password is the user's; a wrong one counts as a wrong try of her name."""
    if authenticate(request, username=user.username, password=password) is None:
        return False
    forgive(user, address_of(request))
    return True
