"""Names are stored in one spelling, whoever saves them, and found by their key."""

from django.apps import apps

from hongmajia.core.name_fields import fill_name_keys
from hongmajia.people.models import Helper
from hongmajia.unions.models import Enterprise, Union
from tests.actors import Province, artisan, credit_code


def test_a_name_is_tidied_and_its_key_kept_by_every_way_to_save(province: Province) -> None:
    li = artisan("李\u3000明", "焊工", province.huzhou, "330502")
    li.refresh_from_db()
    assert (li.name, li.name_key) == ("李明", "李明")
    (firm,) = Enterprise.objects.bulk_create(
        [Enterprise(name="某某厂 (ＡＢ)", credit_code=credit_code(55), section="C",
                    region_id="330521", union=province.mogan_union)]
    )  # fmt: skip
    firm.refresh_from_db()
    assert (firm.name, firm.name_key) == ("某某厂 (AB)", "某某厂(ab)")
    assert Enterprise.objects.get(name_key="某某厂（ab）") == firm


def test_rows_of_earlier_versions_get_their_keys(province: Province) -> None:
    Helper.objects.update(name_key="")
    Enterprise.objects.update(name_key="")
    fill_name_keys("people", "helper")(apps, None)
    fill_name_keys("unions", "enterprise", "union")(apps, None)
    assert Enterprise.objects.get(name_key="德清县 莫干精工机械有限公司") == province.mogan
    assert Helper.objects.filter(name_key="").count() == 0
    assert Union.objects.get(name_key="德清县总工会 ") == province.deqing
