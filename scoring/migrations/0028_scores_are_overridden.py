import django.db.models.deletion
import perfcenter.base.fields
from django.conf import settings
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen

PUBLISHED = (
    "EXISTS (SELECT 1 FROM scoring_cycle c "
    "WHERE c.id = OLD.cycle_id AND c.published_at IS NOT NULL)"
)
AFTER = [
    Frozen("scoring_overriddenscore", part_of=("scoring_scorerun", "run_id")),
    Frozen(
        "scoring_scoreoverride",
        allowed=f"NOT {PUBLISHED}",
        fixed=("cycle_id", "manager_id", "measure_code"),
    ),
]


class Migration(migrations.Migration):

    dependencies = [
        ('portfolio', '0015_where_notices_go'),
        ('scoring', '0027_deputies_and_calibrated_grades'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OverriddenScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure_code', models.CharField(max_length=40)),
                ('computed', perfcenter.base.fields.ExactField(null=True)),
                ('score', perfcenter.base.fields.ExactField()),
                ('counts', models.BooleanField()),
                ('set_by', models.CharField(max_length=150)),
                ('set_by_name', models.CharField(max_length=150)),
                ('set_on', models.DateField()),
                ('reason', models.CharField(max_length=500)),
                ('manager', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('run', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='scoring.scorerun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'manager', 'measure_code'), name='overriddenscore_once')],
            },
        ),
        migrations.CreateModel(
            name='ScoreOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure_code', models.CharField(max_length=40)),
                ('score', perfcenter.base.fields.ExactField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('computed', perfcenter.base.fields.ExactField()),
                ('by_name', models.CharField(max_length=150)),
                ('set_at', models.DateTimeField()),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='scoring.cycle')),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='portfolio.manager')),
                ('beside', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scoring.scorerun')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('cycle', 'manager', 'measure_code'), name='scoreoverride_once'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('score__isnull', True)), models.Q(('score__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='scoreoverride_has_a_reason')],
            },
        ),
        Freeze(*AFTER),
    ]
