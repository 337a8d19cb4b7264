"""Which role may open which page of the site itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from perfcenter.models import User
from perfcenter.refusals import NotAllowed

View = Callable[..., HttpResponse]


class UserRequest(HttpRequest):
    """A request of somebody logged in: every page but the open ones gets nothing else."""

    user: User


def for_administrators(view: View) -> View:
    """Refuse everybody else, and say who may."""

    @wraps(view)
    def guarded(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_administrator:
            raise NotAllowed(_("Only an administrator sees the users"))
        return view(request, *args, **kwargs)

    return guarded


def for_those_who_see_everyone(view: View) -> View:
    """Refuse all but HR and auditors."""

    @wraps(view)
    def guarded(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.sees_everyone:
            raise NotAllowed(_("Only auditors and human resources see the audit log"))
        return view(request, *args, **kwargs)

    return guarded
