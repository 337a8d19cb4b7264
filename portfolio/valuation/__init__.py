"""What each account's month is worth, and to whom: monthly facts and the rows they are made of."""

from portfolio.valuation.facts import load_facts, refresh_facts
from portfolio.valuation.rules import ValuationError

__all__ = ["ValuationError", "load_facts", "refresh_facts"]
