"""What clients hold: current accounts, time deposits that roll over, loans that are renewed.

A holding is a chain of contracts: when a one-year deposit matures the next one opens on the same
day, so that part of every book is new business each year.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfcenter.demo.bank import PRODUCTS
from perfcenter.demo.timeline import MONTHS, OPEN, Array, Timeline

RENEWS = 0.82
CLOSES = 0.10


@dataclass(frozen=True)
class Offer:
    """How often a kind of client holds a product, for how long, and how much of her means."""

    product: str
    holders: dict[str, float]  # by line, "trader" for sole traders
    part: tuple[float, float]  # of the client's means, from and to
    term: int = 0  # months; 0 has no end
    least: int = 0  # yuan
    most: int = 0  # yuan; 0 has no limit
    shape: str = "walk"  # walk, fixed or repaid

    @property
    def is_loan(self) -> bool:
        return self.product.startswith("L")


OFFERS = (
    Offer("D11", {"personal": 1, "wealth": 1}, (0.15, 0.55)),
    Offer("D12", {"personal": 0.30, "wealth": 0.35}, (0.4, 1.2), 12, 10_000, 0, "fixed"),
    Offer("D13", {"personal": 0.05, "wealth": 0.40}, (0.5, 1.3), 36, 200_000, 0, "fixed"),
    Offer("D21", {"corporate": 1, "trader": 1}, (0.2, 0.9)),
    Offer("D22", {"corporate": 0.16}, (0.5, 1.2), 0, 500_000),
    Offer("D23", {"corporate": 0.28}, (0.4, 1.1), 12, 100_000, 0, "fixed"),
    Offer("D24", {"corporate": 0.20}, (0.2, 0.7), 6, 50_000, 0, "fixed"),
    Offer("L11", {"personal": 0.13, "wealth": 0.05}, (4, 11), 240, 200_000, 2_600_000, "repaid"),
    Offer("L12", {"personal": 0.07, "wealth": 0.02}, (0.6, 2), 36, 20_000, 300_000, "repaid"),
    Offer(
        "L13",
        {"personal": 0.04, "wealth": 0.05, "trader": 0.4},
        (2, 6),
        12,
        50_000,
        4_000_000,
        "fixed",
    ),
    Offer("L21", {"corporate": 0.34}, (0.5, 1.5), 12, 200_000, 9_000_000, "fixed"),
    Offer("L22", {"corporate": 0.24}, (0.8, 2.2), 12, 1_000_000, 30_000_000, "fixed"),
    Offer("L23", {"corporate": 0.07}, (1.2, 3), 60, 4_000_000, 60_000_000, "repaid"),
)


def contracts(rng: np.random.Generator, clients: pd.DataFrame, time: Timeline) -> pd.DataFrame:
    """Return every contract that is open on some day of the two years."""
    frames, holding = [], 0
    for offer in OFFERS:
        frame = _chains(rng, clients, offer)
        frame["holding"] += holding
        holding = int(frame.holding.max()) + 1
        frames.append(frame)
    frame = pd.concat(frames, ignore_index=True)
    _close_some(rng, frame)
    # A contract has to be seen at a month's end or later: same-month opening and closing is noise.
    seen = (frame.close_month >= 0) & (frame.open_month < MONTHS)
    frame = frame[seen & (frame.close_month > frame.open_month)]
    frame = frame.sort_values(["open_month", "holding"], ignore_index=True)
    _number(rng, frame, clients, time)
    return frame


def _chains(rng: np.random.Generator, clients: pd.DataFrame, offer: Offer) -> pd.DataFrame:
    """Return the contracts of an offer, several in a row where the term is short."""
    trader = (clients.line == "personal") & (clients.kind == "company")
    chance = clients.line.map(offer.holders).fillna(0).to_numpy()
    chance = np.where(trader, offer.holders.get("trader", 0), chance)
    holder = np.flatnonzero(rng.random(len(clients)) < chance)
    opened = clients.opened_month.to_numpy()[holder]
    first, links = opened, 1
    if offer.term:
        back = max(-offer.term, -100) + 1
        first = np.maximum(opened, rng.integers(back, 0, len(holder)))
        fresh = rng.random(len(holder)) < 0.28
        first = np.where(fresh, np.maximum(opened, rng.integers(0, MONTHS, len(holder))), first)
        links = (MONTHS - 1 - back) // offer.term + 1
    part = rng.uniform(*offer.part, len(holder))
    amount = clients.means.to_numpy()[holder] * part
    day = clients.opened_day.to_numpy()[holder]
    day = rng.integers(1, 29, len(holder)) if offer.term else day
    alive, frames = np.ones(len(holder), dtype=bool), []
    for link in range(links):
        start = first + link * offer.term
        amount = amount * np.exp(0.15 * rng.standard_normal(len(holder)) + 0.05) if link else amount
        frames.append(
            pd.DataFrame(
                {
                    "holding": np.arange(len(holder)),
                    "link": link,
                    "client": holder,
                    "product": offer.product,
                    "amount": _round(amount, offer),
                    "open_month": start,
                    "open_day": day,
                    "close_month": start + offer.term if offer.term else OPEN,
                    "close_day": day,
                    "term": offer.term,
                    "shape": offer.shape,
                    "rate": _rates(rng, offer, len(holder)),
                }
            )[alive]
        )
        alive = alive & (rng.random(len(holder)) < RENEWS)
    return pd.concat(frames, ignore_index=True)


def _round(amount: Array, offer: Offer) -> Array:
    """Return whole yuan: contracts are signed for round sums, current accounts hold anything."""
    amount = np.clip(amount, offer.least, offer.most or None)
    if offer.shape == "walk" and not offer.is_loan:
        return amount.round().astype(np.int64)
    step = np.where(amount >= 1_000_000, 100_000, np.where(amount >= 100_000, 10_000, 1_000))
    return (np.maximum(np.round(amount / step), 1) * step).astype(np.int64)


def _rates(rng: np.random.Generator, offer: Offer, count: int) -> Array:
    """Return rates in millionths: loans are priced client by client, deposits mostly as posted."""
    posted = int(PRODUCTS.rate[offer.product])
    if not offer.is_loan:
        return posted + 500 * rng.integers(0, 2, count) * bool(offer.term)
    return posted + 500 * np.clip(np.rint(rng.normal(0, 5, count)), -12, 18).astype(np.int64)


def _close_some(rng: np.random.Generator, frame: pd.DataFrame) -> None:
    """Close some open-ended accounts of clients who hold nothing else."""
    alone = ~frame.client.duplicated(keep=False) & (frame.term == 0)
    closes = alone & (rng.random(len(frame)) < CLOSES)
    month = np.maximum(rng.integers(0, MONTHS, len(frame)), frame.open_month + 2)
    frame.loc[closes, "close_month"] = month[closes]
    frame.loc[closes, "close_day"] = rng.integers(1, 29, int(closes.sum()))


def _number(
    rng: np.random.Generator, frame: pd.DataFrame, clients: pd.DataFrame, time: Timeline
) -> None:
    """Give account and contract numbers as a core banking system does: branch, product, serial."""
    branch = clients.branch_code.to_numpy()[frame.client]
    serial = pd.Series(100_000 + np.arange(len(frame)) * 7 % 900_000).astype(str)
    prefix = np.where(frame["product"].str.startswith("L"), "DK", "CK")
    frame["account_no"] = prefix + branch + frame["product"].str[1:] + serial
    frame["opened_on"] = time.date(frame.open_month, frame.open_day)
    frame["closed_on"] = time.date(frame.close_month, frame.close_day)
    # Troubled loans stay open beyond this.
    frame["matures_on"] = time.date(frame.open_month + frame.term, frame.open_day)
    frame["is_loan"] = frame["product"].str.startswith("L")
