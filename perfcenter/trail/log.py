"""The audit log as a list: its columns, from when something was done to the entry's digest."""

from __future__ import annotations

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from perfcenter.trail.words import DIGEST_SHOWN, LogLine, lines
from perfcenter.ui.lists import Column, Listing
from perfcenter.ui.tags.numbers import clock, iso


def _who(line: LogLine) -> SafeString:
    if not line.entry.address:
        return conditional_escape(line.actor)
    address = line.entry.address
    return format_html('{} <span class="note nowrap">{}</span>', line.actor, address)


def _object(line: LogLine) -> SafeString:
    name = format_html('<a href="{}">{}</a>', line.href, line.name) if line.href else line.name
    return format_html('{} <span class="third">{}</span>', name, line.kind)


LOG = Listing(
    name="audit",
    title=_("Audit log"),
    columns=(
        Column(
            "at",
            _("When"),
            lambda line: f"{iso(line.entry.at)} {clock(line.entry.at)}",
            order="pk",
            place="p4 nowrap",
        ),
        Column(
            "number",
            _("No."),
            lambda line: line.entry.pk,
            order="pk",
            is_number=True,
            is_extra=True,
        ),
        Column(
            "who", _("Who"), lambda line: line.actor, markup=_who, order="actor_name", place="p2"
        ),
        Column(
            "address",
            _("Network address"),
            lambda line: line.entry.address,
            is_sorted=False,
            is_extra=True,
        ),
        Column(
            "action",
            _("Action"),
            lambda line: line.action,
            order="action",
            hint=lambda line: line.entry.action,
            place="p1",
        ),
        Column(
            "kind", _("Kind of object"), lambda line: line.kind, order="object_type", is_extra=True
        ),
        Column(
            "object",
            _("Object"),
            lambda line: line.name,
            markup=_object,
            hint=lambda line: line.object_code,
            is_sorted=False,
            place="p3",
        ),
        Column(
            "details",
            _("Details"),
            lambda line: line.details,
            hint=lambda line: line.details_code,
            is_sorted=False,
            place="third",
        ),
        Column(
            "digest",
            _("Digest"),
            lambda line: line.entry.digest,
            markup=lambda line: line.entry.digest[:DIGEST_SHOWN],
            hint=lambda line: line.entry.digest,
            is_sorted=False,
            place="third nowrap",
        ),
    ),
    first="-at",
    last="-pk",
    size=100,
    dress=lines,
)
