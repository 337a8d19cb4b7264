"""Business without an account: funds, insurance, wealth products, settlements, cards."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfcenter.demo.money import fen_text
from perfcenter.demo.timeline import MONTHS, Array, Timeline

# By month of the year: insurers and funds push the new year, exporters ship before holidays.
OPENING = np.array([1.9, 1.1, 1.4, 1.0, 0.9, 1.1, 0.8, 0.8, 1.0, 0.8, 0.9, 0.9])
EVEN = np.array([1.0, 0.6, 1.1, 1.0, 1.0, 1.1, 0.9, 1.0, 1.1, 0.9, 1.0, 1.2])
CANCELLED = 0.03


@dataclass(frozen=True)
class Business:
    """What a line sells of a product: pieces a month, yuan a piece, income per yuan or piece."""

    product: str
    pieces: dict[str, float]
    size: float
    margin: float
    season: Array
    fee_each: int = 0  # yuan


BUSINESS = (
    Business("F31", {"personal": 3.0, "wealth": 8.0}, 60_000, 0.009, OPENING),
    Business("F32", {"personal": 1.6, "wealth": 3.2, "corporate": 0.2}, 24_000, 0.16, OPENING),
    Business("F33", {"personal": 4.0, "wealth": 10.0, "corporate": 0.8}, 220_000, 0.0028, EVEN),
    Business("S41", {"corporate": 4.5, "wealth": 0.3}, 900_000, 0.0013, EVEN),
    Business("O51", {"personal": 7.0, "wealth": 3.5, "corporate": 1.2}, 0, 0, EVEN, 60),
)


def sales(
    rng: np.random.Generator, managers: pd.DataFrame, skill: Array, time: Timeline
) -> pd.DataFrame:
    """Return a row for each manager, month and product with business, and a few cancellations."""
    served = _served(managers, time)
    frames = [_of(rng, business, managers, skill, served) for business in BUSINESS]
    frame = pd.concat(frames, ignore_index=True)
    cancelled = _cancellations(rng, frame)
    frame = pd.concat([frame, cancelled], ignore_index=True)
    return frame.sort_values(["month", "manager", "product"], ignore_index=True, kind="stable")


def _served(managers: pd.DataFrame, time: Timeline) -> Array:
    month = np.arange(MONTHS)[None, :]
    hired = time.month_of(managers.hired_on.to_numpy())[:, None]
    left = time.month_of(managers.left_on.fillna(pd.Timestamp("2200-12-31")).to_numpy())[:, None]
    return (hired <= month) & (month <= left)


def _of(
    rng: np.random.Generator,
    business: Business,
    managers: pd.DataFrame,
    skill: Array,
    served: Array,
) -> pd.DataFrame:
    pace = managers.line.map(business.pieces).fillna(0).to_numpy() * np.where(
        managers.is_head, 0.4, 1
    )
    expected = pace[:, None] * np.tile(business.season, 2) * skill.repeat(12, axis=1) * served
    pieces = rng.poisson(expected)
    spread = np.exp(0.45 * rng.standard_normal(pieces.shape) - 0.1)
    yuan = np.rint(pieces * business.size * spread / 1_000) * 1_000
    income = (
        np.rint(yuan * business.margin * 100).astype(np.int64) + pieces * business.fee_each * 100
    )
    manager, month = np.nonzero(pieces)
    return pd.DataFrame(
        {
            "month": month,
            "manager": manager,
            "product": business.product,
            "quantity": pieces[manager, month],
            "amount": (yuan[manager, month] * 100).astype(np.int64),
            "income": income[manager, month],
        }
    )


def _cancellations(rng: np.random.Generator, frame: pd.DataFrame) -> pd.DataFrame:
    """Return insurance cancelled within the cooling-off period, a month after it was sold."""
    eligible = (frame["product"] == "F32") & (frame.month < MONTHS - 1)
    hit = frame[eligible & (rng.random(len(frame)) < CANCELLED)].copy()
    hit["amount"] = -(hit.amount // hit.quantity)
    hit["income"] = -(hit.income // hit.quantity)
    return hit.assign(quantity=-1, month=hit.month + 1)


def sales_file(frame: pd.DataFrame, managers: pd.DataFrame, time: Timeline) -> pd.DataFrame:
    """Return the business as the contract's `sales` file."""
    return pd.DataFrame(
        {
            "month": time.texts()[frame.month],
            "staff_no": managers.staff_no.to_numpy()[frame.manager],
            "product_code": frame["product"],
            "quantity": frame.quantity.astype(str),
            "amount": fen_text(frame.amount).where(frame.amount != 0, ""),
            "income": fen_text(frame.income),
        }
    )
