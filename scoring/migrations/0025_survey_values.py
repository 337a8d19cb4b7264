"""What a survey came to, for the runs that read it."""

import django.db.models.deletion
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen


class Migration(migrations.Migration):

    dependencies = [
        ('portfolio', '0014_clients_by_number'),
        ('scoring', '0024_scheme_trials'),
    ]

    operations = [
        migrations.CreateModel(
            name='SurveyValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure_code', models.CharField(max_length=40)),
                ('side', models.CharField(max_length=20)),
                ('value', models.BigIntegerField()),
                ('answers', models.PositiveIntegerField()),
                ('known_on', models.DateField()),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='survey_values', to='scoring.cycle')),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='survey_values', to='portfolio.manager')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('cycle', 'manager', 'measure_code', 'side'), name='survey_value_once')],
            },
        ),
        Freeze(
            Frozen('scoring_surveyvalue'),
        ),
    ]
