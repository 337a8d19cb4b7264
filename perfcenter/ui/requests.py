"""Requests as views see them: LoginRequiredMiddleware let nobody in without a login."""

from django.http import HttpRequest

from perfcenter.base.registry import Item
from perfcenter.models import User


class StaffRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: User
    navigation: list[Item]
