from datetime import date, timedelta

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone

from perfcenter.base.frozen import Freeze, Frozen, Thaw

PEOPLE = Frozen("scoring_aspublished")
RESULT = Frozen("scoring_result", part_of=("scoring_scorerun", "run_id"))
SOME = 500


def keep(apps, schema_editor):
    """Keep of published cycles what is so now: nothing older is known.

    Results get the branch that was kept at publication; of other cycles that of the posting on the
    cycle's last day.
    """
    rows = _rows(apps, schema_editor)
    gone = _gone(rows)
    for cycle in rows("scoring", "Cycle").filter(published_at__isnull=False).order_by("pk"):
        _keep_people(rows, cycle, gone)
        _keep_names(apps, rows, cycle)
    for cycle in rows("scoring", "Cycle").order_by("pk"):
        _keep_branches(rows, cycle)


def _rows(apps, schema_editor):
    database = schema_editor.connection.alias
    return lambda app, name: apps.get_model(app, name).objects.using(database)


def _gone(rows):
    """Who decides nothing any more."""
    managers = rows("portfolio", "Manager")
    gone = set(managers.filter(left_on__lt=timezone.localdate()).values_list("pk", flat=True))
    logins = rows("perfcenter", "User").filter(manager__isnull=False)
    closed = logins.filter(Q(is_active=False) | ~Q(role="manager"))
    return gone | set(closed.values_list("manager", flat=True))


def _keep_people(rows, cycle, gone):
    day = timezone.localdate(cycle.published_at)
    lines = rows("scoring", "Reviewer").filter(cycle=cycle, step="review", from_on__lte=day)
    lines = lines.filter(Q(until_on__isnull=True) | Q(until_on__gte=day))
    above = dict(lines.values_list("manager", "reviewer"))
    for row in rows("scoring", "AsPublished").filter(cycle=cycle).select_related("manager"):
        seen, found = {row.manager_id}, above.get(row.manager_id)
        while found is not None and found in gone and found not in seen:
            seen.add(found)
            found = above.get(found)
        row.reviewer = "" if found is None or found in seen else found
        row.left_on = row.manager.left_on
        row.save(update_fields=["reviewer", "left_on"])


def _keep_names(apps, rows, cycle):
    people = set(rows("scoring", "Participant").filter(cycle=cycle).values_list("manager", flat=True))
    for pair in rows("scoring", "Reviewer").filter(cycle=cycle).values_list("manager", "reviewer"):
        people.update(pair)
    books = rows("scoring", "UnscoredBook").filter(run=cycle.published_run_id)
    people.update(books.values_list("manager", flat=True).distinct())
    names = dict(rows("scoring", "AsPublished").filter(cycle=cycle).values_list("manager", "name"))
    now = dict(rows("portfolio", "Manager").values_list("pk", "name"))
    kept = [("person", who, names.get(who, now[who])) for who in sorted(people - {None})]
    for kind, model in (("branch", "Branch"), ("product", "Product")):
        found = rows("portfolio", model).order_by("pk").values_list("pk", "name")
        kept += [(kind, code, name) for code, name in found]
    made = apps.get_model("scoring", "NameAsPublished")
    rows("scoring", "NameAsPublished").bulk_create(
        [made(cycle_id=cycle.pk, kind=kind, code=code, name=name) for kind, code, name in kept],
        batch_size=SOME,
    )


def _keep_branches(rows, cycle):
    people = rows("portfolio", "Manager").filter(participations__cycle=cycle)
    branches = dict(people.values_list("pk", "branch"))
    postings = rows("portfolio", "Posting").filter(manager__participations__cycle=cycle)
    day = cycle.last_on or _last_day(cycle.last_month)
    for posting in postings.filter(from_on__lte=day).order_by("from_on"):
        branches[posting.manager_id] = posting.branch_id
    kept = rows("scoring", "AsPublished").filter(cycle=cycle).values_list("manager", "branch")
    branches.update(kept)
    by_branch = {}
    for who, branch in sorted(branches.items()):
        by_branch.setdefault(branch, []).append(who)
    results = rows("scoring", "Result").filter(run__cycle=cycle)
    for branch, members in by_branch.items():
        for start in range(0, len(members), SOME):
            results.filter(manager__in=members[start : start + SOME]).update(branch=branch)


def _last_day(month):
    year, number = divmod(month, 100)
    following = (year + 1, 1) if number == 12 else (year, number + 1)
    return date(*following, 1) - timedelta(days=1)


class Migration(migrations.Migration):
    dependencies = [("scoring", "0015_who_they_were")]

    operations = [
        Thaw(PEOPLE, RESULT),
        migrations.AddField("aspublished", "left_on", models.DateField(null=True)),
        migrations.AddField(
            "aspublished",
            "reviewer",
            models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            "result",
            "branch",
            models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="NameAsPublished",
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
                        choices=[
                            ("person", "Person"),
                            ("branch", "Branch"),
                            ("product", "Product"),
                        ],
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="scoring.cycle",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cycle", "kind", "code"), name="nameaspublished_once"
                    )
                ]
            },
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
        Freeze(PEOPLE, RESULT, Frozen("scoring_nameaspublished")),
    ]
