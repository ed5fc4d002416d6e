"""Rows behind figures lie in the lake; published and signed figures, bulletins."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # computed figures are not carried over: the next computation makes them anew, from the lake
        migrations.DeleteModel('FigureRow'),
        migrations.DeleteModel('FigureValue'),
        migrations.DeleteModel('FigureRun'),
        migrations.CreateModel(
            name='FigureRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('view', models.CharField(max_length=40, verbose_name='数据视图')),
                ('lake_version', models.PositiveBigIntegerField(verbose_name='数据版本')),
                ('watermark', models.CharField(max_length=200, verbose_name='数据截止')),
                ('stamp', models.CharField(blank=True, max_length=80, verbose_name='来源版本')),
                ('rows', models.PositiveBigIntegerField(default=0, verbose_name='明细条数')),
                ('since', models.DateField(verbose_name='计算自（月）')),
                ('through', models.DateField(verbose_name='计算至（月）')),
                ('definition', models.JSONField(verbose_name='指标定义')),
                ('places', models.JSONField(verbose_name='归集关系')),
                ('inputs', models.CharField(max_length=64, verbose_name='输入摘要')),
                ('computed_at', models.DateTimeField(verbose_name='计算时间')),
                ('current', models.BooleanField(default=False, verbose_name='现行')),
            ],
            options={
                'verbose_name': '数据计算',
                'verbose_name_plural': '数据计算',
                'constraints': [models.UniqueConstraint(condition=models.Q(('current', True)), fields=('view',), name='one_current_run_per_view')],
            },
        ),
        migrations.CreateModel(
            name='Bulletin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10, verbose_name='种类')),
                ('division', models.CharField(max_length=6, verbose_name='行政区划代码')),
                ('period', models.CharField(max_length=11, verbose_name='期间')),
                ('issue', models.PositiveIntegerField(verbose_name='期号')),
                ('content', models.JSONField(verbose_name='内容')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
                ('issued_at', models.DateTimeField(verbose_name='印发时间')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '统计公报',
                'verbose_name_plural': '统计公报',
                'constraints': [models.UniqueConstraint(fields=('kind', 'division', 'period', 'issue'), name='one_bulletin_per_issue')],
            },
        ),
        migrations.CreateModel(
            name='FigureValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('view', models.CharField(max_length=40, verbose_name='数据视图')),
                ('indicator', models.CharField(max_length=60, verbose_name='指标')),
                ('division', models.CharField(max_length=6, verbose_name='行政区划代码')),
                ('period', models.CharField(max_length=11, verbose_name='期间')),
                ('value', models.CharField(max_length=40, verbose_name='数值')),
                ('parts', models.JSONField(verbose_name='构成')),
                ('since', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.figurerun', verbose_name='自')),
                ('until', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.figurerun', verbose_name='至')),
            ],
            options={
                'verbose_name': '数据',
                'verbose_name_plural': '数据',
                'indexes': [models.Index(condition=models.Q(('until', None)), fields=['indicator', 'division'], name='figure_now_by_place')],
                'constraints': [models.UniqueConstraint(fields=('indicator', 'period', 'division', 'since'), name='one_value_per_cell')],
            },
        ),
        migrations.CreateModel(
            name='OfficialFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=60, verbose_name='指标')),
                ('division', models.CharField(max_length=6, verbose_name='行政区划代码')),
                ('period', models.CharField(max_length=11, verbose_name='期间')),
                ('value', models.CharField(max_length=40, verbose_name='数值')),
                ('source', models.CharField(max_length=200, verbose_name='出处')),
                ('published_on', models.DateField(verbose_name='公布日')),
                ('recorded_at', models.DateTimeField(verbose_name='录入时间')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '公布数',
                'verbose_name_plural': '公布数',
                'constraints': [models.UniqueConstraint(fields=('indicator', 'division', 'period', 'published_on'), name='one_official_figure_per_publication')],
            },
        ),
        migrations.CreateModel(
            name='SignedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=60, verbose_name='指标')),
                ('division', models.CharField(max_length=6, verbose_name='行政区划代码')),
                ('period', models.CharField(max_length=11, verbose_name='期间')),
                ('value', models.CharField(max_length=40, verbose_name='核定数')),
                ('basis', models.CharField(max_length=10, verbose_name='取自')),
                ('own', models.CharField(blank=True, max_length=40, verbose_name='自算数')),
                ('official', models.CharField(blank=True, max_length=40, verbose_name='公布数')),
                ('returned', models.CharField(blank=True, max_length=40, verbose_name='填报数')),
                ('run', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='计算批次')),
                ('definition', models.JSONField(verbose_name='指标定义')),
                ('role', models.CharField(max_length=20, verbose_name='角色')),
                ('signed_at', models.DateTimeField(verbose_name='核定时间')),
                ('reason', models.CharField(blank=True, max_length=400, verbose_name='理由')),
                ('restates', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='restated_by', to='reporting.signedfigure')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '核定数',
                'verbose_name_plural': '核定数',
                'indexes': [models.Index(fields=['division', 'period'], name='reporting_s_divisio_554ef1_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('restates', None)), fields=('indicator', 'division', 'period'), name='signed_first_once')],
            },
        ),
    ]
