import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen

AFTER = [
    Frozen(
        "scoring_deputy",
        allowed='OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL',
        fixed=('supervisor_id', 'deputy_id', 'from_on', 'until_on', 'named_by_id', 'named_at'),
    ),
    Frozen("scoring_calibratedgrade"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('portfolio', '0014_clients_by_number'),
        ('scoring', '0026_results_are_amended'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalibratedGrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was', models.CharField(blank=True, max_length=40)),
                ('grade', models.CharField(max_length=40)),
                ('reason', models.CharField(max_length=500)),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calibrated', to='scoring.scorerun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'manager'), name='calibratedgrade_once'), models.CheckConstraint(condition=models.Q(('grade', models.F('was')), _negated=True), name='calibratedgrade_is_another')],
            },
        ),
        migrations.CreateModel(
            name='Deputy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('until_on', models.DateField()),
                ('named_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputises', to='portfolio.manager')),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supervisor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='portfolio.manager')),
            ],
            options={
                'ordering': ['-from_on', '-id'],
                'indexes': [models.Index(fields=['deputy', 'until_on'], name='deputy_of_whom')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='deputy_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('deputy', models.F('supervisor')), _negated=True), name='deputy_is_somebody_else')],
            },
        ),
        Freeze(*AFTER),
    ]
