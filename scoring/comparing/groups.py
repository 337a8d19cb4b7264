"""The groups of inputs in which two runs can differ, in the order in which they are swapped."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from portfolio.valuation.mixing import Kind


class Group(StrEnum):
    VOLUME = "volume"
    PRICE = "price"
    CLASS = "class"
    POOLS = "pools"
    SHARES = "shares"
    TARGETS = "targets"
    SCHEME = "scheme"

    @property
    def kind(self) -> Kind | None:
        """What of a month's files belongs to the group."""
        return Kind(self.value) if self.value in set(Kind) else None


def title_of(group: Group) -> str:
    return {
        Group.VOLUME: _("Data volume"),
        Group.PRICE: _("Prices"),
        Group.CLASS: _("Classification"),
        Group.POOLS: _("Cost pools"),
        Group.SHARES: _("Shares and owners"),
        Group.TARGETS: _("Targets and records"),
        Group.SCHEME: _("Weights and scheme"),
    }[group]


def note_of(group: Group) -> str:
    """Say what belongs to the group."""
    return {
        Group.VOLUME: _("balances, interest, fees, sales, new accounts and clients"),
        Group.PRICE: _("transfer prices, provision and tax rates, coefficients"),
        Group.CLASS: _("loan classes"),
        Group.POOLS: _("costs to be allocated"),
        Group.SHARES: _("shares of accounts, clients' managers, postings, participants"),
        Group.TARGETS: _("targets, values, records, absences and judgments"),
        Group.SCHEME: _("measures, rules and weights"),
    }[group]
