"""Findings about learning, certificates and compliance."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from perfcenter.base.formats import plain, trimmed
from reviews.deck.findings.base import Finding, Stated, count, say
from scoring.inputs.year import Records

MILLION = 1_000_000
GOOD, LOW = 85 * MILLION, 80 * MILLION


def of_records(records: Records) -> list[Finding]:
    """Incidents first; then marks, hours, certificates."""
    marks = [mark for _on, _course, _hours, mark in records.courses if mark is not None]
    hours = Fraction(sum(course[2] for course in records.courses), MILLION)
    found = []
    if records.incidents:
        number = count(len(records.incidents), _("incidents of the cycle"))
        found.append(
            say("incidents", _("%(count)s incidents of compliance in the year"), count=number)
        )
    if marks and not records.incidents and sum(marks) >= GOOD * len(marks):
        mean = Fraction(sum(marks), MILLION * len(marks))
        stated = Stated(plain(mean), mean, _("mean of the marks"))
        template = _("No incident in the year; exams passed with %(mean)s on average")
        found.append(say("no_incident", template, mean=stated))
    if hours:
        stated = Stated(trimmed(hours), hours, _("sum of the courses' hours"))
        courses = count(len(records.courses), _("courses completed"))
        template = _("%(hours)s hours of training in %(courses)s courses")
        found.append(say("trained", template, hours=stated, courses=courses))
    if marks and sum(marks) < GOOD * len(marks):
        mean = Fraction(sum(marks), MILLION * len(marks))
        low = Fraction(min(marks), MILLION)
        stated = Stated(plain(mean), mean, _("mean of the marks"))
        least = Stated(plain(low), low, _("the lowest mark"))
        template = _("Exams at %(mean)s on average, the lowest at %(low)s")
        told = say("marks", template, mean=stated, low=least)
        found.insert(0 if sum(marks) < LOW * len(marks) or records.incidents else 1, told)
    if hours and not records.incidents:
        stated = Stated(trimmed(hours), hours, _("sum of the courses' hours"))
        template = _("%(hours)s hours of training and no incident in the year")
        told = say("trained_safely", template, hours=stated)
        found.insert(len(found) if marks else 0, told)
    if records.certificates:
        number = count(len(records.certificates), _("certificates held on the last day"))
        found.append(say("certified", _("%(count)s certificates held at the end"), count=number))
    return found
