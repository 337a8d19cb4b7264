"""What pages would add up again over everybody in a run is kept beside it."""

import tomllib
from collections import defaultdict
from datetime import date

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Sum

from perfcenter.base.frozen import Freeze, Frozen

LEAST_PEERS = 5
BY_PERSON = ("manager", "part", "moved", "all_risk", "all_tax")


def fill(apps, schema_editor):
    """Add up the runs that are there, as those to come are."""
    database = schema_editor.connection.alias

    def rows(app, name):
        return apps.get_model(app, name).objects.using(database)

    run_sum = apps.get_model("scoring", "RunSum")
    for run in rows("scoring", "ScoreRun").select_related("cycle__scheme"):
        found = {("peers", key): value for key, value in _peers(rows, run).items()}
        if _adds_up(rows, run):
            digests = _months(rows, run).values_list("month", "facts_digest")
            found |= {("facts", str(month)): digest for month, digest in digests}
        rows("scoring", "RunSum").bulk_create(
            run_sum(run=run, kind=kind, key=key, value=value)
            for (kind, key), value in sorted(found.items())
        )


def _peers(rows, run):
    by_branch = tomllib.loads(run.cycle.scheme.source).get("peers") == "line_and_branch"
    groups = defaultdict(list)
    peers = rows("scoring", "Result").filter(
        run=run, is_leaver=False, composite__isnull=False
    )
    for line, branch, composite in peers.values_list("line", "manager__branch_id", "composite"):
        groups[f"{line}\n{branch if by_branch else ''}"].append(float(composite))
    return {key: sorted(found) for key, found in groups.items() if len(found) >= LEAST_PEERS}


def _months(rows, run):
    first, last = run.cycle.first_month, run.cycle.last_month
    return rows("portfolio", "FactMonth").filter(
        base=date(first // 100, first % 100, 1), month__range=(first, last)
    )


def _adds_up(rows, run):
    """Whether the facts of everybody in the run come to its cells, part by part."""
    people = rows("scoring", "Result").filter(run=run).values("manager")
    facts = rows("portfolio", "Fact").filter(manager__in=people, fact_month__in=_months(rows, run))
    cells = rows("scoring", "RoracCell").filter(
        run=run, manager__in=people, product__isnull=False
    )
    moved = F("transfer") + F("interest") + F("fees") + F("sales_income")
    return _sums(facts, moved) == _sums(cells, F("income") + F("funding_cost"))


def _sums(rows, moved):
    sums = rows.values("manager", "part").annotate(
        moved=Sum(moved), all_risk=Sum("risk_cost"), all_tax=Sum("tax")
    )
    return {
        (manager, part): tuple(map(int, amounts))
        for manager, part, *amounts in sums.values_list(*BY_PERSON)
        if any(amounts)
    }


class Migration(migrations.Migration):
    dependencies = [("scoring", "0007_judgments_and_cycles_stay"), ("portfolio", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="RunSum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("facts", "Facts"), ("peers", "Peers")], max_length=20
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("value", models.JSONField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sums",
                        to="scoring.scorerun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "kind", "key"), name="runsum_once")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        Freeze(Frozen("scoring_runsum", part_of=("scoring_scorerun", "run_id"))),
    ]
