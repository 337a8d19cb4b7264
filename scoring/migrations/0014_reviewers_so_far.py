from django.db import migrations


def keep(apps, schema_editor):
    """Let who leads now have decided from the beginning; who led at publication, where it is known.

    Rows are made of the participants of every cycle and of everybody above them.
    """
    database = schema_editor.connection.alias
    Reviewer = apps.get_model("scoring", "Reviewer")
    Participant = apps.get_model("scoring", "Participant").objects.using(database)
    Witness = apps.get_model("scoring", "Witness").objects.using(database)
    managers = apps.get_model("portfolio", "Manager").objects.using(database)
    now = dict(managers.values_list("pk", "supervisor"))
    led = {
        (cycle, who): supervisor
        for cycle, who, supervisor in Witness.filter(reason="led").values_list(
            "cycle", "manager", "supervisor"
        )
    }
    rows, seen = [], set()
    for cycle, who in Participant.order_by("cycle", "manager").values_list("cycle", "manager"):
        while who is not None and (cycle, who) not in seen:
            seen.add((cycle, who))
            above = led.get((cycle, who), now[who])
            rows.append(Reviewer(cycle_id=cycle, manager_id=who, reviewer_id=above))
            who = above
    Reviewer.objects.using(database).bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("scoring", "0013_cycles_through_time")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
