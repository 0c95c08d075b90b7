"""The states of an engagement: transitions, and who acts in each (docs/domain.md)."""

from hongmajia.core.lives import Holder, life, timed
from hongmajia.core.states import Table, step

from .enums import EngagementState as S
from .enums import EngagementVerb as V

TRANSITIONS: Table = {
    V.ACCEPTED: step([S.PROPOSED], S.ACCEPTED),
    V.CHOSEN: step([S.OFFERED], S.ACCEPTED),
    V.PAIRED: step([S.OFFERED, S.PROPOSED], S.ACCEPTED),
    V.MEETING: step([S.OFFERED, S.PROPOSED], S.ACCEPTED),
    V.LEFT_MEETING: step([S.ACCEPTED, S.SCHEDULED], S.CANCELLED),
    V.DECLINED: step([S.PROPOSED], S.DECLINED),
    V.EXPIRED: step([S.PROPOSED], S.EXPIRED),
    V.CANCELLED: step([S.PROPOSED], S.CANCELLED),
    V.NOT_CHOSEN: step([S.OFFERED], S.CANCELLED),
    V.BID_WITHDRAWN: step([S.OFFERED], S.CANCELLED),
    V.CONTACTED: step([S.ACCEPTED], S.ACCEPTED),
    V.SCHEDULED: step([S.ACCEPTED, S.SCHEDULED], S.SCHEDULED),
    V.VISITED: step([S.ACCEPTED, S.SCHEDULED], S.SCHEDULED),
    V.UNSCHEDULED: step([S.SCHEDULED], S.ACCEPTED),
    V.TACKLED: step([S.ACCEPTED, S.SCHEDULED], S.SCHEDULED),
    V.SERVED: step([S.ACCEPTED, S.SCHEDULED], S.SERVED),
    V.UNSERVED: step([S.SERVED, S.CONFIRMED], S.SCHEDULED),
    V.CONFIRMED: step([S.SERVED], S.CONFIRMED),
    V.RELEASED: step([S.ACCEPTED, S.SCHEDULED], S.CANCELLED),
    V.ENDED: step([S.OFFERED, S.PROPOSED, S.ACCEPTED, S.SCHEDULED], S.CANCELLED),
}

LIFE = life(
    {
        S.OFFERED: timed(Holder.UNION, "needs.tasks.remind_overdue"),  # the need is due as well
        S.PROPOSED: timed(Holder.HELPER, "engagements.tasks.remind_overdue"),
        S.ACCEPTED: timed(Holder.HELPER, "engagements.tasks.remind_overdue"),
        S.SCHEDULED: timed(Holder.HELPER, "services.tasks.remind_overdue"),
        S.SERVED: timed(Holder.ASKER, "services.tasks.remind_overdue"),
    },
    over=[S.CONFIRMED, S.DECLINED, S.EXPIRED, S.CANCELLED],
)
"""How an engagement stands in each state; a cadre of the need's union is reminded as well."""
