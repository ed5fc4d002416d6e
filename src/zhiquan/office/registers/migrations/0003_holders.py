"""The organisations that entries concern become a table of their own; those of the entries that are there go into it."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

HOLDERS = ("uscc", "pledgor_uscc", "pledgee_uscc")
SLICE = 2000


def carry_over(apps, schema_editor):
    """Write the credit codes that the data of every entry hold, slice by slice."""
    entries = apps.get_model("registers", "RegisterEntry").objects
    holder = apps.get_model("registers", "EntryHolder")
    last = 0
    while rows := list(entries.filter(pk__gt=last).order_by("pk").values_list("pk", "data")[:SLICE]):
        holder.objects.bulk_create(
            holder(entry_id=pk, role=role, code=str(data[role]))
            for pk, data in rows
            for role in HOLDERS
            if data.get(role)
        )
        last = rows[-1][0]


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0002_ended_by'),
    ]

    operations = [
        migrations.CreateModel(
            name='EntryHolder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=20, verbose_name='身份')),
                ('code', models.CharField(max_length=40, verbose_name='统一社会信用代码')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holders', to='registers.registerentry')),
            ],
            options={
                'verbose_name': '登记所涉单位',
                'verbose_name_plural': '登记所涉单位',
                'indexes': [models.Index(fields=['code', 'role'], name='entry_holder_code')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'role'), name='holder_once_per_entry')],
            },
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
