import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portfolio', '0011_reopening_takes_two'),
        ('reviews', '0005_who_decided_keeps_sight'),
        ('scoring', '0021_cycles_of_a_line'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Setup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('year', 'Year'), ('half', 'Half-year'), ('quarter', 'Quarter'), ('month', 'Month'), ('days', 'Probation, by days')], max_length=10)),
                ('first_month', models.IntegerField()),
                ('last_month', models.IntegerField()),
                ('first_on', models.DateField(null=True)),
                ('last_on', models.DateField(null=True)),
                ('code', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('title_zh', models.CharField(blank=True, max_length=200)),
                ('lines', models.JSONField(default=dict)),
                ('takes', models.CharField(choices=[('all', 'Everybody who serves'), ('listed', 'Only those who are named')], default='all', max_length=10)),
                ('self_review_due', models.DateField(null=True)),
                ('review_due', models.DateField(null=True)),
                ('publish_due', models.DateField(null=True)),
                ('targets_from', models.JSONField(default=dict)),
                ('plans', models.JSONField(default=list)),
                ('like', models.CharField(blank=True, max_length=40)),
                ('version', models.PositiveIntegerField(default=1)),
                ('begun_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField(null=True)),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cycle', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='setup', to='scoring.cycle')),
                ('round', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='setup', to='scoring.round')),
            ],
            options={
                'ordering': ['-changed_at'],
            },
        ),
        migrations.CreateModel(
            name='SetupPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('takes_part', models.BooleanField()),
                ('line', models.CharField(blank=True, max_length=20)),
                ('reason', models.CharField(max_length=500)),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('setup', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='reviews.setup')),
            ],
            options={
                'ordering': ['manager'],
            },
        ),
        migrations.CreateModel(
            name='SetupTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure_code', models.CharField(max_length=40)),
                ('month', models.IntegerField(default=0)),
                ('target', models.BigIntegerField()),
                ('manager', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.manager')),
                ('setup', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='reviews.setup')),
            ],
        ),
        migrations.AddConstraint(
            model_name='setup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cycle__isnull', True), ('opened_at__isnull', True), ('round__isnull', True)), models.Q(models.Q(('dropped_at__isnull', True), ('opened_at__isnull', False)), ('cycle__isnull', False), ('round__isnull', True)), models.Q(models.Q(('dropped_at__isnull', True), ('opened_at__isnull', False)), ('cycle__isnull', True), ('round__isnull', False)), _connector='OR'), name='setup_is_opened_once_and_not_dropped'),
        ),
        migrations.AddConstraint(
            model_name='setupperson',
            constraint=models.UniqueConstraint(fields=('setup', 'manager'), name='setup_person_once'),
        ),
        migrations.AddConstraint(
            model_name='setuptarget',
            constraint=models.UniqueConstraint(fields=('setup', 'manager', 'measure_code', 'month'), name='setup_target_once'),
        ),
    ]
