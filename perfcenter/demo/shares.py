"""Who shares an account with whom: splits, thirds, and books that change hands."""

import numpy as np
import pandas as pd

from perfcenter.demo import bank
from perfcenter.demo.money import millionths_text
from perfcenter.demo.timeline import Timeline

SHARED_FIRMS, SHARED_PEOPLE, IN_THIRDS = 0.045, 0.01, 7
FOUR_TENTHS, THIRD, ALL = 400_000, 333_333, 1_000_000
# Who hands clients to whom, the last month as hers, and the part of her clients that goes.
MOVES = (("覃海波", "蒋玉兰", 3, 0.25), ("许文静", "钱雨桐", 17, 0.12), ("史可欣", "童磊", 17, 0.3))


def move_clients(
    rng: np.random.Generator, clients: pd.DataFrame, managers: pd.DataFrame
) -> pd.DataFrame:
    """Give clients to their new managers; return client, former manager and her last month."""
    number = {name: position for position, name in enumerate(managers.name)}
    moves = [(number[a], number[b], last, part) for a, b, last, part in MOVES]
    leaver, joiner = number[bank.LEAVER], number[bank.JOINER]
    colleague = managers.index[
        (managers.branch_code == managers.branch_code[leaver]) & managers.is_head
    ][0]
    left = 12 + bank.LEFT[0] - 1
    moves += [(leaver, joiner, left, 0.7), (leaver, int(colleague), left, 1.0)]
    frames = []
    for giver, taker, last, part in moves:
        hers = np.flatnonzero(clients.manager == giver)
        going = (
            hers if part == 1 else np.sort(rng.choice(hers, int(len(hers) * part), replace=False))
        )
        clients.loc[going, "manager"] = taker
        clients.loc[going, "branch_code"] = managers.branch_code[taker]
        frames.append(pd.DataFrame({"client": going, "manager": giver, "last": last}))
    return pd.concat(frames, ignore_index=True)


def shares(
    rng: np.random.Generator,
    frame: pd.DataFrame,
    clients: pd.DataFrame,
    managers: pd.DataFrame,
    moved: pd.DataFrame,
    time: Timeline,
) -> pd.DataFrame:
    """Return contract, manager, share in millionths, from and to month (-1: open end)."""
    held = frame.reset_index(names="contract")[["contract", "client", "open_month"]]
    former = held.merge(moved, on="client")
    former = former[former.open_month <= former["last"]]
    former = former.assign(share=ALL, start=-1).rename(columns={"last": "stop"})
    settled = managers.left_on.isna() & (managers.hired_on < pd.Timestamp(time.first))
    split = _splits(rng, clients, managers[settled], set(moved.client)).merge(held, on="client")
    columns = ["contract", "manager", "share", "start", "stop"]
    both = pd.concat([former[columns], split[columns]], ignore_index=True)
    return both.sort_values(["contract", "manager"], ignore_index=True)


def _splits(
    rng: np.random.Generator, clients: pd.DataFrame, helpers: pd.DataFrame, moved: set[int]
) -> pd.DataFrame:
    """Share big clients within the region: 60/40 with a colleague, or in thirds with two."""
    firms = clients.index[(clients.line == "corporate") & (clients.manager >= 0)]
    wealthy = clients.index[(clients.line == "wealth") & (clients.manager >= 0)]
    pick = [
        rng.choice(firms, round(len(firms) * SHARED_FIRMS), replace=False),
        rng.choice(wealthy, round(len(wealthy) * SHARED_PEOPLE), replace=False),
    ]
    region = helpers.branch_code.str[:2]
    rows = []
    for order, client in enumerate(int(one) for one in np.concatenate(pick)):
        owner = int(clients.manager[client])
        near = helpers.index[(region == clients.branch_code[client][:2]) & (helpers.index != owner)]
        chosen = rng.choice(near, 2, replace=False)
        if client in moved:
            continue
        if order % IN_THIRDS == 0:
            rows += [(client, who, THIRD, -1, -1) for who in (owner, *chosen)]
        else:
            # Every third split begins or ends within the second year.
            start, stop = ((-1, -1), (15, -1), (-1, 20))[order % 3]
            rows.append((client, int(chosen[0]), FOUR_TENTHS, start, stop))
    return pd.DataFrame(rows, columns=["client", "manager", "share", "start", "stop"])


def assignments_file(
    given: pd.DataFrame, frame: pd.DataFrame, managers: pd.DataFrame, time: Timeline
) -> pd.DataFrame:
    """Return the shares as the contract's `assignments` file."""
    texts = np.array([*time.texts(), ""], dtype=object)
    return pd.DataFrame(
        {
            "account_no": frame.account_no.to_numpy()[given.contract],
            "staff_no": managers.staff_no.to_numpy()[given.manager],
            "from_month": texts[given.start],
            "to_month": texts[given.stop],
            "share": millionths_text(given.share),
        }
    )


def holders(
    rows: pd.DataFrame, frame: pd.DataFrame, clients: pd.DataFrame, given: pd.DataFrame
) -> pd.DataFrame:
    """Return who holds which part of each ledger row: `row`, `manager`, `part`."""
    shared = rows.loc[rows.contract.isin(given.contract), ["contract", "month"]]
    spans = shared.reset_index(names="row").merge(given, on="contract")
    inside = (spans.start <= spans.month) & ((spans.stop < 0) | (spans.month <= spans.stop))
    explicit = spans.loc[inside, ["row", "manager", "share"]]
    rest = ALL - explicit.groupby("row").share.sum().reindex(rows.index, fill_value=0)
    owner = clients.manager.to_numpy()[frame.client.to_numpy()[rows.contract]]
    left_over = pd.DataFrame({"row": rows.index, "manager": owner, "share": rest})
    both = pd.concat([left_over[left_over.share > 0], explicit], ignore_index=True)
    return both[both.manager >= 0].assign(part=lambda held: held.share / ALL)
