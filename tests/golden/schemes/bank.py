"""A small bank for the year 2026, somebody in it for every case; numbers made for sums by hand.

The treasury pays and takes 0.0365 a year, which is 0.0001 a day; loans are provided for at 0.0073,
0.00002 a day. Every deposit account pays 100.00 of interest a month.

    01  as planned, on every bound           07  the other 40%
    02  joined on 1 July                     08  her account was closed on 20 May
    03  left on 30 September                 09  an account overdrawn, a bad loan, an incident
    04  moved from B1 to B2 on 1 July        10  tied with 11
    05  her targets are zero                 11  tied with 10
    06  60% of the account of 07             12  a fen below every bound
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]
BASE = "2025-12"

TABLES = {
    "branches": """
        code,name,parent_code
        HO,Head office,
        B1,First branch,HO
        B2,Second branch,HO
        """,
    "managers": """
        staff_no,name,branch_code,line,hired_on,left_on
        01,Ai,B1,personal,2010-01-01,
        02,Bo,B1,personal,2026-07-01,
        03,Cao,B1,personal,2010-03-01,2026-09-30
        04,Deng,B1,personal,2010-04-01,
        05,Er,B1,personal,2010-05-01,
        06,Fu,B1,personal,2010-06-01,
        07,Gao,B1,personal,2010-07-01,
        08,He,B2,personal,2010-08-01,
        09,Ji,B2,personal,2010-09-01,
        10,Ke,B2,personal,2010-10-01,
        11,Lu,B2,personal,2010-11-01,
        12,Ma,B2,personal,2010-12-01,
        """,
    "postings": """
        staff_no,from_on,branch_code,line
        04,2010-04-01,B1,personal
        04,2026-07-01,B2,corporate
        """,
    "products": """
        code,name,family,ftp_rate,provision_rate,tax_rate,risk_weight,coefficient
        SAV,Savings,deposit,0.0365,0,0,0,1
        LN,Loans,loan,0.0365,0.0073,0,1,1
        CARD,Cards,fee,0,0,0,0,1
        INS,Insurance,fee,0,0,0,0,0.5
        """,
    "rates": """
        product_code,from_month,ftp_rate,provision_rate,tax_rate,risk_weight,coefficient
        CARD,2026-07,0,0,0,0,1.5
        """,
    "assignments": """
        account_no,staff_no,from_month,to_month,share
        A06,06,,,0.6
        A06,07,,,0.4
        """,
    "sales": """
        month,staff_no,product_code,quantity,amount,income
        2026-03,01,CARD,4,0,500.00
        2026-03,01,CARD,3.9,0,400.00
        2026-03,01,INS,1,25000.00,300.00
        2026-08,01,CARD,3,0,300.00
        2026-06,02,CARD,5,0,0
        2026-08,02,CARD,4,0,92.00
        2026-09,03,CARD,10,0,0
        2026-10,03,CARD,9,0,0
        2026-02,04,CARD,3.5,0,0
        2026-02,04,CARD,-1.2,0,0
        2026-03,04,CARD,-1.5,0,-20.00
        2026-05,06,INS,2,60000.00,600.00
        2026-07,06,CARD,4,0,0
        2026-12,09,CARD,5,0,0
        2026-01,10,CARD,7,0,400.00
        2026-01,11,CARD,7,0,400.00
        2026-01,12,CARD,6.999999,0,0
        """,
    "incidents": """
        staff_no,occurred_on,kind,severity,points
        09,2026-12-31,breach,serious,92.5
        09,2027-01-01,breach,serious,50
        """,
    "training": """
        staff_no,course,hours,exam_score,completed_on
        01,Credit,8,80,2026-04-01
        02,Credit,8,90,2026-12-31
        04,Credit,8,60,2026-04-01
        09,Credit,8,59.99,2026-04-01
        10,Credit,8,85,2026-04-01
        11,Credit,8,85,2026-04-01
        12,Credit,8,79.99,2026-04-01
        """,
}

# account: manager of the client, opened, closed, base of 2025-12, balance, first and last month
DEPOSITS = {
    "A01": ("01", "2020-01-01", "", "900000.00", "1000000.00", 1, 12),
    "A02": ("02", "2026-07-05", "", "", "2000000.00", 7, 12),
    "A03": ("03", "2020-01-01", "2026-09-30", "500000.00", "730000.00", 1, 9),
    "A04": ("04", "2020-01-01", "", "400000.00", "600000.00", 1, 12),
    "A05": ("05", "2020-01-01", "", "300000.00", "365000.00", 1, 12),
    "A06": ("06", "2020-01-01", "", "1000000.00", "1000000.01", 1, 12),
    "A08": ("08", "2020-01-01", "2026-05-20", "200000.00", "200000.00", 1, 4),
    "A09": ("09", "2020-01-01", "", "500000.00", "500000.00", 1, 12),
    "A09X": ("09", "2020-01-01", "", "-20000.00", "-50000.00", 1, 12),
    "A10": ("10", "2020-01-01", "", "700000.00", "700000.00", 1, 12),
    "A11": ("11", "2020-01-01", "", "700000.00", "700000.00", 1, 12),
    "A12": ("12", "2020-01-01", "", "900000.00", "999999.99", 1, 12),
}
# contract: manager of the client, balance, interest a month, class
LOANS = {
    "L01": ("01", "2000000.00", "8000.00", "normal"),
    "L05": ("05", "365000.00", "3000.00", "normal"),
    "L09": ("09", "100000.00", "0.00", "substandard"),
}


def write(folder: Path, **more: str) -> Path:
    """Write the bank's files, and more of them as they are given: targets, values."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**TABLES, **more}.items():
        _file(folder, name, (line.strip() for line in text.strip().splitlines()))
    _file(folder, "clients", _clients())
    _file(folder, "deposits", _deposits())
    _file(folder, "loans", _loans())
    _file(folder, "ledger", _ledger())
    return folder


def _clients() -> Iterable[str]:
    yield "client_no,name,kind,branch_code,manager_no,opened_on"
    for number in [*DEPOSITS, *LOANS]:
        manager = {**DEPOSITS, **LOANS}[number][0]
        yield f"C{number},Client {number},person,B1,{manager},2015-01-01"


def _deposits() -> Iterable[str]:
    yield "account_no,client_no,product_code,opened_on,closed_on"
    for number, (_manager, opened, closed, *_balances) in DEPOSITS.items():
        yield f"{number},C{number},SAV,{opened},{closed}"


def _loans() -> Iterable[str]:
    yield "contract_no,client_no,product_code,contract_amount,disbursed_on,matures_on"
    for number, (_manager, balance, *_rest) in LOANS.items():
        yield f"{number},C{number},LN,{balance},2020-01-01,2030-01-01"


def _ledger() -> Iterable[str]:
    yield "month,account_no,end_balance,average_balance,interest,fees,classification"
    for number, (*_about, base, balance, first, last) in DEPOSITS.items():
        if base:
            yield f"{BASE},{number},{base},{base},0.00,0.00,"
        for month in MONTHS[first - 1 : last]:
            fees = "50.00" if number == "A01" else "0.00"
            yield f"{month},{number},{balance},{balance},100.00,{fees},"
    yield "2026-05,A08,0.00,120000.00,100.00,0.00,"  # closed on the 20th
    for number, (_manager, balance, interest, kind) in LOANS.items():
        for month in MONTHS:
            yield f"{month},{number},{balance},{balance},{interest},0.00,{kind}"


def _file(folder: Path, name: str, lines: Iterable[str]) -> None:
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
