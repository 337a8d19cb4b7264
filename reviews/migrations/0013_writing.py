"""A report saves itself, has files, is read or taken back once it is handed in."""

import django.db.models.deletion
from django.conf import settings
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
            "NEW.closed_because) OR (OLD.state = 'submitted' AND OLD.decided_by_id IS NULL AND "
            "NEW.state = 'draft' AND NEW.submitted_at IS NULL AND NEW.submitted_digest = '' AND "
            'OLD.texts IS NOT DISTINCT FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM '
            'NEW.figures AND OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT '
            'DISTINCT FROM NEW.saved_at AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND '
            'OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS NOT '
            'DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'submitted' AND OLD.decided_by_id IS NOT NULL AND "
            "NEW.state = 'returned' AND NEW.submitted_at < OLD.submitted_at AND OLD.texts IS NOT "
            'DISTINCT FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM NEW.figures AND OLD.version'
            ' IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND'
            ' OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT '
            'DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS NOT DISTINCT FROM NEW.closed_from'
            ' AND OLD.closed_because IS NOT DISTINCT FROM NEW.closed_because) OR (OLD.state = '
            "'submitted' AND NEW.state IN ('returned', 'approved') AND NEW.decided_by_id IS NOT NULL "
            'AND OLD.texts IS NOT DISTINCT FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM '
            'NEW.figures AND OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT '
            'DISTINCT FROM NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at '
            'AND OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.closed_from '
            'IS NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'approved' AND NEW.state = 'published' AND OLD.texts"
            ' IS NOT DISTINCT FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM NEW.figures AND '
            'OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM '
            'NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND '
            'OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS NOT'
            ' DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM '
            'NEW.decided_by_id AND OLD.closed_from IS NOT DISTINCT FROM NEW.closed_from AND '
            "OLD.closed_because IS NOT DISTINCT FROM NEW.closed_because) OR (OLD.state IN ('draft', "
            "'returned') AND NEW.state = 'closed' AND NEW.closed_from = OLD.state AND OLD.texts IS "
            'NOT DISTINCT FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM NEW.figures AND '
            'OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM '
            'NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND '
            'OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS NOT'
            ' DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM '
            "NEW.decided_by_id) OR (OLD.state = 'closed' AND NEW.state = OLD.closed_from AND "
            'OLD.texts IS NOT DISTINCT FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM '
            'NEW.figures AND OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT '
            'DISTINCT FROM NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at '
            'AND OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS'
            ' NOT DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM '
            'NEW.decided_by_id)'
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
    Frozen(
        'reviews_evidence',
        once=(
            'EXISTS (SELECT 1 FROM reviews_annualreport r WHERE r.id = OLD.report_id AND r.state NOT '
            "IN ('draft', 'returned'))"
        ),
    ),
    Frozen(
        'reviews_handin',
        allowed=(
            'OLD.read_at IS NULL AND OLD.withdrawn_at IS NULL AND (NEW.read_at IS NULL OR '
            'NEW.withdrawn_at IS NULL)'
        ),
        fixed=('report_id', 'version'),
    ),
]


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0012_surveys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Thaw(*BEFORE),
        migrations.AddField(
            model_name='annualreport',
            name='figures',
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name='Autosave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('saved_at', models.DateTimeField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='autosaves', to='reviews.annualreport')),
            ],
            options={
                'ordering': ['-version', '-number'],
                'constraints': [models.UniqueConstraint(fields=('report', 'version', 'number'), name='autosave_once')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('png', 'PNG'), ('jpg', 'JPEG'), ('docx', 'Word'), ('xlsx', 'Excel'), ('pptx', 'PowerPoint')], max_length=4)),
                ('digest', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('brought_at', models.DateTimeField()),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='reviews.annualreport')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('report', 'section', 'digest'), name='evidence_once')],
            },
        ),
        migrations.CreateModel(
            name='HandIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('read_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('read_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_ins', to='reviews.annualreport')),
            ],
            options={
                'ordering': ['-version'],
                'constraints': [models.UniqueConstraint(fields=('report', 'version'), name='hand_in_once'), models.CheckConstraint(condition=models.Q(('read_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='hand_in_read_or_withdrawn'), models.CheckConstraint(condition=models.Q(models.Q(('read_at__isnull', True), ('read_by__isnull', True)), models.Q(('read_at__isnull', False), ('read_by__isnull', False)), _connector='OR'), name='hand_in_read_by_somebody')],
            },
        ),
        Freeze(*AFTER),
    ]
