"""Some thousand clients: who they are, whose they are, what they own."""

import numpy as np
import pandas as pd

from perfcenter.demo import names
from perfcenter.demo.timeline import MONTHS, Array, Timeline

WITHOUT_MANAGER = 0.004
BOOK = {"personal": 150.0, "corporate": 46.0, "wealth": 92.0}
HEAD_BOOK = 0.4
SOLE_TRADERS = 0.05
# Heads look after few clients, but the largest.
KEY_CLIENT = 3.5
OPENED_IN_THE_TWO_YEARS = 0.13
# Median of what a client keeps at the bank in yuan, and its spread.
MEANS = {"personal": (62_000, 0.9), "corporate": (1_900_000, 1.0), "wealth": (620_000, 0.75)}


def clients(
    rng: np.random.Generator, managers: pd.DataFrame, time: Timeline, count: int
) -> pd.DataFrame:
    """Return the clients; `manager` is a position in `managers`, -1 for nobody."""
    books = managers.line.map(BOOK).to_numpy() * np.where(managers.is_head, HEAD_BOOK, 1)
    books = books * rng.uniform(0.8, 1.2, len(books))
    without = round(count * WITHOUT_MANAGER)
    counts = rng.multinomial(count - without, books / books.sum())
    manager = np.repeat(np.arange(len(managers)), counts)
    manager = np.concatenate([manager, np.full(without, -1)])
    line = np.where(manager < 0, "personal", managers.line.to_numpy()[manager])
    trader = (line == "personal") & (rng.random(count) < SOLE_TRADERS)
    is_company = (line == "corporate") | trader
    key_client = managers.is_head.to_numpy()[manager] & (line == "personal") & (manager >= 0)
    means = _means(rng, line) * np.where(trader, 2.5, 1) * np.where(key_client, KEY_CLIENT, 1)
    opened = _opened(rng, count)
    frame = pd.DataFrame(
        {
            "client_no": [f"C{number:06d}" for number in range(100_001, 100_001 + count)],
            "name": _names(rng, line, trader),
            "kind": np.where(is_company, "company", "person"),
            "segment": _segments(means, is_company),
            "manager": manager,
            "line": line,
            "means": means,
            "opened_month": opened,
            "opened_day": rng.integers(1, 29, count),
        }
    )
    frame["opened_on"] = time.date(frame.opened_month, frame.opened_day)
    homes = managers.branch_code.to_numpy()
    anywhere = homes[rng.integers(0, len(homes), count)]
    frame["branch_code"] = np.where(manager < 0, anywhere, homes[manager])
    # A bank numbers its clients as they come, not by manager.
    frame = frame.sort_values(["opened_on", "client_no"], ignore_index=True)
    frame["client_no"] = sorted(frame.client_no)
    return frame


def _means(rng: np.random.Generator, line: Array) -> Array:
    median = np.array([MEANS[one][0] for one in line], dtype=float)
    spread = np.array([MEANS[one][1] for one in line])
    return median * np.exp(spread * rng.standard_normal(len(line)))


def _opened(rng: np.random.Generator, count: int) -> Array:
    old = rng.integers(-150, 0, count)
    new = rng.integers(0, MONTHS - 1, count)
    return np.where(rng.random(count) < OPENED_IN_THE_TWO_YEARS, new, old)


def _names(rng: np.random.Generator, line: Array, trader: Array) -> Array:
    name = names.people(rng, len(line)).astype(object)
    firm = line == "corporate"
    name[firm] = names.companies(rng, int(firm.sum()))
    name[trader] = names.shops(rng, int(trader.sum()))
    return name


def _segments(means: Array, is_company: Array) -> Array:
    person = np.select(
        [means >= 3_000_000, means >= 600_000, means >= 150_000],
        ["私人银行客户", "财富客户", "金卡客户"],
        "大众客户",
    )
    company = np.select(
        [means >= 12_000_000, means >= 4_000_000], ["大型企业", "中型企业"], "小微企业"
    )
    return np.where(is_company, company, person)
