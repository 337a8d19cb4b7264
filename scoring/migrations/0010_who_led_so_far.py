from django.db import migrations


def keep(apps, schema_editor):
    """Keep who judged, and for published cycles the reporting line of now: none older is known."""
    database = schema_editor.connection.alias
    Witness = apps.get_model("scoring", "Witness")
    Participant = apps.get_model("scoring", "Participant")
    Judgment = apps.get_model("scoring", "Judgment")
    managers = apps.get_model("portfolio", "Manager").objects.using(database)
    above = dict(managers.values_list("pk", "supervisor"))
    places = Participant.objects.using(database).filter(cycle__published_at__isnull=False)
    kept = set()
    for cycle, staff_no in places.values_list("cycle", "manager"):
        seen, reason, supervisor = {staff_no}, "led", above[staff_no]
        while supervisor is not None and supervisor not in seen:
            kept.add((cycle, staff_no, supervisor, reason))
            seen.add(supervisor)
            supervisor, reason = above[supervisor], "above"
    judged = Judgment.objects.using(database).filter(
        judged_by__role="manager", judged_by__manager__isnull=False
    )
    for row in judged.values_list("cycle", "manager", "judged_by__manager").distinct():
        kept.add((*row, "decided"))
    Witness.objects.using(database).bulk_create(
        [
            Witness(cycle_id=cycle, manager_id=who, supervisor_id=supervisor, reason=reason)
            for cycle, who, supervisor, reason in sorted(kept)
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial"), ("scoring", "0009_witnesses")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
