"""Schemes within a user's scope; what lies outside answers like what does not exist."""

from django.shortcuts import get_object_or_404

from perfcenter.models import User
from scoring.models import Cycle, Scheme


def get_scheme(user: User, name: str, version: int) -> Scheme:
    """Return a version of a scheme; 404 for who neither keeps schemes nor is measured by it."""
    schemes = Scheme.objects.all()
    if not user.sees_everyone:
        schemes = schemes.filter(cycles__in=Cycle.objects.visible_to(user)).distinct()
    return get_object_or_404(schemes, name=name, version=version)
