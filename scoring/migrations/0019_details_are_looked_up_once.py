"""Details of a run are not looked up row by row; that it is complete is asked once a statement."""

import django.db.models.deletion
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen, Thaw

PARTS = [
    Frozen(f"scoring_{name}", part_of=("scoring_scorerun", "run_id"))
    for name in (
        "result",
        "dimensionscore",
        "measurescore",
        "roraccell",
        "poolshare",
        "unallocatedpool",
        "unscoredbook",
        "runblock",
        "runsum",
    )
]
DETAILS = ("dimensionscore", "measurescore", "poolshare", "roraccell")


def referring(to, related_name):
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=to,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("portfolio", "0006_ledger_rows_are_checked_once"),
        ("scoring", "0018_sums_of_pools_and_books_outside"),
    ]

    operations = [
        Thaw(*PARTS),
        *(
            migrations.AlterField(model, name, referring(to, related_name))
            for model in DETAILS
            for name, to, related_name in (
                ("manager", "portfolio.manager", "+"),
                ("run", "scoring.scorerun", "%(class)ss"),
            )
        ),
        Freeze(*PARTS),
    ]
