"""What a version was read from: provisions, files, whose they were, what shipped beside it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """New columns; versions published before know nothing of them."""

    dependencies = [("rulebook", "0001_initial")]

    operations = [
        migrations.AddField("definitionversion", "law", models.JSONField(default=list, verbose_name="引用的规定")),
        migrations.AddField("definitionversion", "files", models.JSONField(default=dict, verbose_name="文件摘要")),
        migrations.AddField(
            "definitionversion",
            "origin",
            models.CharField(default="shipped", max_length=10, verbose_name="来源"),
        ),
        migrations.AddField(
            "definitionversion",
            "beside",
            models.CharField(blank=True, default="", max_length=20, verbose_name="同时自带的版本"),
        ),
    ]
