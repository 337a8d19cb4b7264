"""Edits with the proof beside them changed too, and edits of the audit log itself."""

from __future__ import annotations

from random import Random
from typing import Any

from django.utils import timezone

from perfcenter.base.digests import of_text
from perfcenter.models import AuditEntry
from perfcenter.trail.keeping import KEPT
from perfcenter.trail.recording import digest_of
from portfolio.models import BookMonth, DataLoad, FactFile
from reviews.models import AnnualReport, Revision
from reviews.report.content import as_json, content_of
from reviews.report.content import digest_of as digest_of_text
from scoring.models import Cycle, MeasureScore, Result, Scheme, ScoreRun
from scoring.runs.digests import digests_in_database
from tests.perfcenter.trail.edits.making import Edit, ImpossibleError

LOG = AuditEntry._meta.db_table


def _chosen(dice: Random, rows: Any) -> Any:
    found = list(rows.order_by("pk"))
    if not found:
        raise ImpossibleError
    return dice.choice(found)


def a_report_with_its_digests(dice: Random) -> Edit:
    """Another text in the report, in its newest version, and both their digests."""
    report = _chosen(dice, AnnualReport.objects.exclude(submitted_digest=""))
    report.texts["achievements"] += "（修改）"
    digest = digest_of_text(content_of(report))
    AnnualReport.objects.filter(pk=report.pk).update(texts=report.texts, submitted_digest=digest)
    newest = Revision.objects.filter(report=report, version=report.version)
    newest.update(content=as_json(content_of(report)), digest=digest)
    return Edit(
        f"report {report.pk} with its digests",
        frozenset({"reviews_annualreport"}),
        frozenset({f"id={report.pk}"}),
    )


def a_run_with_its_digest(dice: Random) -> Edit:
    run = _chosen(dice, ScoreRun.objects.all())
    result = _chosen(dice, Result.objects.filter(run=run))
    Result.objects.filter(pk=result.pk).update(bonus=result.bonus + 1)
    score = _chosen(dice, MeasureScore.objects.filter(run=run, score__isnull=False))
    MeasureScore.objects.filter(pk=score.pk).update(score=score.score + 1)
    digest = digests_in_database([run.pk])[run.pk]
    ScoreRun.objects.filter(pk=run.pk).update(results_digest=digest)
    return Edit(
        f"run {run.pk} with its digest",
        frozenset({"scoring_result", "scoring_measurescore"}),
        frozenset({f"run_id={run.pk}"}),
    )


def a_scheme_with_its_digest(dice: Random) -> Edit:
    scheme = _chosen(dice, Scheme.objects.all())
    source = scheme.source.replace("weight = 60", "weight = 61")
    Scheme.objects.filter(pk=scheme.pk).update(source=source, digest=of_text(source))
    return Edit("scheme", frozenset({"scoring_scheme"}), frozenset({f"id={scheme.pk}"}))


def a_load_with_its_digest(dice: Random) -> Edit:
    load = _chosen(dice, DataLoad.objects.all())
    DataLoad.objects.filter(pk=load.pk).update(digest=of_text(load.digest), source="elsewhere")
    return Edit("load", frozenset({"portfolio_dataload"}), frozenset({f"id={load.pk}"}))


def other_facts(dice: Random) -> Edit:
    """The facts of another month under a month's name, which the next score run would believe."""
    facts = _chosen(dice, FactFile.objects.all())
    other = _chosen(dice, FactFile.objects.exclude(digest=facts.digest))
    FactFile.objects.filter(pk=facts.pk).update(digest=other.digest)
    return Edit(
        f"facts {facts.pk}",
        frozenset({"portfolio_factfile"}),
        frozenset({f"made_from={facts.pk}"}),
    )


def another_month(dice: Random) -> Edit:
    """A month that names other files than its inputs come to, or is closed behind its steps."""
    month = _chosen(dice, BookMonth.objects.exclude(holdings=""))
    row = BookMonth.objects.filter(pk=month.pk)
    if dice.random() < 0.3:
        row.update(closed_at=None if month.closed_at else timezone.now())
    else:
        column = dice.choice(("holdings", "sales", "clients", "shares"))
        others = BookMonth.objects.exclude(holdings="").exclude(**{column: getattr(month, column)})
        row.update(**{column: getattr(_chosen(dice, others), column)})
    return Edit(
        f"month {month.pk}",
        frozenset({"portfolio_bookmonth"}),
        frozenset({f"month={month.pk}"}),
    )


def a_report_published_otherwise(dice: Random) -> Edit:
    """Approved behind its cycle's publication, or published before it."""
    report = _chosen(dice, AnnualReport.objects.filter(state__in=["approved", "published"]))
    other = "approved" if report.state == "published" else "published"
    AnnualReport.objects.filter(pk=report.pk).update(state=other)
    return Edit(
        f"report {report.pk} {other}",
        frozenset({"reviews_annualreport"}),
        frozenset({f"id={report.pk}"}),
    )


def another_publication(dice: Random) -> Edit:
    cycle = _chosen(dice, Cycle.objects.filter(published_run__isnull=False))
    run = _chosen(dice, cycle.runs.exclude(pk=cycle.published_run_id))
    Cycle.objects.filter(pk=cycle.pk).update(published_run=run)
    return Edit("publication", frozenset({"scoring_cycle"}), frozenset({f"id={cycle.pk}"}))


def the_log_rewritten(dice: Random) -> Edit:
    """Another word in an entry, and new digests from there to the end."""
    entry = _chosen(dice, AuditEntry.objects.all())
    _set(entry, **dice.choice(_words(entry)))
    _chain(entry.pk)
    return Edit(f"log from #{entry.pk} written anew", frozenset({LOG}))


def an_entry_changed(dice: Random) -> Edit:
    """Another word in an entry, without new digests."""
    entry = _chosen(dice, AuditEntry.objects.all())
    others = [{"digest": of_text(entry.digest)}, {"id": entry.pk + 9_000}]
    changes = dice.choice([*_words(entry), *others])
    _set(entry, **changes)
    following = AuditEntry.objects.filter(pk__gt=entry.pk).order_by("pk").first()
    named = {f"id={one.pk}" for one in (entry, following) if one}
    named.add(f"id={changes.get('id', entry.pk)}")
    return Edit(f"log #{entry.pk} {changes}", frozenset({LOG}), frozenset(named))


def the_log_cut(dice: Random) -> Edit:
    entry = _chosen(dice, AuditEntry.objects.all())
    AuditEntry.objects.filter(pk__gte=entry.pk).delete()
    return Edit(f"log cut off from #{entry.pk}", frozenset({LOG}))


def an_entry_dropped(dice: Random) -> Edit:
    """One entry taken out, and new digests behind it."""
    entry = _chosen(dice, AuditEntry.objects.all())
    AuditEntry.objects.filter(pk=entry.pk).delete()
    _chain(entry.pk)
    return Edit(f"log without #{entry.pk}", frozenset({LOG}))


def a_row_with_its_entry(dice: Random) -> Edit:
    """A report approved by hand, its newest entry made to say so, and new digests to the end."""
    report = _chosen(dice, AnnualReport.objects.all())
    is_decided = report.state in {"approved", "published"}  # which are one to the log
    other = AnnualReport.State.DRAFT if is_decided else AnnualReport.State.APPROVED
    AnnualReport.objects.filter(pk=report.pk).update(state=other)
    table, key = AnnualReport._meta.db_table, str(report.pk)
    for entry in AuditEntry.objects.order_by("-pk"):
        if key in entry.detail.get(KEPT, {}).get(table, {}):
            break
    from reviews.models.kept import KEPT as OF_REVIEWS

    now = OF_REVIEWS[0].digests([report.pk])[key]
    kept = {**entry.detail[KEPT], table: {**entry.detail[KEPT][table], key: now}}
    _set(entry, detail={**entry.detail, KEPT: kept})
    _chain(entry.pk)
    return Edit(f"report {key} with entry #{entry.pk}", frozenset({LOG}))


def _words(entry: AuditEntry) -> list[dict[str, Any]]:
    return [
        {"actor_name": f"{entry.actor_name}a"},
        {"action": "report.approve" if entry.action != "report.approve" else "report.return"},
        {"object_key": f"{entry.object_key}1"},
        {"object_name": "somebody else"},
        {"object_type": "scoring.Other"},
        {"actor_id": None if entry.actor_id else AuditEntry.objects.filter(
            actor__isnull=False).values_list("actor_id", flat=True).first()},
        {"detail": {**entry.detail, "score": 100}},
        {"at": entry.at.replace(microsecond=(entry.at.microsecond + 1) % 1_000_000)},
    ]  # fmt: skip


def _set(entry: AuditEntry, **changes: Any) -> None:
    AuditEntry.objects.filter(pk=entry.pk).update(**changes)


def _chain(number: int) -> None:
    """Recompute the digests from an entry on."""
    before = AuditEntry.objects.filter(pk__lt=number).order_by("-pk").first()
    previous = before.digest if before else ""
    for entry in AuditEntry.objects.filter(pk__gte=number).order_by("pk"):
        entry.previous_digest = previous
        previous = digest_of(entry)
        _set(entry, previous_digest=entry.previous_digest, digest=previous)
