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
            'OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS'
            ' NOT DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM '
            'NEW.decided_by_id AND OLD.closed_from IS NOT DISTINCT FROM NEW.closed_from AND '
            'OLD.closed_because IS NOT DISTINCT FROM NEW.closed_because) OR (OLD.state IN '
            "('draft', 'returned') AND NEW.version > OLD.version AND NEW.state = 'submitted' AND "
            'NEW.submitted_at IS NOT NULL AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at '
            'AND OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS '
            'NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'submitted' AND OLD.decided_by_id IS NULL AND "
            "NEW.state = 'draft' AND NEW.submitted_at IS NULL AND NEW.submitted_digest = '' AND "
            'OLD.texts IS NOT DISTINCT FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM '
            'NEW.figures AND OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT'
            ' DISTINCT FROM NEW.saved_at AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at '
            'AND OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS '
            'NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'submitted' AND OLD.decided_by_id IS NOT NULL "
            "AND NEW.state = 'returned' AND NEW.submitted_at < OLD.submitted_at AND OLD.texts IS "
            'NOT DISTINCT FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM NEW.figures AND '
            'OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM '
            'NEW.saved_at AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND '
            'OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS NOT '
            'DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'submitted' AND NEW.state IN ('returned', "
            "'approved') AND NEW.decided_by_id IS NOT NULL AND OLD.texts IS NOT DISTINCT FROM "
            'NEW.texts AND OLD.figures IS NOT DISTINCT FROM NEW.figures AND OLD.version IS NOT '
            'DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND '
            'OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS '
            'NOT DISTINCT FROM NEW.submitted_digest AND OLD.closed_from IS NOT DISTINCT FROM '
            'NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM NEW.closed_because) OR '
            "(OLD.state = 'approved' AND NEW.state = 'published' AND OLD.texts IS NOT DISTINCT "
            'FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM NEW.figures AND OLD.version IS '
            'NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND'
            ' OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS '
            'NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM '
            'NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND '
            'OLD.closed_from IS NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT '
            "DISTINCT FROM NEW.closed_because) OR (OLD.state IN ('draft', 'returned') AND "
            "NEW.state = 'closed' AND NEW.closed_from = OLD.state AND OLD.texts IS NOT DISTINCT "
            'FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM NEW.figures AND OLD.version IS '
            'NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND'
            ' OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS '
            'NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM '
            'NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id) OR '
            "(OLD.state = 'closed' AND NEW.state = OLD.closed_from AND OLD.texts IS NOT DISTINCT "
            'FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM NEW.figures AND OLD.version IS '
            'NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND'
            ' OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS '
            'NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM '
            'NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id)'
        ),
        fixed=('cycle_id', 'manager_id'),
    ),
]
AFTER = [
    Frozen(
        'reviews_annualreport',
        allowed=(
            "(OLD.state IN ('draft', 'returned') AND NEW.version > OLD.version AND NEW.state = "
            'OLD.state AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND '
            'OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.decided_at IS'
            ' NOT DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT FROM '
            'NEW.decided_by_id AND OLD.closed_from IS NOT DISTINCT FROM NEW.closed_from AND '
            'OLD.closed_because IS NOT DISTINCT FROM NEW.closed_because) OR (OLD.state IN '
            "('draft', 'returned') AND NEW.version > OLD.version AND NEW.state = 'submitted' AND "
            'NEW.submitted_at IS NOT NULL AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at '
            'AND OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS '
            'NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'submitted' AND OLD.decided_by_id IS NULL AND "
            "NEW.state = 'draft' AND NEW.submitted_at IS NULL AND NEW.submitted_digest = '' AND "
            'OLD.texts IS NOT DISTINCT FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM '
            'NEW.figures AND OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT'
            ' DISTINCT FROM NEW.saved_at AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at '
            'AND OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS '
            'NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'submitted' AND OLD.decided_by_id IS NOT NULL "
            "AND NEW.state = 'returned' AND NEW.submitted_at < OLD.submitted_at AND OLD.texts IS "
            'NOT DISTINCT FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM NEW.figures AND '
            'OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM '
            'NEW.saved_at AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND '
            'OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS NOT '
            'DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'submitted' AND NEW.state IN ('returned', "
            "'approved', 'reviewed') AND NEW.decided_by_id IS NOT NULL AND OLD.texts IS NOT "
            'DISTINCT FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM NEW.figures AND '
            'OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM '
            'NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND '
            'OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND OLD.closed_from '
            'IS NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state = 'reviewed' AND NEW.state IN ('approved', "
            "'submitted') AND NEW.decided_by_id IS NOT NULL AND OLD.texts IS NOT DISTINCT FROM "
            'NEW.texts AND OLD.figures IS NOT DISTINCT FROM NEW.figures AND OLD.version IS NOT '
            'DISTINCT FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND '
            'OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS '
            'NOT DISTINCT FROM NEW.submitted_digest AND OLD.closed_from IS NOT DISTINCT FROM '
            'NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM NEW.closed_because) OR '
            "(OLD.state IN ('returned', 'approved', 'reviewed', 'submitted') AND NEW.state IN "
            "('submitted', 'reviewed') AND NEW.decided_at IS DISTINCT FROM OLD.decided_at AND "
            'OLD.texts IS NOT DISTINCT FROM NEW.texts AND OLD.figures IS NOT DISTINCT FROM '
            'NEW.figures AND OLD.version IS NOT DISTINCT FROM NEW.version AND OLD.saved_at IS NOT'
            ' DISTINCT FROM NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT FROM '
            'NEW.submitted_at AND OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest '
            'AND OLD.closed_from IS NOT DISTINCT FROM NEW.closed_from AND OLD.closed_because IS '
            'NOT DISTINCT FROM NEW.closed_because AND EXISTS (SELECT 1 FROM reviews_decision d '
            'JOIN reviews_decision u ON u.undoes_id = d.id WHERE d.report_id = OLD.id AND d.at = '
            "OLD.decided_at AND d.was = NEW.state)) OR (OLD.state = 'approved' AND NEW.state = "
            "'published' AND OLD.texts IS NOT DISTINCT FROM NEW.texts AND OLD.figures IS NOT "
            'DISTINCT FROM NEW.figures AND OLD.version IS NOT DISTINCT FROM NEW.version AND '
            'OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND OLD.submitted_at IS NOT DISTINCT '
            'FROM NEW.submitted_at AND OLD.submitted_digest IS NOT DISTINCT FROM '
            'NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND '
            'OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id AND OLD.closed_from IS NOT '
            'DISTINCT FROM NEW.closed_from AND OLD.closed_because IS NOT DISTINCT FROM '
            "NEW.closed_because) OR (OLD.state IN ('draft', 'returned') AND NEW.state = 'closed' "
            'AND NEW.closed_from = OLD.state AND OLD.texts IS NOT DISTINCT FROM NEW.texts AND '
            'OLD.figures IS NOT DISTINCT FROM NEW.figures AND OLD.version IS NOT DISTINCT FROM '
            'NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND OLD.submitted_at '
            'IS NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS NOT DISTINCT FROM '
            'NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND '
            "OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id) OR (OLD.state = 'closed' "
            'AND NEW.state = OLD.closed_from AND OLD.texts IS NOT DISTINCT FROM NEW.texts AND '
            'OLD.figures IS NOT DISTINCT FROM NEW.figures AND OLD.version IS NOT DISTINCT FROM '
            'NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND OLD.submitted_at '
            'IS NOT DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS NOT DISTINCT FROM '
            'NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND '
            'OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id)'
        ),
        fixed=('cycle_id', 'manager_id'),
    ),
    Frozen("reviews_decision"),
    Frozen("reviews_secondlevel"),
    Frozen(
        "reviews_calibrationsession",
        allowed=(
            "OLD.state = 'open' OR (OLD.state = 'closed' AND NEW.state = 'dropped' AND "
            'OLD.minutes IS NOT DISTINCT FROM NEW.minutes AND OLD.attendance IS NOT DISTINCT '
            'FROM NEW.attendance AND OLD.version IS NOT DISTINCT FROM NEW.version AND '
            'OLD.digest IS NOT DISTINCT FROM NEW.digest)'
        ),
        fixed=('cycle_id', 'run_id', 'line', 'branch', 'guideline', 'tolerance', 'together', 'owner_id', 'facilitator_id', 'opened_by_id', 'opened_at'),
    ),
    Frozen("reviews_calibrationseat"),
    Frozen("reviews_grademove"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('portfolio', '0014_clients_by_number'),
        ('reviews', '0015_goals_contracts_talks_and_plans'),
        ('scoring', '0027_deputies_and_calibrated_grades'),
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
            name='CalibrationSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CalibrationSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(blank=True, choices=[('personal', 'Personal'), ('corporate', 'Corporate'), ('wealth', 'Wealth')], max_length=20)),
                ('branch', models.CharField(blank=True, max_length=40)),
                ('guideline', models.CharField(choices=[('exact', 'The quota exactly'), ('range', 'Within a range of the quota'), ('grouped', 'Several grades together')], default='exact', max_length=10)),
                ('tolerance', models.PositiveSmallIntegerField(default=0)),
                ('together', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed'), ('dropped', 'Dropped')], default='open', max_length=10)),
                ('minutes', models.TextField(blank=True, max_length=10000)),
                ('attendance', models.CharField(blank=True, max_length=1000)),
                ('version', models.PositiveIntegerField(default=1)),
                ('opened_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('dropped_because', models.CharField(blank=True, max_length=500)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calibrations', to='scoring.cycle')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('facilitator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('observers', models.ManyToManyField(related_name='+', through='reviews.CalibrationSeat', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scoring.scorerun')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='calibrationseat',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='reviews.calibrationsession'),
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
            },
        ),
        migrations.CreateModel(
            name='GradeMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was', models.CharField(blank=True, max_length=40)),
                ('grade', models.CharField(max_length=40)),
                ('reason', models.CharField(max_length=500)),
                ('moved_at', models.DateTimeField()),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('moved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='reviews.calibrationsession')),
            ],
            options={
                'ordering': ['id'],
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
            },
        ),
        migrations.AddConstraint(
            model_name='calibrationsession',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'dropped'), _negated=True), fields=('cycle', 'line', 'branch'), name='calibration_one_of_a_group'),
        ),
        migrations.AddConstraint(
            model_name='calibrationsession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'open')), ('digest', ''), ('ended_at__isnull', True)), models.Q(('ended_at__isnull', False), ('state', 'closed'), models.Q(('digest', ''), _negated=True)), models.Q(('ended_at__isnull', False), ('state', 'dropped'), models.Q(('dropped_because', ''), _negated=True)), _connector='OR'), name='calibration_ends_once'),
        ),
        migrations.AddConstraint(
            model_name='calibrationsession',
            constraint=models.CheckConstraint(condition=models.Q(('owner', models.F('facilitator')), _negated=True), name='calibration_is_led_by_two'),
        ),
        migrations.AddConstraint(
            model_name='calibrationseat',
            constraint=models.UniqueConstraint(fields=('session', 'user'), name='calibrationseat_once'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undoes__isnull', False), ('verdict', 'taken_back')), models.Q(models.Q(('verdict', 'taken_back'), _negated=True), ('undoes__isnull', True)), _connector='OR'), name='decision_undoes_where_it_is_taken_back'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('undoes', models.F('id')), _negated=True), name='decision_undoes_another'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'sent_back'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='decision_sent_back_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='grademove',
            constraint=models.CheckConstraint(condition=models.Q(('grade', models.F('was')), _negated=True), name='grademove_is_a_move'),
        ),
        migrations.AddConstraint(
            model_name='grademove',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='grademove_has_a_reason'),
        ),
        migrations.AddIndex(
            model_name='secondlevel',
            index=models.Index(fields=['cycle', '-id'], name='secondlevel_newest'),
        ),
        Freeze(*AFTER),
    ]
