"""Management and fixed cost: pools of every driver, for the bank and for each region."""

import numpy as np
import pandas as pd

from perfcenter.demo.money import fen_text
from perfcenter.demo.timeline import MONTHS, Timeline

# Name, kind, driver, branch, yuan a month.
POOLS = (
    ("客户经理薪酬及管理费", "management", "headcount", "", 190_000),
    ("营销推广费用", "management", "income", "", 150_000),
    ("账户运营成本", "management", "accounts", "", 110_000),
    ("核心系统折旧摊销", "fixed", "average_balance", "", 120_000),
    ("高新分行房租物业", "fixed", "headcount", "1100", 66_000),
    ("江北分行房租物业", "fixed", "headcount", "1200", 58_000),
    ("西郊分行房租物业", "fixed", "headcount", "1300", 45_000),
    ("高新分行科创推广活动", "management", "income", "1100", 24_000),
    ("江北分行网点运营外包", "management", "accounts", "1200", 21_000),
    ("西郊分行运钞及安防", "fixed", "average_balance", "1300", 18_000),
)
YEARLY_RISE = 1.04


def pools(rng: np.random.Generator, size: float) -> pd.DataFrame:
    """Return the pools of every month in fen; a bank half the `size` has half the cost."""
    frame = pd.DataFrame(POOLS, columns=["name", "kind", "driver", "branch_code", "yuan"])
    frame = frame.merge(pd.DataFrame({"month": range(MONTHS)}), how="cross")
    rise = YEARLY_RISE ** (frame.month // 12)
    swing = np.where(frame.kind == "fixed", 1, rng.uniform(0.85, 1.15, len(frame)))
    frame["amount"] = np.rint(frame.yuan * size * rise * swing * 100).astype(np.int64)
    return frame.sort_values("month", kind="stable", ignore_index=True)


def pools_file(frame: pd.DataFrame, time: Timeline) -> pd.DataFrame:
    """Return the pools as the contract's `pools` file."""
    return pd.DataFrame(
        {
            "month": time.texts()[frame.month],
            "name": frame.name,
            "kind": frame.kind,
            "amount": fen_text(frame.amount),
            "driver": frame.driver,
            "branch_code": frame.branch_code,
        }
    )
