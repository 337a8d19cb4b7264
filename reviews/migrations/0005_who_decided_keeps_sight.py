from django.db import migrations


def keep(apps, schema_editor):
    """Let the supervisors who decided on a report see it whoever leads its writer now."""
    database = schema_editor.connection.alias
    Report = apps.get_model("reviews", "AnnualReport")
    Witness = apps.get_model("scoring", "Witness")
    decided = Report.objects.using(database).filter(
        decided_by__role="manager", decided_by__manager__isnull=False
    ).values_list("cycle", "manager", "decided_by__manager")
    judged = Witness.objects.using(database).filter(reason="decided")
    kept = set(judged.values_list("cycle", "manager", "supervisor"))
    Witness.objects.using(database).bulk_create(
        [
            Witness(cycle_id=cycle, manager_id=who, supervisor_id=supervisor, reason="decided")
            for cycle, who, supervisor in decided.order_by("pk")
            if (cycle, who, supervisor) not in kept
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("scoring", "0010_who_led_so_far"), ("reviews", "0004_decisions_stay")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
