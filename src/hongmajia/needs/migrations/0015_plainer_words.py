from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0014_same_problem_by_account"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalneed",
            name="channel",
            field=models.CharField(
                choices=[
                    ("web", "自己填报"),
                    ("liaison", "联络员代填"),
                    ("import", "表格导入"),
                    ("api", "其他系统"),
                    ("order", "点单"),
                ],
                default="web",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="historicalneed",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "草稿"),
                    ("submitted", "待核实"),
                    ("returned", "已退回"),
                    ("listed", "待对接"),
                    ("escalated", "已提请协调"),
                    ("matched", "已对接"),
                    ("in_service", "服务中"),
                    ("tackling", "攻关中"),
                    ("solved", "已解决"),
                    ("confirmed", "企业已确认"),
                    ("unsolved", "未解决"),
                    ("reopened", "重新打开"),
                    ("merged", "已并入"),
                    ("withdrawn", "已撤回"),
                ],
                default="draft",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="need",
            name="channel",
            field=models.CharField(
                choices=[
                    ("web", "自己填报"),
                    ("liaison", "联络员代填"),
                    ("import", "表格导入"),
                    ("api", "其他系统"),
                    ("order", "点单"),
                ],
                default="web",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="need",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "草稿"),
                    ("submitted", "待核实"),
                    ("returned", "已退回"),
                    ("listed", "待对接"),
                    ("escalated", "已提请协调"),
                    ("matched", "已对接"),
                    ("in_service", "服务中"),
                    ("tackling", "攻关中"),
                    ("solved", "已解决"),
                    ("confirmed", "企业已确认"),
                    ("unsolved", "未解决"),
                    ("reopened", "重新打开"),
                    ("merged", "已并入"),
                    ("withdrawn", "已撤回"),
                ],
                default="draft",
                max_length=12,
            ),
        ),
    ]
