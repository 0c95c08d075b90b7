"""Solve every need of the database, for ``alike.py``: a service with its record, and a consent.

Needs that are confirmed already only get the consent. Run again, it does nothing.
"""

import os
from datetime import timedelta

import django
from django.utils import timezone

BATCH = 2000
FOUR_HOURS = timedelta(hours=4)


def main() -> None:
    """Make the rows in batches."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongmajia.config.settings")
    django.setup()
    from hongmajia.engagements.models import Engagement
    from hongmajia.needs.models import Need
    from hongmajia.people.models import Helper
    from hongmajia.services.models import Confirmation

    helpers = list(Helper.objects.filter(kind="artisan")[:500])
    Confirmation.objects.update(way_consent=True, outcome="solved")
    done = Engagement.objects.filter(state="confirmed", confirmation__isnull=False).values("need")
    Need.objects.filter(pk__in=done).update(state="confirmed")
    left = list(Need.objects.exclude(pk__in=done).order_by("pk"))
    for begin in range(0, len(left), BATCH):
        solve(left[begin : begin + BATCH], helpers)
    Need.objects.update(state="confirmed", visibility="masked")
    print(f"{Need.objects.count()} solved needs, {Confirmation.objects.count()} confirmations")


def solve(needs: list, helpers: list) -> None:
    """An engagement, an activity with its record, and a confirmation for each of the needs."""
    from hongmajia.engagements.models import Engagement
    from hongmajia.services.models import Activity, Confirmation, ServiceRecord

    now = timezone.now()
    Engagement.objects.filter(need__in=needs).exclude(state="confirmed").update(state="cancelled")
    engagements = Engagement.objects.bulk_create(
        Engagement(need=need, helper=helpers[n % len(helpers)], origin="claim", state="confirmed")
        for n, need in enumerate(needs)
    )
    activities = Activity.objects.bulk_create(
        Activity(
            season_id=need.season_id, union_id=need.union_id, state="held", title=need.title,
            kind="visit", form="visit", mode="on_site", starts_at=now - FOUR_HOURS, ends_at=now,
            region_id=need.region_id, opened_at=now,
        )
        for need in needs
    )  # fmt: skip
    through = Activity.engagements.through
    through.objects.bulk_create(
        through(activity=activity, engagement=engagement)
        for activity, engagement in zip(activities, engagements, strict=True)
    )
    ServiceRecord.objects.bulk_create(
        ServiceRecord(
            activity=activity,
            result="solved",
            diagnosis="一头焊到底，热量都堆在一边。",
            done="分段退焊\n背面垫铜板",
            measure="平面度",
            before="6",
            after="1.8",
            unit="mm",
        )
        for activity in activities
    )
    Confirmation.objects.bulk_create(
        Confirmation(
            engagement=engagement, outcome="solved", satisfaction=4, name="沈女士",
            way_consent=True,
        )
        for engagement in engagements
    )  # fmt: skip


if __name__ == "__main__":
    main()
