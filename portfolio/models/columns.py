"""What the columns of several tables share."""

from django.db import models
from django.db.models import Q

KEY = 40
NAME = 100
EMAIL = 254
CHAT_ID = 64

WHOLE_CYCLE = 0
"""The month of a target or value that counts for the cycle as a whole."""


ANY_YEAR = 0
"""The year of a target or value that counts for every cycle that has none of its own."""


def a_month(field: str, name: str) -> models.CheckConstraint:
    """Constrain a yyyymm column (None, or WHOLE_CYCLE) to years that can be meant."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{field: WHOLE_CYCLE})
        | Q(**{f"{field}__gte": 190001, f"{field}__lte": 299912}),
    )
