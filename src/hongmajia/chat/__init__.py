"""Asking an outside model by OpenAI's chat protocol; knows neither Django nor the rooms.

    endpoint = Endpoint("https://…/v1", "some-model", "key", seconds=8)
    order_by_model(endpoint, problem, profiles)  # places in the order of the model
    fields_in(endpoint, text)                    # {"equipment": "304不锈钢", …}

A model is believed as little as possible: of an order only known numbers count, of fields only the
asker's own words. Callers take names and numbers out of the texts before (``privacy``).
"""

from .endpoint import ChatFailed, Endpoint, Fault
from .fields import FIELDS, fields_in
from .ordering import order_by_model

__all__ = ["FIELDS", "ChatFailed", "Endpoint", "Fault", "fields_in", "order_by_model"]
