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
]
AFTER = [
    Frozen(
        "reviews_annualreport",
        allowed=(
            "(OLD.state IN ('draft', 'returned') AND NEW.version > OLD.version AND NEW.state = "
            'OLD.state AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND '
            'OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at '
            'IS NOT DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM '
            'NEW.decided_by_id AND OLD.closed_from IS NOT DISTINCT FROM NEW.closed_from AND '
            'OLD.closed_because IS NOT DISTINCT FROM NEW.closed_because) OR (OLD.state IN '
            "('draft', 'returned') AND NEW.version > OLD.version AND NEW.state = 'submitted' "
            'AND NEW.submitted_at IS NOT NULL AND OLD.decided_at IS NOT DISTINCT FROM '
            'NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND '
            'OLD.closed_from IS NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT '
            "DISTINCT FROM NEW.closed_because) OR (OLD.state = 'submitted' AND NEW.state IN "
            "('returned', 'approved', 'reviewed') AND NEW.decided_by_id IS NOT NULL AND "
            'OLD.texts IS NOT DISTINCT FROM NEW.texts AND OLD.version IS NOT DISTINCT FROM '
            'NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND '
            'OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS '
            'NOT DISTINCT FROM NEW.submitted_digest AND OLD.closed_from IS NOT DISTINCT FROM '
            'NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM NEW.closed_because) OR '
            "(OLD.state = 'reviewed' AND NEW.state IN ('approved', 'submitted') AND "
            'NEW.decided_by_id IS NOT NULL AND OLD.texts IS NOT DISTINCT FROM NEW.texts AND '
            'OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM '
            'NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND '
            'OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.closed_from '
            'IS NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state IN ('returned', 'approved', 'reviewed', "
            "'submitted') AND NEW.state IN ('submitted', 'reviewed') AND NEW.decided_at IS "
            'DISTINCT FROM OLD.decided_at AND OLD.texts IS NOT DISTINCT FROM NEW.texts AND '
            'OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM '
            'NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND '
            'OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.closed_from '
            'IS NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            'NEW.closed_because AND EXISTS (SELECT 1 FROM reviews_decision d JOIN '
            'reviews_decision u ON u.undoes_id = d.id WHERE d.report_id = OLD.id AND d.at = '
            "OLD.decided_at AND d.was = NEW.state)) OR (OLD.state = 'approved' AND NEW.state = "
            "'published' AND OLD.texts IS NOT DISTINCT FROM NEW.texts AND OLD.version IS NOT "
            'DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND '
            'OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS '
            'NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM '
            'NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND '
            'OLD.closed_from IS NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT '
            "DISTINCT FROM NEW.closed_because) OR (OLD.state IN ('draft', 'returned') AND "
            "NEW.state = 'closed' AND NEW.closed_from = OLD.state AND OLD.texts IS NOT DISTINCT "
            'FROM NEW.texts AND OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at '
            'IS NOT DISTINCT FROM NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM '
            'NEW.submitted_at AND OLD.submitted_digest IS NOT DISTINCT FROM '
            'NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND '
            "OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id) OR (OLD.state = 'closed' "
            'AND NEW.state = OLD.closed_from AND OLD.texts IS NOT DISTINCT FROM NEW.texts AND '
            'OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM '
            'NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND '
            'OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at '
            'IS NOT DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM '
            'NEW.decided_by_id)'
        ),
        fixed=('cycle_id', 'manager_id'),
    ),
    Frozen("reviews_decision"),
    Frozen("reviews_secondlevel"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('portfolio', '0014_clients_by_number'),
        ('reviews', '0010_sections'),
        ('scoring', '0025_deputies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Thaw(*BEFORE),
        migrations.AddField(
            model_name='setup',
            name='second_level',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='annualreport',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('reviewed', 'Reviewed'), ('returned', 'Returned'), ('approved', 'Approved'), ('published', 'Published'), ('closed', 'Closed without report')], default='draft', max_length=20),
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('verdict', models.CharField(choices=[('reviewed', 'Approved by the reviewer'), ('approved', 'Approved'), ('returned', 'Returned'), ('sent_back', 'Sent back to the reviewer'), ('taken_back', 'Taken back')], max_length=20)),
                ('was', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('reviewed', 'Reviewed'), ('returned', 'Returned'), ('approved', 'Approved'), ('published', 'Published'), ('closed', 'Closed without report')], max_length=20)),
                ('was_at', models.DateTimeField(null=True)),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('for_whom', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='reviews.annualreport')),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='reviews.decision')),
                ('was_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('undoes__isnull', False), ('verdict', 'taken_back')), models.Q(models.Q(('verdict', 'taken_back'), _negated=True), ('undoes__isnull', True)), _connector='OR'), name='decision_undoes_where_it_is_taken_back'), models.CheckConstraint(condition=models.Q(('undoes', models.F('id')), _negated=True), name='decision_undoes_another'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'sent_back'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='decision_sent_back_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='SecondLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_on', models.BooleanField()),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('set_at', models.DateTimeField()),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='second_levels', to='scoring.cycle')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['cycle', '-id'], name='secondlevel_newest')],
            },
        ),
        Freeze(*AFTER),
    ]
