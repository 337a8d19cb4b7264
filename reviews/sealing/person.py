"""The files of a person's record in a cycle, as they are sealed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils import translation

from perfcenter.base import vault
from perfcenter.models import AuditEntry, User
from portfolio.models import Manager
from reviews.deck.collect import amended_deck_of, deck_of
from reviews.models import (
    AnnualReport,
    Comment,
    Evidence,
    Extension,
    ObjectionFile,
    Reminder,
    Revision,
)
from reviews.sealing.around import answers_of, decisions_of, objections_of, told_to
from reviews.sealing.followed import feedback_of
from reviews.sealing.steps import plain_entry
from scoring.amending.sheet import amended_sheet
from scoring.explanation import Opening, explain
from scoring.explanation.as_json import plain_of
from scoring.models import Amendment, AsPublished, Cycle, Judgment, ScoreOverride, ScoreRun
from scoring.runs.result_tables import result_tables
from scoring.scheme.stored import definition
from scoring.sheet.read import score_sheet
from scoring.sheet.workbook import amended_workbook, sheet_workbook

NAMED = "named"
SHOWN = 12
"""Whom a number was compared with: not hers to hand on."""

Files = dict[str, bytes]


def as_bytes(content: Any) -> bytes:
    """Return plain values as JSON to be read by people, the same bytes each time."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


@dataclass(frozen=True)
class Record:
    """What is read once for everybody of a cycle that is published."""

    cycle: Cycle
    run: ScoreRun
    viewer: User
    steps: Mapping[str, Sequence[AuditEntry]]
    results: Mapping[str, dict[str, Any]]

    @classmethod
    def of(cls, cycle: Cycle, steps: Mapping[str, Sequence[AuditEntry]], viewer: User) -> Record:
        run = cycle.published_run
        if run is None:
            raise ValueError(f"{cycle.code} is not published")
        return cls(cycle, run, viewer, steps, _results(run))

    def files(self, manager: Manager) -> Files:
        """Return a person's files by name, in the language of the bank."""
        with translation.override(settings.LANGUAGE_CODE):
            found: Files = {
                "scheme.toml": self.cycle.scheme.source.encode(),
                "person.json": as_bytes(self._who(manager)),
                "review.json": as_bytes(_review(self.cycle, manager)),
                "judgments.json": as_bytes(list(_judgments(self.cycle, manager))),
                "notices.json": as_bytes(_notices(self.cycle, manager)),
                "steps.json": as_bytes(self._steps(manager)),
                "signed.json": as_bytes(answers_of(self.cycle, manager)),
                "objections.json": as_bytes(objections_of(self.cycle, manager)),
                "decisions.json": as_bytes(decisions_of(self.cycle, manager)),
                "feedback.json": as_bytes(feedback_of(self.cycle, manager)),
                **dict(_attached(self.cycle, manager)),
                **dict(_borne_out(self.cycle, manager)),
            }
            if overridden := list(_overridden(self.cycle, manager)):
                found["overrides.json"] = as_bytes(overridden)
            if manager.staff_no in self.results:
                found["results.json"] = as_bytes(self.results[manager.staff_no])
                found |= self._numbers(manager)
                sheet = score_sheet(self.run, manager, viewer=self.viewer)
                found["sheet.xlsx"] = sheet_workbook(sheet, self.run)
                deck = deck_of(self.cycle, manager, settings.LANGUAGE_CODE, viewer=self.viewer)
                if deck is not None:
                    found["deck.pptx"] = deck
                found |= dict(self._amended(manager))
        return found

    def _who(self, manager: Manager) -> dict[str, Any]:
        as_published = AsPublished.objects.filter(cycle=self.cycle, manager=manager)
        fields = ("name", "branch", "path", "line", "level", "supervisor", "supervisor_name")
        return {
            "staff_no": manager.staff_no,
            "cycle": self.cycle.code,
            "run": self.run.number,
            **(as_published.values(*fields).first() or {}),
        }

    def _numbers(self, manager: Manager) -> Iterator[tuple[str, bytes]]:
        for measure in definition(self.cycle.scheme).all_measures():
            opening = Opening(shows_all=True)
            explained = explain(self.run, manager, measure.code, opening, viewer=self.viewer)
            plain = plain_of(explained, self.run)
            for others in plain.get("others", ()):
                others.pop(NAMED, None)
                others.pop("not_shown", None)
            yield f"numbers/{measure.code}.json", as_bytes(plain)

    def _amended(self, manager: Manager) -> Iterator[tuple[str, bytes]]:
        """Yield sheet, deck and numbers of each amendment, in a folder of its own."""
        rows = Amendment.objects.filter(run=self.run, manager=manager).order_by("number")
        for one in rows.select_related("run__cycle__scheme", "manager__branch"):
            folder = f"amendment-{one.number}"
            sheet = amended_sheet(one, viewer=self.viewer)
            yield f"{folder}/sheet.xlsx", amended_workbook(sheet, self.run, one)
            deck = amended_deck_of(one, settings.LANGUAGE_CODE, viewer=self.viewer)
            yield f"{folder}/deck.pptx", deck
            for measure in definition(self.cycle.scheme).all_measures():
                opening = Opening(shows_all=True, amendment=one.number)
                explained = explain(self.run, manager, measure.code, opening, viewer=self.viewer)
                plain = plain_of(explained, self.run)
                yield f"{folder}/numbers/{measure.code}.json", as_bytes(plain)

    def _steps(self, manager: Manager) -> dict[str, Any]:
        own, whole = self.steps.get(manager.staff_no, ()), self.steps.get("", ())
        entries = sorted((*own, *whole), key=lambda entry: entry.pk)
        return {"entries": [plain_entry(entry) for entry in entries]}


def _results(run: ScoreRun) -> dict[str, dict[str, Any]]:
    """Return each person's rows of the run's result files."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for table in result_tables(run):
        if table.heads[0] != "staff_no":
            continue
        for row in table.rows:
            of = found[row[0]].setdefault(table.name, [])
            of.append(dict(zip(table.heads, row, strict=True)))
    return dict(found)


def _review(cycle: Cycle, manager: Manager) -> dict[str, Any]:
    """Return each text that was handed in, what was said of it, and how it ended."""
    revisions = Prefetch("revisions", Revision.objects.select_related("saved_by"))
    comments = Prefetch("comments", Comment.objects.select_related("author"))
    reports = AnnualReport.objects.filter(cycle=cycle, manager=manager)
    report = reports.select_related("decided_by").prefetch_related(revisions, comments).first()
    if report is None:
        return {}
    return {
        "state": report.state,
        "version": report.version,
        "submitted_at": _time(report.submitted_at),
        "submitted_digest": report.submitted_digest,
        "decided_at": _time(report.decided_at),
        "decided_by": report.decided_by.name if report.decided_by else None,
        "closed_because": report.closed_because,
        "versions": [
            {
                "version": one.version,
                "saved_at": _time(one.saved_at),
                "saved_by": one.saved_by.name,
                "is_submission": one.is_submission,
                "digest": one.digest,
                "content": one.content,
            }
            for one in report.revisions.all()
            if one.is_submission
        ],
        "comments": [
            {
                "section": one.section,
                "text": one.text,
                "author": one.author.name,
                "written_at": _time(one.written_at),
                "version": one.report_version,
            }
            for one in report.comments.all()
        ],
    }


def _attached(cycle: Cycle, manager: Manager) -> Iterator[tuple[str, bytes]]:
    """Yield the files that bear her report out, each under its section and digest."""
    for one in Evidence.objects.filter(report__cycle=cycle, report__manager=manager):
        yield (
            f"files/{one.section}-{one.digest[:SHOWN]}.{one.kind}",
            vault.local(one.file).read_bytes(),
        )


def _borne_out(cycle: Cycle, manager: Manager) -> Iterator[tuple[str, bytes]]:
    """Yield the files of what she asked and appealed, each under its digest."""
    of = {"objection__cycle": cycle, "objection__manager": manager}
    for one in ObjectionFile.objects.filter(**of):
        yield (
            f"files/objection-{one.objection_id}-{one.digest[:SHOWN]}.{one.kind}",
            vault.local(one.file).read_bytes(),
        )


def _judgments(cycle: Cycle, manager: Manager) -> Iterator[dict[str, Any]]:
    judged = Judgment.objects.filter(cycle=cycle, manager=manager).select_related("judged_by")
    for one in judged.order_by("measure_code"):
        yield {
            "measure": one.measure_code,
            "score": one.score,
            "basis": one.basis,
            "judged_by": one.judged_by.name,
            "judged_at": _time(one.judged_at),
        }


def _overridden(cycle: Cycle, manager: Manager) -> Iterator[dict[str, Any]]:
    """Yield the scores that her reviewer set in the place of computed ones."""
    found = ScoreOverride.objects.filter(cycle=cycle, manager=manager, score__isnull=False)
    for one in found.select_related("beside").order_by("measure_code"):
        yield {
            "measure": one.measure_code,
            "computed": str(one.computed),
            "run": one.beside.number,
            "score": str(one.score),
            "reason": one.reason,
            "set_by": one.by_name,
            "set_at": _time(one.set_at),
        }


def _notices(cycle: Cycle, manager: Manager) -> dict[str, Any]:
    reminders = Reminder.objects.filter(cycle=cycle, manager=manager).order_by("pk")
    extensions = Extension.objects.filter(cycle=cycle, manager=manager).order_by("pk")
    return {
        "due": {
            "self_review": _day(cycle.self_review_due),
            "review": _day(cycle.review_due),
            "publication": _day(cycle.publish_due),
        },
        "reminders": [{"step": one.step, "sent_at": _time(one.sent_at)} for one in reminders],
        "told": told_to(cycle, manager),
        "extensions": [
            {"until": _day(one.until), "reason": one.reason, "given_at": _time(one.given_at)}
            for one in extensions
        ],
    }


def _time(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None


def _day(on: Any) -> str | None:
    return on.isoformat() if on else None
