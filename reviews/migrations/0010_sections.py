"""The four built-in sections become rows of each cycle; a report keeps its texts by their codes.

The digests of reports, revisions and comments speak of texts by these codes already, and stay.
"""

import django.db.models.deletion
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen, Thaw

BEFORE = [
    Frozen(
        'reviews_annualreport',
        allowed=(
            "(OLD.state IN ('draft', 'returned') AND NEW.version > OLD.version AND NEW.state = "
            'OLD.state AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND '
            'OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS NOT'
            ' DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM '
            'NEW.decided_by_id AND OLD.closed_from IS NOT DISTINCT FROM NEW.closed_from AND '
            "OLD.closed_because IS NOT DISTINCT FROM NEW.closed_because) OR (OLD.state IN ('draft', "
            "'returned') AND NEW.version > OLD.version AND NEW.state = 'submitted' AND "
            'NEW.submitted_at IS NOT NULL AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND '
            'OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS NOT '
            'DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'submitted' AND NEW.state IN ('returned', "
            "'approved') AND NEW.decided_by_id IS NOT NULL AND OLD.achievements IS NOT DISTINCT FROM "
            'NEW.achievements AND OLD.problems IS NOT DISTINCT FROM NEW.problems AND OLD.improvements'
            ' IS NOT DISTINCT FROM NEW.improvements AND OLD.goals IS NOT DISTINCT FROM NEW.goals AND '
            'OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM '
            'NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND '
            'OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.closed_from IS '
            'NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'approved' AND NEW.state = 'published' AND "
            'OLD.achievements IS NOT DISTINCT FROM NEW.achievements AND OLD.problems IS NOT DISTINCT '
            'FROM NEW.problems AND OLD.improvements IS NOT DISTINCT FROM NEW.improvements AND '
            'OLD.goals IS NOT DISTINCT FROM NEW.goals AND OLD.version IS NOT DISTINCT FROM '
            'NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND OLD.submitted_at IS '
            'NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS NOT DISTINCT FROM '
            'NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND '
            'OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS NOT '
            'DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state IN ('draft', 'returned') AND NEW.state = 'closed' AND "
            'NEW.closed_from = OLD.state AND OLD.achievements IS NOT DISTINCT FROM NEW.achievements '
            'AND OLD.problems IS NOT DISTINCT FROM NEW.problems AND OLD.improvements IS NOT DISTINCT '
            'FROM NEW.improvements AND OLD.goals IS NOT DISTINCT FROM NEW.goals AND OLD.version IS '
            'NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND '
            'OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS NOT '
            'DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM '
            'NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id) OR '
            "(OLD.state = 'closed' AND NEW.state = OLD.closed_from AND OLD.achievements IS NOT "
            'DISTINCT FROM NEW.achievements AND OLD.problems IS NOT DISTINCT FROM NEW.problems AND '
            'OLD.improvements IS NOT DISTINCT FROM NEW.improvements AND OLD.goals IS NOT DISTINCT '
            'FROM NEW.goals AND OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT '
            'DISTINCT FROM NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at '
            'AND OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS'
            ' NOT DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM '
            'NEW.decided_by_id)'
        ),
        fixed=('cycle_id', 'manager_id'),
    ),
    Frozen(
        'reviews_goal',
        once=(
            'EXISTS (SELECT 1 FROM reviews_annualreport r WHERE r.id = OLD.report_id AND r.state NOT '
            "IN ('draft', 'returned'))"
        ),
    ),
]
AFTER = [
    Frozen(
        'reviews_annualreport',
        allowed=(
            "(OLD.state IN ('draft', 'returned') AND NEW.version > OLD.version AND NEW.state = "
            'OLD.state AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND '
            'OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS NOT'
            ' DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM '
            'NEW.decided_by_id AND OLD.closed_from IS NOT DISTINCT FROM NEW.closed_from AND '
            "OLD.closed_because IS NOT DISTINCT FROM NEW.closed_because) OR (OLD.state IN ('draft', "
            "'returned') AND NEW.version > OLD.version AND NEW.state = 'submitted' AND "
            'NEW.submitted_at IS NOT NULL AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND '
            'OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS NOT '
            'DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'submitted' AND NEW.state IN ('returned', "
            "'approved') AND NEW.decided_by_id IS NOT NULL AND OLD.texts IS NOT DISTINCT FROM "
            'NEW.texts AND OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT '
            'DISTINCT FROM NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at '
            'AND OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.closed_from '
            'IS NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'approved' AND NEW.state = 'published' AND OLD.texts"
            ' IS NOT DISTINCT FROM NEW.texts AND OLD.version IS NOT DISTINCT FROM NEW.version AND '
            'OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM'
            ' NEW.submitted_at AND OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND'
            ' OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT '
            'DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS NOT DISTINCT FROM NEW.closed_from'
            ' AND OLD.closed_because IS NOT DISTINCT FROM NEW.closed_because) OR (OLD.state IN '
            "('draft', 'returned') AND NEW.state = 'closed' AND NEW.closed_from = OLD.state AND "
            'OLD.texts IS NOT DISTINCT FROM NEW.texts AND OLD.version IS NOT DISTINCT FROM '
            'NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND OLD.submitted_at IS '
            'NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS NOT DISTINCT FROM '
            'NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND '
            "OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id) OR (OLD.state = 'closed' AND "
            'NEW.state = OLD.closed_from AND OLD.texts IS NOT DISTINCT FROM NEW.texts AND OLD.version'
            ' IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND'
            ' OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS NOT '
            'DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM '
            'NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id)'
        ),
        fixed=('cycle_id', 'manager_id'),
    ),
    Frozen(
        'reviews_section',
        once=(
            'EXISTS (SELECT 1 FROM reviews_annualreport r WHERE r.cycle_id = OLD.cycle_id AND r.state'
            " = 'published')"
        ),
    ),
    Frozen(
        'reviews_goal',
        once=(
            'EXISTS (SELECT 1 FROM reviews_annualreport r WHERE r.id = OLD.report_id AND r.state NOT '
            "IN ('draft', 'returned'))"
        ),
    ),
]
CODES = ("achievements", "problems", "improvements", "goals")
SECTIONS = (
    (
        "achievements", "Achievements", "业绩完成情况",
        "What was reached, measured against the plan; the numbers are at the side.",
        "对照任务说明完成情况；相关数据列于旁侧。",
    ),
    (
        "problems", "Problems", "存在的问题",
        "What fell short, and why.",
        "说明未完成的事项及原因。",
    ),
    (
        "improvements", "Improvements", "改进措施",
        "What changes, by when, and how it will show.",
        "说明改进措施、完成时限和预期成效。",
    ),
    (
        "goals", "Next year's goals", "明年目标",
        "What matters most next year; set numbers in the table below.",
        "说明明年工作重点；量化目标在下表填写。",
    ),
)  # fmt: skip


def gather(apps, schema_editor):
    """Put the four columns of each report into the one."""
    make = "jsonb_build_object" if schema_editor.connection.vendor == "postgresql" else "json_object"
    pairs = ", ".join(f"'{code}', {code}" for code in CODES)
    schema_editor.execute(f"UPDATE reviews_annualreport SET texts = {make}({pairs})")  # noqa: S608


def scatter(apps, schema_editor):
    """Put the texts back into their columns; what a cycle asked beyond the four is lost."""
    values = ", ".join(f"{code} = COALESCE(texts ->> '{code}', '')" for code in CODES)
    schema_editor.execute(f"UPDATE reviews_annualreport SET {values}")  # noqa: S608


def give_sections(apps, schema_editor):
    """Give every cycle the four sections that its self-reviews have had so far."""
    alias = schema_editor.connection.alias
    cycles = apps.get_model("scoring", "Cycle").objects.using(alias)
    made = apps.get_model("reviews", "Section")
    made.objects.using(alias).bulk_create(
        [
            made(
                cycle_id=cycle, position=position, code=code, topic=code, title=title,
                title_zh=title_zh, guidance=guidance, guidance_zh=guidance_zh,
            )
            for cycle in cycles.order_by("pk").values_list("pk", flat=True)
            for position, (code, title, title_zh, guidance, guidance_zh) in enumerate(SECTIONS)
        ],
        batch_size=1_000,
    )  # fmt: skip


def nothing(apps, schema_editor):
    """The rows go with their table."""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0009_slides_are_chosen"),
        ("scoring", "0023_scheme_drafts"),
    ]

    operations = [
        Thaw(*BEFORE),
        migrations.AddField("annualreport", "texts", models.JSONField(default=dict)),
        migrations.RunPython(gather, scatter),
        migrations.RemoveField("annualreport", "achievements"),
        migrations.RemoveField("annualreport", "problems"),
        migrations.RemoveField("annualreport", "improvements"),
        migrations.RemoveField("annualreport", "goals"),
        migrations.AddField("setup", "asks", models.CharField(blank=True, max_length=20)),
        migrations.AlterField("comment", "section", models.CharField(max_length=20)),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=20)),
                ('title', models.CharField(blank=True, max_length=60)),
                ('title_zh', models.CharField(max_length=60)),
                ('guidance', models.CharField(blank=True, max_length=300)),
                ('guidance_zh', models.CharField(blank=True, max_length=300)),
                ('topic', models.CharField(choices=[('achievements', 'Achievements'), ('problems', 'Problems'), ('improvements', 'Improvements'), ('goals', "Next year's goals"), ('other', 'Something else')], default='other', max_length=20)),
                ('limit', models.PositiveIntegerField(default=5000)),
                ('is_required', models.BooleanField(default=True)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='scoring.cycle')),
            ],
            options={
                'ordering': ['cycle', 'position'],
                'constraints': [models.UniqueConstraint(fields=('cycle', 'code'), name='section_once'), models.UniqueConstraint(fields=('cycle', 'position'), name='section_position_once'), models.UniqueConstraint(condition=models.Q(('topic', 'goals')), fields=('cycle',), name='section_of_goals_once'), models.CheckConstraint(condition=models.Q(('limit__range', (1, 5000))), name='section_limit_in_range')],
            },
        ),
        Freeze(*AFTER),
        # Behind all that alters tables: PostgreSQL alters none of which a key is still to be checked.
        migrations.RunPython(give_sections, nothing),
    ]
