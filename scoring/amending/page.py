"""What the pages of an amended result show: its sheet, and what was put right."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from perfcenter.models import User
from scoring.amending.said import PutRight, said_of
from scoring.amending.sheet import amended_sheet
from scoring.amending.told import amendment_of
from scoring.inputs.facts import Fact
from scoring.models import Amendment, Participant
from scoring.sheet.notes import notes_on
from scoring.sheet.page import sheet_context

LEFT_OUT = ("changes", "trend")
"""What the page of the published sheet says of it."""


def amended_context(amendment: Amendment | None, viewer: User) -> dict[str, Any]:
    """Return what every page of an amended number says of the amendment; nothing without one."""
    if amendment is None:
        return {}
    return {"amendment": amendment, "put_right": put_right_by(amendment, viewer)}


def put_right_by(amendment: Amendment, viewer: User) -> list[PutRight]:
    """Return the single facts that an amendment puts right."""
    facts = [Fact.from_plain(row) for row in amendment.corrections if isinstance(row, dict)]
    return said_of(facts, amendment.run, viewer)


def amended_page(user: User, participant: Participant, number: int) -> dict[str, Any]:
    """Return what the page of an amended sheet needs; Http404 where there is none."""
    run = participant.cycle.published_run
    found = amendment_of(run, participant.manager, number) if run else None
    if found is None:
        raise Http404
    context = sheet_context(user, participant)
    sheet, query = amended_sheet(found, viewer=user), f"?amendment={number}"
    links = {
        part: address if address.startswith("#") else f"{address}{query}"
        for part, address in context["links"].items()
    }
    rorac = context["rorac_href"]
    return {
        **{name: value for name, value in context.items() if name not in LEFT_OUT},
        **amended_context(found, user),
        "sheet": sheet,
        "has_peers": any(line.peer_median is not None for line in sheet.measures),
        "links": links,
        "rorac_href": f"{rorac}{query}" if rorac else "",
        "notes": notes_on(sheet),
        "amended": query,
        "published_href": reverse(
            "scoring:sheet", args=[participant.cycle.code, participant.manager_id]
        ),
    }
