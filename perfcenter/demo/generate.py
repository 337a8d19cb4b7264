"""Write the demo bank as a folder of the data contract: the same bytes for a seed and year."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from perfcenter.base.csv_files import exact_writer
from perfcenter.demo import (
    bank,
    contracts,
    ledger,
    pools,
    records,
    sales,
    shares,
    targets,
    troubles,
)
from perfcenter.demo.clients import clients as make_clients
from perfcenter.demo.estimates import estimates
from perfcenter.demo.money import fen_text, millionths_text
from perfcenter.demo.timeline import MONTHS, Array, Timeline

SEED = 20260101
CLIENTS = 6_000
GROWTH, GROWTH_BY_ABILITY, GROWTH_STRAY = 0.06, 0.25, 0.05
# Nobody who does better than this has a bad loan in her book.
WITHOUT_TROUBLES_FROM = 1.08


def last_complete_year(today: date) -> int:
    """Return the last calendar year that is over."""
    return today.year - 1


def generate(folder: Path, *, year: int, seed: int = SEED, clients: int = CLIENTS) -> None:
    """Write two calendar years of the bank, the second of them `year`, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables(year=year, seed=seed, clients=clients).items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = exact_writer(file)
            writer.writerow(frame.columns)
            writer.writerows(frame.itertuples(index=False, name=None))


def tables(*, year: int, seed: int = SEED, clients: int = CLIENTS) -> dict[str, pd.DataFrame]:
    """Return the files of the contract as tables of text."""
    rng, time = np.random.default_rng(seed), Timeline(year)
    managers = bank.managers(rng, year)
    ability = targets.abilities(rng, managers)
    book = make_clients(rng, managers, time, clients)
    frame = contracts.contracts(rng, book, time)
    spared = set(np.flatnonzero(ability[:, 1] >= WITHOUT_TROUBLES_FROM).tolist())
    frame = troubles.add_troubles(rng, frame, book, spared)
    rows = ledger.ledger(rng, frame, _growth(rng, ability, book, frame), time)
    moved = shares.move_clients(rng, book, managers)
    given = shares.shares(rng, frame, book, managers, moved, time)
    held = shares.holders(rows, frame, book, given)
    sold = sales.sales(rng, managers, ability, time)
    costs = pools.pools(rng, clients / CLIENTS)
    worth = estimates(rows, frame, held, sold, costs, managers, time)
    plan = targets.targets(rng, worth, ability, managers, time)
    people = records.person_years(managers, ability, time)
    return {
        "branches": bank.branches(),
        "managers": _managers_file(managers),
        "products": _products_file(),
        "clients": _clients_file(book, managers),
        "deposits": _deposits_file(frame[~frame.is_loan], book),
        "loans": _loans_file(frame[frame.is_loan], book),
        "ledger": ledger.ledger_file(rows, frame, time),
        "assignments": shares.assignments_file(given, frame, managers, time),
        "sales": sales.sales_file(sold, managers, time),
        "pools": pools.pools_file(costs, time),
        "targets": targets.targets_file(plan, managers),
        "values": records.values_file(rng, people),
        "training": records.training_file(rng, people),
        "certificates": records.certificates_file(rng, people),
        "incidents": records.incidents_file(rng, people),
        "absences": records.absences_file(rng, people),
    }


def _growth(
    rng: np.random.Generator, ability: Array, clients: pd.DataFrame, frame: pd.DataFrame
) -> Array:
    """Return the yearly growth of each contract's balance: able managers' books grow faster."""
    stray = rng.normal(0, GROWTH_STRAY, len(ability))
    growth = GROWTH + GROWTH_BY_ABILITY * (ability[:, 1] - 1) + stray
    # Clients without a manager do not grow: the last place is theirs.
    each: Array = np.append(growth, 0.0)[clients.manager.to_numpy()[frame.client]]
    return each


def _managers_file(managers: pd.DataFrame) -> pd.DataFrame:
    columns = ["staff_no", "name", "branch_code", "line", "level", "hired_on", "left_on"]
    addresses = ["email", "wecom_id", "dingtalk_id"]
    frame = managers[[*columns, "supervisor_no", *addresses]].copy()
    frame["hired_on"] = _dates(frame.hired_on)
    frame["left_on"] = _dates(frame.left_on)
    return frame


def _products_file() -> pd.DataFrame:
    frame = bank.PRODUCTS.drop(columns="rate").reset_index()
    for column in bank.MILLIONTHS:
        frame[column] = millionths_text(frame[column])
    return frame


def _clients_file(clients: pd.DataFrame, managers: pd.DataFrame) -> pd.DataFrame:
    numbers = np.append(managers.staff_no.to_numpy(), "")
    columns = ["client_no", "name", "kind", "segment", "branch_code"]
    return clients[columns].assign(
        manager_no=numbers[clients.manager], opened_on=_dates(clients.opened_on)
    )


def _deposits_file(frame: pd.DataFrame, clients: pd.DataFrame) -> pd.DataFrame:
    # A deposit is closed in the bank's books once that has happened, not when it will mature.
    closed = frame.close_month < MONTHS
    return pd.DataFrame(
        {
            "account_no": frame.account_no,
            "client_no": clients.client_no.to_numpy()[frame.client],
            "product_code": frame["product"],
            "opened_on": _dates(frame.opened_on),
            "closed_on": _dates(frame.closed_on).where(closed, ""),
            "rate": millionths_text(frame.rate).set_axis(frame.index),
        }
    )


def _loans_file(frame: pd.DataFrame, clients: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "contract_no": frame.account_no,
            "client_no": clients.client_no.to_numpy()[frame.client],
            "product_code": frame["product"],
            "contract_amount": fen_text(frame.amount * 100).set_axis(frame.index),
            "disbursed_on": _dates(frame.opened_on),
            "matures_on": _dates(frame.matures_on),
            "rate": millionths_text(frame.rate).set_axis(frame.index),
        }
    )


def _dates(dates: pd.Series) -> pd.Series:
    text: pd.Series = dates.dt.strftime("%Y-%m-%d")
    return text.fillna("")
