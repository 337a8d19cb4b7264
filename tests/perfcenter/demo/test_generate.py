"""The demo bank is small, plausible, complete, and the same for everybody."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from perfcenter.demo.generate import generate
from perfcenter.demo.names import KNOWN

YEAR = 2025
FEW = 300
Tables = dict[str, pd.DataFrame]


def digest(folder: Path) -> str:
    content = b"".join(path.read_bytes() for path in sorted(folder.glob("*.csv")))
    return hashlib.sha256(content).hexdigest()


def test_the_same_seed_and_year_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, year=YEAR, clients=FEW)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_another_seed_gives_another_bank(tmp_path: Path) -> None:
    generate(tmp_path / "one", year=YEAR, clients=FEW)
    generate(tmp_path / "two", year=YEAR, clients=FEW, seed=1)
    assert digest(tmp_path / "one") != digest(tmp_path / "two")


def test_the_files_are_those_of_the_contract(demo_tables: Tables) -> None:
    expected = (
        "branches managers products clients deposits loans ledger assignments sales pools targets "
        "values training certificates incidents absences"
    )
    assert list(demo_tables) == expected.split()


def test_the_bank_has_the_size_it_says(demo_tables: Tables) -> None:
    branches = demo_tables["branches"].parent_code
    assert len(demo_tables["managers"]) == 60
    assert len(demo_tables["clients"]) == 6_000
    assert (branches == "1000").sum() == 3
    assert branches.isin(["1100", "1200", "1300"]).sum() == 12
    assert 100_000 < len(demo_tables["ledger"]) < 300_000


def test_the_ledger_covers_two_calendar_years(demo_tables: Tables) -> None:
    months = sorted(demo_tables["ledger"].month.unique())
    assert (months[0], months[-1], len(months)) == ("2024-01", "2025-12", 24)


def test_keys_are_unique(demo_tables: Tables) -> None:
    keys = {
        "branches": ["code"],
        "managers": ["staff_no"],
        "products": ["code"],
        "clients": ["client_no"],
        "ledger": ["month", "account_no"],
        "targets": ["staff_no", "measure_code", "month"],
        "values": ["staff_no", "measure_code", "month"],
        "certificates": ["staff_no", "name", "obtained_on"],
        "absences": ["staff_no", "from_on", "kind"],
    }
    for name, key in keys.items():
        assert not demo_tables[name].duplicated(key).any(), name
    numbers = [*demo_tables["deposits"].account_no, *demo_tables["loans"].contract_no]
    assert len(set(numbers)) == len(numbers)


def test_amounts_have_two_decimals(demo_tables: Tables) -> None:
    for column in ("end_balance", "average_balance", "interest", "fees"):
        assert demo_tables["ledger"][column].str.fullmatch(r"-?\d+\.\d\d").all()


def test_no_month_of_an_account_lies_before_its_opening(demo_tables: Tables) -> None:
    opened = pd.concat(
        [
            demo_tables["deposits"].set_index("account_no").opened_on,
            demo_tables["loans"].set_index("contract_no").disbursed_on,
        ]
    )
    ledger = demo_tables["ledger"]
    assert (ledger.month >= ledger.account_no.map(opened).str[:7]).all()


def test_deposits_rush_in_at_quarter_ends(demo_tables: Tables) -> None:
    ledger = demo_tables["ledger"]
    current = ledger[ledger.account_no.str.startswith("CK") & ledger.end_balance.ne("0.00")]
    sums = current.assign(
        end=current.end_balance.astype(float), average=current.average_balance.astype(float)
    )
    by_month = sums.groupby("month")[["end", "average"]].sum()
    over = by_month.end / by_month.average - 1
    assert over["2025-12"] > over["2025-10"] > 0
    assert over["2025-06"] > over["2025-05"]


def test_a_few_loans_go_through_the_five_classes(demo_tables: Tables) -> None:
    ledger = demo_tables["ledger"]
    classes = ledger[ledger.account_no.str.startswith("DK")].classification
    assert set(classes) == {"normal", "special_mention", "substandard", "doubtful", "loss"}
    assert 0.9 < (classes == "normal").mean() < 0.999


def test_shares_of_an_account_never_exceed_one(demo_tables: Tables) -> None:
    given = demo_tables["assignments"]
    months = pd.DataFrame({"month": sorted(demo_tables["ledger"].month.unique())})
    spans = given.merge(months, how="cross")
    begun = spans.from_month.eq("") | (spans.from_month <= spans.month)
    lasts = spans.to_month.eq("") | (spans.month <= spans.to_month)
    shares = spans[begun & lasts].assign(share=spans.share.astype(float))
    assert shares.groupby(["account_no", "month"]).share.sum().max() <= 1


@pytest.mark.parametrize("share", ["0.4", "0.333333", "1"])
def test_there_are_splits_thirds_and_transfers(demo_tables: Tables, share: str) -> None:
    assert (demo_tables["assignments"].share == share).any()


def test_one_manager_joins_and_one_leaves_in_the_second_year(demo_tables: Tables) -> None:
    managers = demo_tables["managers"]
    assert (managers.hired_on >= "2025-01-01").sum() == 1
    assert managers.left_on.str.startswith("2025").sum() == 1


def test_reporting_lines_lead_to_three_regional_heads(demo_tables: Tables) -> None:
    boss: dict[str, str] = dict(
        demo_tables["managers"][["staff_no", "supervisor_no"]].itertuples(index=False)
    )
    tops = {boss.get(boss.get(one, ""), "") or boss.get(one, "") or one for one in boss}
    assert tops == {one for one, above in boss.items() if not above}
    assert len(tops) == 3


@pytest.mark.parametrize("measure", ["RORAC", "RPROFIT", "DEP", "LOAN", "FEE", "OTHER", "HOURS"])
def test_measures_with_a_plan_have_targets_in_both_years(demo_tables: Tables, measure: str) -> None:
    targets = demo_tables["targets"]
    years = targets[targets.measure_code == measure].groupby(targets.month.str[:4]).staff_no
    assert (years.nunique() > 30).all()
    assert len(years) == 2


@pytest.mark.parametrize("measure", ["SAT", "FIRST", "FILES", "P360", "RESEARCH", "MEDICAL"])
def test_imported_scores_have_a_few_gaps(demo_tables: Tables, measure: str) -> None:
    values = demo_tables["values"]
    people = values[(values.measure_code == measure) & values.month.str.startswith("2025")]
    assert 30 < people.staff_no.nunique() < 60


def test_pools_use_every_driver_and_kind_for_the_bank_and_for_regions(
    demo_tables: Tables,
) -> None:
    pools = demo_tables["pools"]
    assert set(pools.driver) == {"income", "average_balance", "accounts", "headcount"}
    assert set(pools.kind) == {"management", "fixed"}
    assert set(pools.branch_code) == {"", "1100", "1200", "1300"}


def test_some_clients_have_loans_and_some_have_none(demo_tables: Tables) -> None:
    borrowers = demo_tables["loans"].client_no.nunique()
    assert 500 < borrowers < 5_000


def test_nobody_bears_the_name_of_somebody_known(demo_tables: Tables) -> None:
    assert not KNOWN & {*demo_tables["clients"].name, *demo_tables["managers"].name}
