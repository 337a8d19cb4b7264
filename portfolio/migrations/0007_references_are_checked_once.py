import django.db.models.deletion
from django.db import migrations, models

from perfcenter.base.like_indexes import DropLikeIndexes


def refers(model, name, to, **more):
    """No foreign key of the database: a load has looked up what it writes, and `verify` does."""
    return migrations.AlterField(
        model_name=model,
        name=name,
        field=models.ForeignKey(
            db_constraint=False, on_delete=django.db.models.deletion.PROTECT, to=to, **more
        ),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('portfolio', '0006_ledger_rows_are_checked_once'),
    ]

    operations = [
        refers('client', 'branch', 'portfolio.branch', null=True, related_name='clients'),
        refers('client', 'manager', 'portfolio.manager', null=True, related_name='clients'),
        refers('account', 'client', 'portfolio.client', related_name='accounts'),
        refers('account', 'product', 'portfolio.product', related_name='accounts', db_index=False),
        refers('ownership', 'client', 'portfolio.client', related_name='ownerships', db_index=False),
        refers('ownership', 'manager', 'portfolio.manager', null=True, related_name='+', db_index=False),
        refers('share', 'account', 'portfolio.account', related_name='shares', to_field='account_no'),
        refers('share', 'manager', 'portfolio.manager', related_name='shares'),
        refers('sale', 'manager', 'portfolio.manager', related_name='sales'),
        refers('sale', 'product', 'portfolio.product', related_name='sales'),
        refers('recovery', 'contract', 'portfolio.account', null=True, related_name='recoveries', to_field='account_no'),
        DropLikeIndexes(),
    ]
