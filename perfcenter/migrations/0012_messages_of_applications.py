from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('perfcenter', '0011_what_people_are_told'),
    ]

    operations = [
        migrations.AlterField(
            model_name='delivery',
            name='channel',
            field=models.CharField(choices=[('email', 'E-mail'), ('wecom', 'WeCom'), ('dingtalk', 'DingTalk'), ('wecom_app', 'WeCom application'), ('ding_app', 'DingTalk work notice')], max_length=10),
        ),
    ]
