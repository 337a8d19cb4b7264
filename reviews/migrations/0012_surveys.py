"""Surveys: what is asked of whom about whom; answers in sealed boxes, results that stay."""

import django.db.models.deletion
import perfcenter.base.fields
from django.conf import settings
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen


class Migration(migrations.Migration):

    dependencies = [
        ('portfolio', '0014_clients_by_number'),
        ('reviews', '0011_cycles_are_sealed'),
        ('scoring', '0025_survey_values'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('review', '360 review'), ('client', 'Verification by clients')], max_length=20)),
                ('state', models.CharField(choices=[('set_up', 'Being set up'), ('open', 'Open'), ('closed', 'Closed for good')], default='set_up', max_length=20)),
                ('measure_code', models.CharField(blank=True, max_length=40)),
                ('closes_on', models.DateField()),
                ('begun_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='scoring.cycle')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['cycle', '-kind'],
            },
        ),
        migrations.CreateModel(
            name='SurveyBox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('self', 'Self'), ('superior', 'Superior'), ('peer', 'Colleagues'), ('subordinate', 'Subordinates'), ('client', 'Clients')], max_length=20)),
                ('sealed', models.TextField()),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='boxes', to='reviews.survey')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('self', 'Self'), ('superior', 'Superior'), ('peer', 'Colleagues'), ('subordinate', 'Subordinates'), ('client', 'Clients')], max_length=20)),
                ('question', models.PositiveSmallIntegerField()),
                ('place', models.PositiveSmallIntegerField()),
                ('text', models.TextField(max_length=1000)),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='reviews.survey')),
            ],
            options={
                'ordering': ['survey', 'manager', 'question', 'side', 'place'],
            },
        ),
        migrations.CreateModel(
            name='SurveyGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('self', 'Self'), ('superior', 'Superior'), ('peer', 'Colleagues'), ('subordinate', 'Subordinates'), ('client', 'Clients')], max_length=20)),
                ('weight', perfcenter.base.fields.ExactField()),
                ('least', models.PositiveSmallIntegerField()),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='reviews.survey')),
            ],
            options={
                'ordering': ['survey', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SurveyPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('approved_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='reviews.survey')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('sides', models.JSONField()),
                ('dimension', models.CharField(blank=True, max_length=20)),
                ('dimension_title', models.CharField(blank=True, max_length=60)),
                ('dimension_title_zh', models.CharField(blank=True, max_length=60)),
                ('text', models.CharField(blank=True, max_length=200)),
                ('text_zh', models.CharField(max_length=200)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='reviews.survey')),
            ],
            options={
                'ordering': ['survey', 'position'],
            },
        ),
        migrations.CreateModel(
            name='SurveyRater',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('self', 'Self'), ('superior', 'Superior'), ('peer', 'Colleagues'), ('subordinate', 'Subordinates'), ('client', 'Clients')], max_length=20)),
                ('has_answered', models.BooleanField(default=False)),
                ('link_digest', models.CharField(blank=True, db_index=True, max_length=64)),
                ('client', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.client')),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('rater', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='raters', to='reviews.survey')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.TextField()),
                ('rater', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='reviews.surveyrater')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('self', 'Self'), ('superior', 'Superior'), ('peer', 'Colleagues'), ('subordinate', 'Subordinates'), ('client', 'Clients')], max_length=20)),
                ('dimension', models.CharField(blank=True, max_length=20)),
                ('value', models.BigIntegerField()),
                ('answers', models.PositiveIntegerField()),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='reviews.survey')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.UniqueConstraint(fields=('cycle', 'kind'), name='survey_once'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('opened_at__isnull', True), ('state', 'set_up')), models.Q(('closed_at__isnull', True), ('opened_at__isnull', False), ('state', 'open')), models.Q(('closed_at__isnull', False), ('opened_at__isnull', False), ('state', 'closed')), _connector='OR'), name='survey_state_has_its_times'),
        ),
        migrations.AddConstraint(
            model_name='surveybox',
            constraint=models.UniqueConstraint(fields=('survey', 'manager', 'side'), name='survey_box_once'),
        ),
        migrations.AddConstraint(
            model_name='surveycomment',
            constraint=models.UniqueConstraint(fields=('survey', 'manager', 'side', 'question', 'place'), name='survey_comment_once'),
        ),
        migrations.AddConstraint(
            model_name='surveygroup',
            constraint=models.UniqueConstraint(fields=('survey', 'side'), name='survey_group_once'),
        ),
        migrations.AddConstraint(
            model_name='surveygroup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('least__gte', 1), ('side__in', ['self', 'superior'])), ('least__gte', 3), _connector='OR'), name='survey_group_is_large_enough'),
        ),
        migrations.AddConstraint(
            model_name='surveyperson',
            constraint=models.UniqueConstraint(fields=('survey', 'manager'), name='survey_person_once'),
        ),
        migrations.AddConstraint(
            model_name='surveyquestion',
            constraint=models.UniqueConstraint(fields=('survey', 'position'), name='survey_question_once'),
        ),
        migrations.AddConstraint(
            model_name='surveyrater',
            constraint=models.UniqueConstraint(fields=('survey', 'manager', 'rater'), name='survey_rater_once'),
        ),
        migrations.AddConstraint(
            model_name='surveyrater',
            constraint=models.UniqueConstraint(fields=('survey', 'manager', 'client'), name='survey_client_once'),
        ),
        migrations.AddConstraint(
            model_name='surveyrater',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('client__isnull', False), ('rater__isnull', True), ('side', 'client')), models.Q(models.Q(('side', 'client'), _negated=True), ('client__isnull', True), ('rater__isnull', False)), _connector='OR'), name='survey_rater_is_staff_or_client'),
        ),
        migrations.AddConstraint(
            model_name='surveyresult',
            constraint=models.UniqueConstraint(fields=('survey', 'manager', 'side', 'dimension'), name='survey_result_once'),
        ),
        Freeze(
            Frozen(
                'reviews_survey',
                once="OLD.state <> 'set_up'",
                allowed="OLD.state = 'open' AND NEW.state IN ('open', 'closed')",
                fixed=('cycle_id', 'kind'),
            ),
            Frozen(
                'reviews_surveygroup',
                once=(
                    'EXISTS (SELECT 1 FROM reviews_survey s WHERE s.id = OLD.survey_id AND s.state <> '
                    "'set_up')"
                ),
            ),
            Frozen(
                'reviews_surveyquestion',
                once=(
                    'EXISTS (SELECT 1 FROM reviews_survey s WHERE s.id = OLD.survey_id AND s.state <> '
                    "'set_up')"
                ),
            ),
            Frozen(
                'reviews_surveyperson',
                once=(
                    'EXISTS (SELECT 1 FROM reviews_survey s WHERE s.id = OLD.survey_id AND s.state <> '
                    "'set_up')"
                ),
            ),
            Frozen(
                'reviews_surveyrater',
                once=(
                    'EXISTS (SELECT 1 FROM reviews_survey s WHERE s.id = OLD.survey_id AND s.state <> '
                    "'set_up')"
                ),
                allowed=(
                    'EXISTS (SELECT 1 FROM reviews_survey s WHERE s.id = OLD.survey_id AND s.state = '
                    "'open')"
                ),
                fixed=('survey_id', 'manager_id', 'side', 'rater_id', 'client_id'),
            ),
            Frozen('reviews_surveyresult'),
            Frozen('reviews_surveycomment'),
        ),
    ]
