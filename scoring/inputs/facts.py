"""The facts of a cycle as columns over its participants, and sums over them."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from perfcenter.base.money import FEN, MILLION
from portfolio.models import Product
from portfolio.months import days_in

NOBODY = -1
LONGEST_MONTH = 31
MOST = 2.0**62  # numpy wraps beyond 2**63 without a word


@dataclass(frozen=True)
class MonthlyFacts:
    """Monthly facts. `who` is the participant's place in the order of staff numbers, or -1."""

    frame: pd.DataFrame
    who: NDArray[np.int64]
    days: NDArray[np.int64]
    participants: int

    @classmethod
    def of(cls, facts: pd.DataFrame, staff: list[str]) -> "MonthlyFacts":
        place = pd.Series(
            np.arange(len(staff), dtype=np.int64), index=pd.Index(staff, dtype=object)
        )
        who = place.reindex(facts["manager"]).fillna(NOBODY).to_numpy(dtype=np.int64)
        days = facts["month"].map({m: days_in(int(m)) for m in facts["month"].unique()})
        frame = facts.assign(income=income_of(facts), funding_cost=funding_cost_of(facts))
        return cls(frame, who, days.to_numpy(dtype=np.int64), len(staff))

    @property
    def scored(self) -> NDArray[np.bool_]:
        """Which facts belong to participants."""
        return np.asarray(self.who != NOBODY, dtype=np.bool_)

    def total(self, column: str, where: NDArray[np.bool_] | None = None) -> NDArray[np.object_]:
        """Sum a column over the chosen facts of each participant, in Python integers."""
        return self._sum(self.frame[column].to_numpy(dtype=np.int64), where)

    def balance_days(self, where: NDArray[np.bool_]) -> NDArray[np.object_]:
        """Sum average balance x days of the month, fen x days."""
        return self._sum(balance_days(self.frame, self.days), where)

    def of_family(self, *families: str) -> NDArray[np.bool_]:
        """Which facts belong to the families."""
        return self.frame["family"].isin(families).to_numpy()

    def of_product(self, code: str) -> NDArray[np.bool_]:
        return (self.frame["product"] == code).to_numpy()

    def in_month(self, month: int) -> NDArray[np.bool_]:
        return (self.frame["month"] == month).to_numpy()

    def in_months(self, months: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which facts are of the month that is named for their participant."""
        if not self.participants:
            return np.zeros(len(self.frame), dtype=np.bool_)
        return np.asarray(self.frame["month"].to_numpy() == months[self.who], dtype=np.bool_)

    def holds(self, where: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which participants have any of the chosen facts."""
        chosen = self.who[self.scored & where]
        return np.asarray(np.bincount(chosen, minlength=self.participants) > 0, dtype=np.bool_)

    def in_class(self, *classes: str) -> NDArray[np.bool_]:
        return self.frame["classification"].isin(classes).to_numpy()

    def _sum(self, numbers: NDArray[Any], where: NDArray[np.bool_] | None) -> NDArray[np.object_]:
        chosen = self.scored if where is None else self.scored & where
        sums = np.zeros(self.participants, dtype=object)
        np.add.at(sums, self.who[chosen], numbers[chosen].astype(object))
        return sums


def balance_days(facts: pd.DataFrame, days: NDArray[np.int64]) -> NDArray[Any]:
    """Return average balance x days of each fact, in Python integers where 64 bits do not do."""
    balances = facts["average_balance"].to_numpy(dtype=np.int64)
    if float(np.abs(balances.astype(np.float64)).max(initial=0)) * LONGEST_MONTH < MOST:
        return balances * days
    exact: NDArray[Any] = balances.astype(object) * days.astype(object)
    return exact


def income_of(facts: pd.DataFrame) -> pd.Series:
    """E of each fact: deposits earn the transfer, the rest interest; fees and sales on top."""
    earned = facts["transfer"].where(facts["family"] == Product.Family.DEPOSIT, facts["interest"])
    parts = (earned, facts["fees"], facts["sales_income"])
    if float(sum(part.astype("float64").abs().max() for part in parts if len(part))) >= MOST:
        raise OverflowError("income")
    return sum(parts, start=0 * earned).astype("int64")


def funding_cost_of(facts: pd.DataFrame) -> pd.Series:
    """Cd of each fact: deposits cost their interest, the rest the transfer."""
    is_deposit = facts["family"] == Product.Family.DEPOSIT
    return facts["interest"].where(is_deposit, facts["transfer"]).astype("int64")


def yuan(fen: int | Fraction) -> Fraction:
    """Return fen as an exact number of yuan."""
    return Fraction(fen) / FEN


def from_millionths(number: int) -> Fraction:
    """Return a number kept in millionths."""
    return Fraction(number, MILLION)
