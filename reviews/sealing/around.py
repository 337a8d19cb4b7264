"""What else is sealed of a person: what she signed, queried, was told, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from django.db import models

from perfcenter.base.said import read
from perfcenter.models import Notice, User
from portfolio.models import Manager
from reviews.models import (
    Acknowledgment,
    AppealedQuery,
    CheckIn,
    Contract,
    Countersignature,
    Decision,
    GradeMove,
    HandIn,
    NamedDecider,
    Objection,
    ObjectionFile,
    PutRight,
    Said,
)
from scoring.inputs.facts import FactKind
from scoring.models import Amendment, CalibratedGrade, Cycle

Plain = dict[str, Any]
PASSED_OVER = frozenset({"id", "cycle", "manager", "report"})
"""What the file says by being this person's in this cycle."""
NAMING = ("decider", "named_by")
OTHERS = frozenset({*PASSED_OVER, "others"})
"""Of an amendment besides: whom else it would have touched."""


def plain_rows(rows: Iterable[models.Model], passed_over: frozenset[str] = PASSED_OVER) -> Any:
    """Return rows as plain values; whoever did something by her name."""
    return [plain_row(row, passed_over) for row in rows]


def plain_row(row: models.Model, passed_over: frozenset[str] = PASSED_OVER) -> Plain:
    fields = (field for field in row._meta.concrete_fields if field.name not in passed_over)
    return {field.name: _value(row, field) for field in fields}


def answers_of(cycle: Cycle, manager: Manager) -> Plain:
    """Return what was signed: wording, digest and time of each contract and acknowledgment."""
    mine = {"cycle": cycle, "manager": manager}
    contracts = Contract.objects.filter(**mine).select_related("wording", "answered_by")
    countered = Countersignature.objects.filter(contract__in=contracts)
    signed = Acknowledgment.objects.filter(**mine).select_related("signed_by")
    return {
        "contracts": [
            {**plain_row(one), "wording": one.wording.text_zh} for one in contracts.order_by("pk")
        ],
        "countersigned": plain_rows(
            countered.select_related("answered_by").order_by("contract__number", "number")
        ),
        "acknowledgments": plain_rows(signed.order_by("pk")),
    }


def objections_of(cycle: Cycle, manager: Manager) -> Plain:
    """Return queries and appeals with every word, and what they amended."""
    mine = {"cycle": cycle, "manager": manager}
    asked = Objection.objects.filter(**mine).select_related("asked_by", "assignee", "decided_by")
    said = Said.objects.filter(objection__in=asked).select_related("author").order_by("pk")
    taken_up = AppealedQuery.objects.filter(appeal__in=asked).order_by("pk")
    of = {"objection__in": asked}
    put_right = PutRight.objects.filter(**of)
    amended = Amendment.objects.filter(**mine).select_related("made_by").order_by("number")
    return {
        "objections": [{"number": one.pk, **plain_row(one)} for one in asked.order_by("pk")],
        "said": plain_rows(said),
        "taken_up": plain_rows(taken_up),
        "files": plain_rows(ObjectionFile.objects.filter(**of).select_related("brought_by")),
        "put_right": [_told_of_her(one) for one in put_right.select_related("put_by")],
        "named": plain_rows(NamedDecider.objects.filter(**of).select_related(*NAMING)),
        "amendments": [_amendment(one) for one in amended],
    }


def _amendment(one: Amendment) -> Plain:
    """Return an amendment without whom else it would have touched, or who else held an account."""
    found = {"key": one.pk, **plain_row(one, OTHERS)}
    rows = found["corrections"]
    return found | {"corrections": [_of_her(row) if isinstance(row, dict) else row for row in rows]}


def _told_of_her(one: PutRight) -> Plain:
    found = plain_row(one)
    return found | {"fact": _of_her(found["fact"])}


def _of_her(fact: Plain) -> Plain:
    """Return a fact that was put right with her own share alone."""
    if fact["kind"] not in {FactKind.HOLDERS, FactKind.ADDED}:
        return fact
    her, now = fact["staff_no"], {k: v for k, v in fact["now"].items() if k != "other"}
    was = {
        month: [[who, share] for who, share in held if who == her]
        for month, held in fact["was"].items()
    }
    return {**fact, "was": was, "now": now}


def decisions_of(cycle: Cycle, manager: Manager) -> Plain:
    """Return every decision on her report, when it was read, and what moved her grade."""
    mine = {"report__cycle": cycle, "report__manager": manager}
    decided = Decision.objects.filter(**mine).select_related("by", "was_by", "for_whom")
    moves = GradeMove.objects.filter(session__cycle=cycle, manager=manager)
    grades = CalibratedGrade.objects.filter(run=cycle.published_run_id, manager=manager)
    return {
        "decisions": [{"number": one.pk, **plain_row(one)} for one in decided.order_by("pk")],
        "handed_in": plain_rows(HandIn.objects.filter(**mine).order_by("pk")),
        "moves": plain_rows(moves.select_related("moved_by").order_by("pk")),
        "calibrated": plain_rows(grades, PASSED_OVER | {"run"}),
        "check_ins": plain_rows(CheckIn.objects.filter(cycle=cycle, manager=manager)),
    }


def told_to(cycle: Cycle, manager: Manager) -> list[Plain]:
    """Return what the site told her of the cycle, when, by which way, and when she read it."""
    notices = Notice.objects.filter(to__manager=manager, cycle=cycle.code)
    return [
        {
            "kind": one.kind,
            "said": read(one.said),
            "made_at": _plain(one.made_at),
            "read_at": _plain(one.read_at),
            "sent": plain_rows(one.deliveries.order_by("pk"), PASSED_OVER | {"notice"}),
        }
        for one in notices.order_by("pk").prefetch_related("deliveries")
    ]


def _value(row: models.Model, field: Any) -> Any:
    if field.is_relation and field.related_model is User:
        who = getattr(row, field.name)
        return who.name if who else None
    return _plain(getattr(row, field.attname))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Fraction) else value
