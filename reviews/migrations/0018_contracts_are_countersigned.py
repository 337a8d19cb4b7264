import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from perfcenter.base.frozen import Freeze, Frozen


class Migration(migrations.Migration):

    dependencies = [
        ('portfolio', '0015_where_notices_go'),
        ('reviews', '0017_facts_are_put_right'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Countersignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('wording', models.CharField(max_length=1000)),
                ('digest', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('signed', 'Countersigned'), ('refused', 'Not countersigned')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('answered_at', models.DateTimeField()),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='countersignatures', to='reviews.contract')),
                ('for_whom', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('contract', 'number'), name='countersignature_once'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('state', 'signed')), models.Q(('state', 'refused'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='countersignature_refused_for_a_reason')],
            },
        ),
        Freeze(Frozen("reviews_countersignature")),
    ]
