import django.db.models.deletion
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen


def keep(apps, schema_editor):
    """Keep the people of published cycles as they are now: nothing older is known."""
    database = schema_editor.connection.alias

    def rows(app, name):
        return apps.get_model(app, name).objects.using(database)

    branches = {b.code: (b.name, b.parent_id) for b in rows("portfolio", "Branch")}
    names = dict(rows("portfolio", "Manager").values_list("staff_no", "name"))

    def path(code):
        name, parent = branches[code]
        return [*(path(parent) if parent else []), [code, name]]

    participants = rows("scoring", "Participant").filter(cycle__published_at__isnull=False)
    kept = apps.get_model("scoring", "AsPublished")
    rows("scoring", "AsPublished").bulk_create(
        [
            kept(
                cycle_id=row.cycle_id,
                manager_id=row.manager_id,
                name=row.manager.name,
                branch=row.manager.branch_id,
                path=path(row.manager.branch_id),
                line=row.manager.line,
                level=row.manager.level,
                supervisor=row.manager.supervisor_id or "",
                supervisor_name=names.get(row.manager.supervisor_id, ""),
            )
            for row in participants.select_related("manager").order_by("cycle_id", "manager_id")
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("scoring", "0014_reviewers_so_far")]

    operations = [
        migrations.CreateModel(
            name="AsPublished",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("branch", models.CharField(max_length=40)),
                ("path", models.JSONField()),
                ("line", models.CharField(blank=True, max_length=20)),
                ("level", models.CharField(blank=True, max_length=40)),
                ("supervisor", models.CharField(blank=True, max_length=40)),
                ("supervisor_name", models.CharField(blank=True, max_length=200)),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="as_published",
                        to="scoring.cycle",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="as_published",
                        to="portfolio.manager",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("cycle", "manager"), name="aspublished_once")
                ]
            },
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
        Freeze(Frozen("scoring_aspublished")),
    ]
