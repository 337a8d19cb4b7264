"""A small set of the data contract that is right in every way, and sets that differ from it."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from portfolio.loading import LoadRefused, LoadResult, load_folder
from portfolio.loading.terms import Terms

GOOD = {
    "branches": """\
code,name,parent_code
HO,总行,
N,北区分行,HO
N1,城北支行,N
""",
    "managers": """\
staff_no,name,branch_code,line,level,hired_on,left_on,supervisor_no
001,王芳,N1,personal,3,2020-07-01,,003
002,李强,N1,对公,,,,003
003,赵敏,N,,,2015-01-01,,
""",
    "products": """\
code,name,family,ftp_rate,provision_rate,tax_rate,risk_weight,coefficient
SAV,活期储蓄,deposit,0.021,0,0.03,0,1.1
BIZ,流动资金贷款,loan,0.025,0.015,0.03,1,
FUND,代销基金,fee,,,0.06,,
""",
    "clients": """\
client_no,name,kind,segment,branch_code,manager_no,opened_on
C1,陈静,person,gold,N1,001,2021-05-06
C2,"江北机械, 有限公司",company,,N1,002,
C3,周平,个人,,N1,,
""",
    "deposits": """\
account_no,client_no,product_code,opened_on,closed_on,rate
D1,C1,SAV,2021-05-06,,0.003
D2,C2,SAV,2026-02-01,2026-03-31,
""",
    "loans": """\
contract_no,client_no,product_code,contract_amount,disbursed_on,matures_on,rate
L1,C2,BIZ,5000000.00,2025-11-20,2026-11-20,0.0385
""",
    "ledger": """\
month,account_no,end_balance,average_balance,interest,fees,classification,funding
2026-01,D1,1200.50,1100.25,0.30,,,
2026-01,L1,5000000.00,5000000.00,16041.67,25.00,normal,10416.67
2026-02,D1,-0.01,900,0.20,0,正常,
2026-02,D2,300.00,150.00,0.04,1.5,,
2026-02,L1,4900000.00,4950000.00,15881.25,,关注,
""",
    "assignments": """\
account_no,staff_no,from_month,to_month,share
D1,001,,2026-01,0.6
D1,002,,2026-01,0.4
D1,002,2026-02,,1
L1,001,2026-01,2026-12,0.333333
""",
    "sales": """\
month,staff_no,product_code,quantity,amount,income
2026-01,001,FUND,1,10000.00,80.00
2026-01,001,FUND,1,10000.00,80.00
2026-02,002,FUND,-0.5,,-40.00
""",
    "pools": """\
month,name,kind,amount,driver,branch_code
2026-01,房租,fixed,30000.00,headcount,N1
2026-01,清算费,management,1200.00,accounts,
""",
    "owners": """\
client_no,staff_no,from_month
C1,002,
C1,001,2026-02
""",
    "postings": """\
staff_no,from_on,branch_code,line,level,supervisor_no
002,,N,对公,2,003
002,2026-02-16,N1,对公,,003
""",
    "rates": """\
product_code,from_month,ftp_rate,provision_rate,tax_rate,risk_weight,coefficient
SAV,,0.02,0,0.03,0,1.1
SAV,2026-02,0.021,0,0.03,0,1.1
""",
    "general_ledger": """\
month,branch_code,product_code,end_balance
2026-01,N1,SAV,1200.50
2026-02,N1,SAV,299.99
""",
    "targets": """\
staff_no,measure_code,target,month
001,DEP,1000000,
001,DEP,80000.5,2026-01
""",
    "values": """\
staff_no,measure_code,value,month
001,SAT,93.2,
002,SAT,88,
""",
    "absences": """\
staff_no,from_on,to_on,kind
001,2026-02-10,2026-02-12,sick
002,2026-03-01,,leave
""",
    "training": """\
staff_no,course,hours,exam_score,completed_on
001,反洗钱,8,91.5,2026-01-15
001,反洗钱,8,91.5,2026-01-15
002,合规,4.5,,2025-12-20
""",
    "service": """\
ticket_no,staff_no,client_no,opened_at,responded_at,resolved_at,kind,satisfaction
T1,001,C1,2026-01-15 09:30,2026-01-15 09:41:30,2026-01-16T08:00,card,4.5
T2,002,,2026-02-01 17:00:00,,,,
""",
    "recoveries": """\
month,staff_no,contract_no,amount
2026-02,002,L1,1500.00
""",
    "certificates": """\
staff_no,name,obtained_on,expires_on
001,基金从业资格,2022-06-01,
""",
    "incidents": """\
staff_no,occurred_on,kind,severity,points,note
002,2026-01-30,compliance,minor,2.5,"资料不全, 已补"
""",
}

NEEDED = {
    "managers": ("branches",),
    "clients": ("managers",),
    "deposits": ("clients", "products"),
    "loans": ("deposits",),
    "ledger": ("deposits", "loans"),
    "assignments": ("deposits", "loans"),
    "sales": ("managers", "products"),
    "pools": ("branches",),
    "owners": ("clients",),
    "postings": ("managers",),
    "rates": ("products",),
    "general_ledger": ("branches", "products"),
    "service": ("clients",),
    "recoveries": ("loans",),
    **dict.fromkeys(
        ("targets", "values", "absences", "training", "certificates", "incidents"), ("managers",)
    ),
}
"""Which files a file's references need."""

IN_2026 = Terms(year=2026)
"""Undated targets and values belong to 2026, whether the set has a ledger or not."""

Change = tuple[str, str]
"""A piece of a file's text and what stands there instead."""


def make_set(folder: Path, *names: str, **files: str | Change | bytes) -> Path:
    """Write the good set, or only the files named, with `files` replaced, as a whole or in part.

    Where no files are named but some replaced, those come with what they need.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or (_with_needed(files) if files else GOOD):
        (folder / f"{name}.csv").write_text(GOOD[name], encoding="utf-8")
    for name, content in files.items():
        path = folder / f"{name}.csv"
        if isinstance(content, tuple):
            old, new = content
            assert GOOD[name].count(old) == 1, (name, old)
            content = GOOD[name].replace(old, new)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def _with_needed(files: Iterable[str]) -> set[str]:
    names = set(files)
    for name in files:
        names |= _with_needed(NEEDED.get(name, ()))
    return names


def load(
    folder: Path, *names: str, terms: Terms = IN_2026, **files: str | Change | bytes
) -> LoadResult:
    """Load the good set with these differences."""
    return load_folder(make_set(folder, *names, **files), terms=terms)


def errors_of(
    folder: Path, *names: str, terms: Terms = IN_2026, **files: str | Change | bytes
) -> list[tuple[str, int | None, str, str, str]]:
    """Load the good set with these differences, which must be refused; return every error."""
    listed_in = folder / "errors.txt"
    with pytest.raises(LoadRefused) as refused:
        load_folder(make_set(folder, *names, **files), terms=terms, errors=listed_in)
    with listed_in.open(encoding="utf-8-sig", newline="") as file:
        _heads, *rows = csv.reader(file)
    assert len(rows) == refused.value.count
    return [
        (name, int(line) if line else None, column, value.strip("“”"), expected)
        for name, line, column, value, expected in rows
    ]
