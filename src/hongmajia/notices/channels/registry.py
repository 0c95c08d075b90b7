"""The channels that carry deliveries, by the name that a delivery stores."""

from . import sms
from .protocol import Channel

CHANNELS: dict[str, Channel] = {"sms": sms}
