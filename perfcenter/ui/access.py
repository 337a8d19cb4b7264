"""Which role may open which page, where the role alone decides."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils.translation import gettext as _

from perfcenter.base.refusals import NotAllowed
from perfcenter.models import User
from perfcenter.ui.requests import StaffRequest

View = Callable[..., Any]
"""Most answer with a page, some with a file that is streamed."""


def check_is_administrator(user: User) -> None:
    """Refuse everybody else, and say who may."""
    if not user.is_administrator:
        raise NotAllowed(_("Only an administrator sees this page"))


def check_sees_everyone(user: User) -> None:
    """Refuse everybody but HR and auditors, and say who may."""
    if not user.sees_everyone:
        raise NotAllowed(_("Only human resources and auditors see this page"))


def check_is_hr(user: User) -> None:
    """Refuse everybody but HR; who has left the bank decides nothing there either."""
    if not user.is_hr or user.has_left:
        raise NotAllowed(_("Human resources does this"))


def guarded_by(check: Callable[[User], None]) -> Callable[[View], View]:
    """Return the decorator that lets a view be opened only by whom the check lets pass."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> Any:
            check(request.user)
            return view(request, *args, **kwargs)

        return guarded

    return guard


for_administrators = guarded_by(check_is_administrator)
for_hr_and_auditors = guarded_by(check_sees_everyone)
