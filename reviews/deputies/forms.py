"""Whom a supervisor lets decide in her place, and when."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.steps.fields import DayField, StaffField


class DeputyForm(forms.Form):
    """A deputy and her days."""

    deputy = StaffField(label=_("Deputy: staff number"))
    from_on = DayField(label=_("From"), initial=timezone.localdate)
    until_on = DayField(label=_("Last day"))
