"""The key industries to begin with; the province changes them (docs/adr/0087)."""

from django.db import migrations

FIRST = {
    "先进制造业": ("27", "34", "35", "36", "37", "38", "39", "40"),
    "数字经济": ("39", "63", "64", "65"),
    "现代服务业": ("I", "J", "M", "72"),
}


def add(apps, editor):
    industries = apps.get_model("unions", "KeyIndustry")
    codes = apps.get_model("unions", "KeyIndustryCode")
    for name, members in FIRST.items():
        made = industries.objects.create(name=name)
        codes.objects.bulk_create(codes(industry=made, code=code) for code in members)


def remove(apps, editor):
    apps.get_model("unions", "KeyIndustry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("unions", "0014_firms")]
    operations = [migrations.RunPython(add, remove)]
