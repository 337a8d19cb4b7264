"""The month-end ledger: balances that grow, breathe with the seasons and rush at quarter ends."""

import numpy as np
import pandas as pd

from perfcenter.demo import troubles
from perfcenter.demo.bank import PRODUCTS
from perfcenter.demo.money import accrued, fen_text
from perfcenter.demo.timeline import MONTHS, Array, Timeline

# What people and companies keep on current account, January to December, around 1.
PEOPLE = np.array([1.06, 1.09, 1.03, 1.0, 0.98, 0.97, 0.96, 0.96, 0.98, 0.97, 0.98, 1.02])
COMPANIES = np.array([0.97, 0.92, 0.98, 0.99, 1.0, 1.02, 0.99, 0.99, 1.01, 1.0, 1.02, 1.11])
# What comes in for the reporting date and is gone a week later.
RUSH = np.array([2, 2, 7, 2, 2, 8, 2, 2, 6, 2, 3, 10]) / 100
ACCOUNT_FEE = 3_000
ACCEPTANCE_FEE = 0.0005
ARRANGEMENT_FEE = 0.001
FUNDED_APART = "L23"
FUNDING_RATE = 25_500

AMOUNTS = ["end_balance", "average_balance", "interest", "fees"]


def ledger(
    rng: np.random.Generator, frame: pd.DataFrame, growth: Array, time: Timeline
) -> pd.DataFrame:
    """Return a row for every contract and month it is open in; `growth` is a yearly rate each."""
    month = np.arange(MONTHS)[None, :]
    opened, closed = (frame[c].to_numpy()[:, None] for c in ("open_month", "close_month"))
    level = _levels(rng, frame, growth)
    end = np.where(closed == month, 0, np.rint(level * _rush(rng, frame))).astype(np.int64)
    average = np.rint(level * _part_of_month(frame, month, time)).astype(np.int64)
    grade = troubles.classes(frame)
    rate = frame.rate.to_numpy()[:, None]
    interest = accrued(average, rate, time.days[None, :])
    # From substandard on nothing is collected.
    interest = np.where(grade >= 2, 0, interest)
    columns = {
        "contract": np.broadcast_to(np.arange(len(frame))[:, None], level.shape),
        "month": np.broadcast_to(month, level.shape),
        "end_balance": end,
        "average_balance": average,
        "interest": interest,
        "fees": _fees(frame, average, month),
        "grade": grade,
    }
    lives = (month >= opened) & (month <= closed)
    rows = pd.DataFrame({name: values.T[lives.T] for name, values in columns.items()})
    return rows.reset_index(drop=True)


def _levels(rng: np.random.Generator, frame: pd.DataFrame, growth: Array) -> Array:
    """Return what each contract holds in each month, without the rush, in fen."""
    month = np.arange(MONTHS)[None, :]
    amount = frame.amount.to_numpy()[:, None] * 100.0
    firm = frame["product"].isin(["D21", "D22"]).to_numpy()[:, None]
    season = np.tile(np.where(firm, COMPANIES, PEOPLE), 2)
    noise = rng.standard_normal((len(frame), MONTHS)) * np.where(firm, 0.09, 0.06)
    walk = np.exp(np.cumsum(noise, axis=1) - noise.std() ** 2 * month / 2)
    trend = (1 + growth[:, None]) ** ((month - 6) / 12)
    age = month - frame.open_month.to_numpy()[:, None]
    repaid = 1 - np.clip(age / np.maximum(frame.term.to_numpy()[:, None], 1), 0, 1)
    # A troubled loan stops being repaid in the month it is first missed.
    missed = frame.trouble_month.to_numpy() - frame.open_month.to_numpy()
    floor = 1 - np.clip(missed / np.maximum(frame.term.to_numpy(), 1), 0, 1)
    repaid = np.maximum(repaid, floor[:, None] * (frame.trouble_month < 99).to_numpy()[:, None])
    shape = frame["shape"].to_numpy()[:, None]
    moves = np.select([shape == "walk", shape == "repaid"], [season * walk * trend, repaid], 1)
    level: Array = moves * amount
    return level


def _rush(rng: np.random.Generator, frame: pd.DataFrame) -> Array:
    """Return the month-end factor: current accounts swell, the more so at quarter ends."""
    swells = frame["product"].isin(["D11", "D21", "D22"]).to_numpy()[:, None]
    eager = rng.gamma(2.0, 0.5, (len(frame), MONTHS))
    factor: Array = 1 + swells * eager * np.tile(RUSH, 2)
    return factor


def _part_of_month(frame: pd.DataFrame, month: Array, time: Timeline) -> Array:
    """Return the part of the month's days on which the contract was open."""
    days = time.days[None, :]
    opened, closed, from_day, to_day = (
        frame[c].to_numpy()[:, None] for c in ("open_month", "close_month", "open_day", "close_day")
    )
    first = np.where(month == opened, from_day, 1)
    after = np.where(month == closed, to_day, days + 1)
    part: Array = np.clip(after - first, 0, None) / days
    return part


def _fees(frame: pd.DataFrame, average: Array, month: Array) -> Array:
    """Return account fees of companies, arrangement fees of their loans, acceptance fees."""
    product = frame["product"].to_numpy()[:, None]
    opens = month == frame.open_month.to_numpy()[:, None]
    arranged = np.rint(frame.amount.to_numpy()[:, None] * 100 * ARRANGEMENT_FEE).astype(np.int64)
    accepted = np.rint(average * ACCEPTANCE_FEE).astype(np.int64)
    return np.select(
        [product == "D21", opens & np.isin(product, ["L22", "L23"]), product == "D24"],
        [ACCOUNT_FEE, arranged, accepted],
        0,
    )


def ledger_file(rows: pd.DataFrame, frame: pd.DataFrame, time: Timeline) -> pd.DataFrame:
    """Return the rows as the contract's `ledger` file."""
    loan = frame.is_loan.to_numpy()[rows.contract]
    names = troubles.CLASSES[rows.grade]
    text = {amount: fen_text(rows[amount]) for amount in AMOUNTS}
    return pd.DataFrame(
        {
            "month": time.texts()[rows.month],
            "account_no": frame.account_no.to_numpy()[rows.contract],
            **text,
            "classification": np.where(loan, names, ""),
            "funding": fen_text(funding(rows, frame, time)).where(funded_apart(rows, frame), ""),
        }
    )


def funded_apart(rows: pd.DataFrame, frame: pd.DataFrame) -> Array:
    """Tell the rows whose funding the treasury priced deal by deal."""
    return (frame["product"] == FUNDED_APART).to_numpy()[rows.contract]


def funding(rows: pd.DataFrame, frame: pd.DataFrame, time: Timeline) -> Array:
    """Return the funding or transfer of each row in fen, at the product's FTP or the deal's."""
    ftp = PRODUCTS.ftp_rate[frame["product"]].to_numpy()[rows.contract]
    ftp = np.where(funded_apart(rows, frame), FUNDING_RATE, ftp)
    return accrued(rows.average_balance.to_numpy(), ftp, time.days[rows.month])
