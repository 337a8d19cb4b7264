"""Whether a bank is small enough to be scored while somebody waits for the page."""

from portfolio.models import Account, Manager

PEOPLE = 300
ACCOUNTS = 20_000
"""Up to here storing a run, and the facts of a month, hold the database less than a second."""


def takes_long() -> bool:
    """Whether scoring holds up others for too long within a request, so that a job does it."""
    return _has_more(Manager, PEOPLE) or _has_more(Account, ACCOUNTS)


def _has_more(model: type[Manager] | type[Account], limit: int) -> bool:
    """Whether there are more than so many, looking at no more than are needed to know."""
    return model._default_manager.order_by("pk")[limit : limit + 1].exists()
