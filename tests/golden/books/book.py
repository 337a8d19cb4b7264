"""A folder of the data contract in memory: read, cut, changed, written elsewhere."""

import csv
from collections.abc import Callable
from pathlib import Path

Row = dict[str, str]

COLUMNS = {
    "branches": "code,name,parent_code",
    "managers": "staff_no,name,branch_code,line,level,hired_on,left_on,supervisor_no",
    "products": "code,name,family,ftp_rate,provision_rate,tax_rate,risk_weight,coefficient",
    "clients": "client_no,name,kind,segment,branch_code,manager_no,opened_on",
    "deposits": "account_no,client_no,product_code,opened_on,closed_on,rate",
    "loans": "contract_no,client_no,product_code,contract_amount,disbursed_on,matures_on,rate",
    "ledger": "month,account_no,end_balance,average_balance,interest,fees,classification,funding",
    "assignments": "account_no,staff_no,from_month,to_month,share",
    "sales": "month,staff_no,product_code,quantity,amount,income",
    "pools": "month,name,kind,amount,driver,branch_code",
    "targets": "staff_no,measure_code,target,month",
    "values": "staff_no,measure_code,value,month",
    "training": "staff_no,course,hours,exam_score,completed_on",
}


class Book:
    """The tables of a bank, each a list of rows of text."""

    def __init__(self, tables: dict[str, list[Row]] | None = None) -> None:
        self.tables: dict[str, list[Row]] = tables or {}

    @classmethod
    def read(cls, folder: Path) -> "Book":
        book = cls()
        for name in COLUMNS:
            path = folder / f"{name}.csv"
            if path.exists():
                with path.open(encoding="utf-8-sig", newline="") as file:
                    book.tables[name] = list(csv.DictReader(file))
        return book

    def write(self, folder: Path) -> Path:
        """Write the tables that have rows; the same book always writes the same files."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self.tables.items():
            if rows:
                with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                    writer = csv.DictWriter(file, COLUMNS[name].split(","), restval="")
                    writer.writeheader()
                    writer.writerows(rows)
        return folder

    def rows(self, table: str, **where: str) -> list[Row]:
        """Return the rows whose cells are as given."""
        return [
            row
            for row in self.tables.get(table, [])
            if all(row.get(column, "") == value for column, value in where.items())
        ]

    def change(self, table: str, where: Row, **cells: str) -> None:
        """Set cells of the rows named by `where`, of which there must be some."""
        found = self.rows(table, **where)
        assert found, f"{table} has no row {where}"
        for row in found:
            row.update(cells)

    def add(self, table: str, **cells: str) -> None:
        self.tables.setdefault(table, []).append(cells)

    def drop(self, table: str, **where: str) -> None:
        """Take the rows named out."""
        gone = [id(row) for row in self.rows(table, **where)]
        assert gone, f"{table} has no row {where}"
        self.tables[table] = [row for row in self.tables[table] if id(row) not in gone]

    def keep(self, table: str, wanted: Callable[[Row], bool]) -> None:
        self.tables[table] = [row for row in self.tables.get(table, []) if wanted(row)]

    def accounts_of(self, staff_no: str) -> list[str]:
        """Return the numbers of the accounts of a manager's clients, in order."""
        clients = {row["client_no"] for row in self.rows("clients", manager_no=staff_no)}
        return sorted(
            row["account_no"] for row in self.tables["deposits"] if row["client_no"] in clients
        )


def cut(book: Book, regions: tuple[str, ...]) -> Book:
    """Keep only the head office and the branches below some regions, with all they have."""
    book.keep("branches", lambda row: {row["code"], row["parent_code"]} & {"HO", *regions} != set())
    book.keep("branches", lambda row: row["parent_code"] != "HO" or row["code"] in regions)
    branches = {row["code"] for row in book.tables["branches"]}
    book.keep("managers", lambda row: row["branch_code"] in branches)
    staff = {row["staff_no"] for row in book.tables["managers"]}
    book.keep("clients", lambda row: row["manager_no"] in staff)
    clients = {row["client_no"] for row in book.tables["clients"]}
    book.keep("deposits", lambda row: row["client_no"] in clients)
    book.keep("loans", lambda row: row["client_no"] in clients)
    accounts = {row["account_no"] for row in book.tables["deposits"]}
    accounts |= {row["contract_no"] for row in book.tables["loans"]}
    book.keep("ledger", lambda row: row["account_no"] in accounts)
    for table in ("sales", "targets", "values", "training"):
        book.keep(table, lambda row: row["staff_no"] in staff)
    return book
