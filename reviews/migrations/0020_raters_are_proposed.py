import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen, Thaw

SET = (
    "EXISTS (SELECT 1 FROM reviews_survey s WHERE s.id = OLD.survey_id AND s.state <> 'set_up')"
)
BEFORE = [
    Frozen(
        'reviews_survey',
        once="OLD.state <> 'set_up'",
        allowed="OLD.state = 'open' AND NEW.state IN ('open', 'closed')",
        fixed=('cycle_id', 'kind'),
    ),
    Frozen('reviews_surveygroup', once=SET),
    Frozen('reviews_surveyquestion', once=SET),
    Frozen('reviews_surveyperson', once=SET),
    Frozen(
        'reviews_surveyrater',
        once=SET,
        allowed=(
            'EXISTS (SELECT 1 FROM reviews_survey s WHERE s.id = OLD.survey_id AND s.state = '
            "'open')"
        ),
        fixed=('survey_id', 'manager_id', 'side', 'rater_id', 'client_id'),
    ),
]


class Migration(migrations.Migration):

    dependencies = [
        ('portfolio', '0015_where_notices_go'),
        ('reviews', '0019_feedback_on_results'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Thaw(*BEFORE),
        migrations.AddField(
            model_name='survey',
            name='propose_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='survey',
            name='remind_before',
            field=models.PositiveSmallIntegerField(default=3),
        ),
        migrations.CreateModel(
            name='RaterProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raters', models.JSONField()),
                ('state', models.CharField(choices=[('waiting', 'Proposed'), ('approved', 'Approved as proposed'), ('changed', 'Approved with changes'), ('refused', 'Refused'), ('lapsed', 'Not decided before the opening')], default='waiting', max_length=20)),
                ('made_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='reviews.survey')),
            ],
            options={
                'ordering': ['survey', 'manager', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('survey', 'manager'), name='raterproposal_one_waits'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='raterproposal_is_decided_once'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('changed', 'refused')), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='raterproposal_is_refused_for_a_reason')],
            },
        ),
        Freeze(*BEFORE, Frozen('reviews_raterproposal', once=SET)),
    ]
