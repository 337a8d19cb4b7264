"""What people are told on every workday, once, whoever asks for it how often."""

from __future__ import annotations

from django.utils import timezone

from perfcenter.base import registry
from perfcenter.base.claims import Claim, claimed
from perfcenter.notices.hours import calendar


def tell_of_today() -> int:
    """Let each app tell what the day brings; return how many were told. Nothing on a day off."""
    today = timezone.localdate()
    if not calendar().is_workday(today):
        return 0
    with claimed(Claim.NOTICES_OF_DAY, 0) as is_ours:
        return sum(told(today) for told in registry.daily) if is_ours else 0
