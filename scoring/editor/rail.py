"""The rail beside a form: what the saved draft does to whom it was last tried on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from perfcenter.base.refusals import Refused
from perfcenter.ui.requests import StaffRequest
from scoring.editor.effect import Effect
from scoring.editor.read import cycles_to_try
from scoring.editor.showing import chosen_of, long_one
from scoring.editor.sides import before_of, of_draft, scheme_of
from scoring.editor.trial import TakesLong, effect, last_of
from scoring.editor.tried_on import TriedOn, tried_on, usual
from scoring.models import SchemeDraft

NAME = "tried_drafts"
MOST = 10


def beside(request: StaffRequest, draft: SchemeDraft) -> dict[str, Any]:
    """Return the effect on the people of the last trial, else on a few of the newest cycle."""
    kept = _all(request).get(str(draft.pk)) or {}
    cycles, after = cycles_to_try(request.user), of_draft(draft)
    context: dict[str, Any] = {"draft": draft, "is_asked": True}
    try:
        on = tried_on(kept.get("on", {}), cycles) or usual(cycles)
        if on is None or after.scheme is None:
            return {**context, "is_wrong": after.scheme is None}
        before = before_of(draft, on.cycle)
        who = str(kept.get("who", ""))
        address = urlencode(on.asked | ({"who": who} if who else {}))
        context |= {"on": on, "before": scheme_of(before), "address": address}
        remember(request, draft, on, who)
        try:
            return context | _shown(effect(on, scheme_of(before), after.scheme), who, draft)
        except TakesLong:
            context |= long_one(request.user, on, before, after)
            last = last_of(draft, on)
            return context | (_shown(last, who, draft) if last else {})
    except Refused as refusal:
        return {**context, "refusal": str(refusal)}


def _shown(found: Effect, who: str, draft: SchemeDraft) -> dict[str, Any]:
    return {
        "effect": found,
        "few": chosen_of(found, who)[1],
        "saved_at": found.saved_at or draft.changed_at,
        "is_old": found.counter is not None and found.counter != draft.counter,
    }


def remember(request: StaffRequest, draft: SchemeDraft, on: TriedOn, who: str) -> None:
    """Keep in the session on what the draft is tried, and who is looked at."""
    known, key = _all(request), str(draft.pk)
    wanted = {"on": on.asked, "who": who}
    if known.get(key) != wanted:
        others = [(one, value) for one, value in known.items() if one != key]
        request.session[NAME] = dict([*others[-MOST + 1 :], (key, wanted)])


def _all(request: StaffRequest) -> dict[str, Any]:
    found = request.session.get(NAME)
    return found if isinstance(found, dict) else {}
