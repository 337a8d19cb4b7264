"""Which role may open which page, where the role alone decides."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User
from perfcenter.ui.requests import StaffRequest

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """Refuse everybody else, and say who may."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_administrator:
            raise NotAllowed(_("Only an administrator sees the users"))
        return view(request, *args, **kwargs)

    return guarded


def for_those_who_see_everyone(view: View) -> View:
    """Refuse all but HR and auditors."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.sees_everyone:
            raise NotAllowed(_("Only auditors and human resources see the audit log"))
        return view(request, *args, **kwargs)

    return guarded


def check_sees_everyone(user: User) -> None:
    """Answer 404 to everybody but HR and auditors."""
    if not user.sees_everyone:
        raise Http404
