"""The files of the data contract. docs/data.md says the same to a bank's analyst."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from perfcenter.base.money import MILLION
from portfolio.contract import words
from portfolio.contract.columns import (
    AMOUNT,
    DATE,
    DECIMAL,
    FACTOR,
    KEY,
    LOGIN,
    MONTH,
    NAME,
    NOTE,
    RATE,
    REFERENCE,
    SHARE,
    TIME,
    WORD,
    ContractColumn,
    Kind,
    choice,
)
from portfolio.contract.tables import TABLES, Table
from portfolio.models import BEGINNING, FIRST_DAY, WHOLE_CYCLE


@dataclass(frozen=True)
class File:
    """One file: its columns, the table they go to, and pairs of dates that come in order.

    settled  are fields that the load works out itself, with their types
    origin   are those that say where a row came from; they alone make no row another
    besides  is the table beside it: where what holds from now on goes by date, or the other way
    """

    name: str
    table: Table
    columns: tuple[ContractColumn, ...]
    ordered: tuple[tuple[str, str], ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    settled: Mapping[str, str] = field(default_factory=dict)
    origin: Mapping[str, str] = field(default_factory=dict)
    besides: str = ""

    @property
    def file_name(self) -> str:
        return f"{self.name}.csv"

    @property
    def key(self) -> tuple[ContractColumn, ...]:
        """The columns that tell rows apart; none where equal rows count."""
        return tuple(c for c in self.columns if c.field in self.table.key)

    def column(self, name: str) -> ContractColumn:
        return next(c for c in self.columns if c.name == name)


def _needed(name: str, zh: str, kind: Kind, to: str = "") -> ContractColumn:
    return ContractColumn(name, (zh,), kind, to or name, required=True)


def _optional(name: str, zh: str, kind: Kind, default: str | int | None = None) -> ContractColumn:
    return ContractColumn(name, (zh,), kind, name, default=default)


def _to(name: str, zh: str, refers: str, *, required: bool = True) -> ContractColumn:
    """A reference: `branch_code` goes to branch_id, `staff_no` to manager_id."""
    to = {"staff_no": "manager", "supervisor_no": "supervisor"}.get(name, name.rsplit("_", 1)[0])
    return ContractColumn(name, (zh,), REFERENCE, f"{to}_id", required=required, refers=refers)


STAFF = _to("staff_no", "工号", "managers")
ACCOUNT = _to("account_no", "账号", "accounts")
CYCLE = _optional("cycle", "考核周期", KEY, "")
YEAR = {"year": "INTEGER"}
ORIGIN = {"source_file": "VARCHAR", "source_line": "BIGINT"}

_FILES = (
    File(
        "branches",
        TABLES["portfolio_branch"],
        (
            _needed("code", "机构号", KEY),
            _needed("name", "名称", NAME),
            _to("parent_code", "上级机构", "branches", required=False),
        ),
    ),
    File(
        "managers",
        TABLES["portfolio_manager"],
        (
            _needed("staff_no", "工号", LOGIN),
            _needed("name", "姓名", NAME),
            _to("branch_code", "机构号", "branches"),
            _optional("line", "条线", choice(words.LINES), ""),
            _optional("level", "等级", WORD, ""),
            _optional("hired_on", "入职日", DATE),
            _optional("left_on", "离职日", DATE),
            _to("supervisor_no", "上级工号", "managers", required=False),
        ),
        ordered=(("hired_on", "left_on"),),
        besides="portfolio_posting",
    ),
    File(
        "products",
        TABLES["portfolio_product"],
        (
            _needed("code", "产品代码", KEY),
            _needed("name", "名称", NAME),
            _needed("family", "大类", choice(words.FAMILIES)),
            _optional("ftp_rate", "内部资金转移价格", RATE, 0),
            _optional("provision_rate", "拨备率", RATE, 0),
            _optional("tax_rate", "税率", RATE, 0),
            _optional("risk_weight", "风险权重", FACTOR, 0),
            _optional("coefficient", "系数", FACTOR, MILLION),
        ),
        besides="portfolio_rate",
    ),
    File(
        "clients",
        TABLES["portfolio_client"],
        (
            _needed("client_no", "客户号", KEY),
            _needed("name", "名称", NAME),
            _optional("kind", "类型", choice(words.CLIENT_KINDS), ""),
            _optional("segment", "客户层级", WORD, ""),
            _to("branch_code", "机构号", "branches"),
            _to("manager_no", "管户客户经理", "managers", required=False),
            _optional("opened_on", "开户日", DATE),
        ),
        besides="portfolio_ownership",
    ),
    File(
        "deposits",
        TABLES["portfolio_account"],
        (
            _needed("account_no", "账号", KEY),
            _to("client_no", "客户号", "clients"),
            _to("product_code", "产品代码", "products"),
            _needed("opened_on", "开户日", DATE),
            _optional("closed_on", "销户日", DATE),
            _optional("rate", "利率", RATE),
        ),
        ordered=(("opened_on", "closed_on"),),
        constants={"kind": "deposit"},
    ),
    File(
        "loans",
        TABLES["portfolio_account"],
        (
            _needed("contract_no", "合同号", KEY, to="account_no"),
            _to("client_no", "客户号", "clients"),
            _to("product_code", "产品代码", "products"),
            _optional("contract_amount", "合同金额", AMOUNT),
            _needed("disbursed_on", "放款日", DATE, to="opened_on"),
            _optional("matures_on", "到期日", DATE),
            _optional("rate", "利率", RATE),
        ),
        ordered=(("disbursed_on", "matures_on"),),
        constants={"kind": "loan"},
    ),
    File(
        "ledger",
        TABLES["portfolio_ledgerrow"],
        (
            _needed("month", "月份", MONTH),
            replace(ACCOUNT, alias="contract_no", alias_zh=("合同号",)),
            _needed("end_balance", "时点余额", AMOUNT),
            _needed("average_balance", "日均余额", AMOUNT),
            _needed("interest", "利息", AMOUNT),
            _optional("fees", "手续费", AMOUNT, 0),
            _optional("classification", "五级分类", choice(words.CLASSES), "normal"),
            _optional("funding", "资金转移金额", AMOUNT),
        ),
    ),
    File(
        "assignments",
        TABLES["portfolio_share"],
        (
            replace(ACCOUNT, zh=("账号", "合同号")),
            STAFF,
            _optional("from_month", "起始月份", MONTH),
            _optional("to_month", "截止月份", MONTH),
            _needed("share", "分成", SHARE),
        ),
        ordered=(("from_month", "to_month"),),
    ),
    File(
        "sales",
        TABLES["portfolio_sale"],
        (
            _needed("month", "月份", MONTH),
            STAFF,
            _to("product_code", "产品代码", "products"),
            _optional("quantity", "数量", DECIMAL),
            _optional("amount", "金额", AMOUNT),
            _optional("income", "收入", AMOUNT, 0),
        ),
    ),
    File(
        "pools",
        TABLES["portfolio_costpool"],
        (
            _needed("month", "月份", MONTH),
            _needed("name", "名称", NAME),
            _needed("kind", "类型", choice(words.POOL_KINDS)),
            _needed("amount", "金额", AMOUNT),
            _needed("driver", "分摊依据", choice(words.DRIVERS)),
            _to("branch_code", "机构号", "branches", required=False),
        ),
    ),
    File(
        "owners",
        TABLES["portfolio_ownership"],
        (
            _to("client_no", "客户号", "clients"),
            replace(STAFF, required=False),
            _optional("from_month", "起始月份", MONTH, BEGINNING),
        ),
        besides="portfolio_client",
    ),
    File(
        "postings",
        TABLES["portfolio_posting"],
        (
            STAFF,
            _optional("from_on", "起始日", DATE, FIRST_DAY.isoformat()),
            _to("branch_code", "机构号", "branches"),
            _optional("line", "条线", choice(words.LINES), ""),
            _optional("level", "等级", WORD, ""),
            _to("supervisor_no", "上级工号", "managers", required=False),
        ),
        besides="portfolio_manager",
    ),
    File(
        "rates",
        TABLES["portfolio_rate"],
        (
            _to("product_code", "产品代码", "products"),
            _optional("from_month", "起始月份", MONTH, BEGINNING),
            _optional("ftp_rate", "内部资金转移价格", RATE, 0),
            _optional("provision_rate", "拨备率", RATE, 0),
            _optional("tax_rate", "税率", RATE, 0),
            _optional("risk_weight", "风险权重", FACTOR, 0),
            _optional("coefficient", "系数", FACTOR, MILLION),
        ),
        besides="portfolio_product",
    ),
    File(
        "general_ledger",
        TABLES["portfolio_generalledgerrow"],
        (
            _needed("month", "月份", MONTH),
            _to("branch_code", "机构号", "branches"),
            _to("product_code", "产品代码", "products"),
            _needed("end_balance", "时点余额", AMOUNT),
        ),
    ),
    File(
        "targets",
        TABLES["portfolio_target"],
        (
            STAFF,
            _needed("measure_code", "指标代码", KEY),
            _needed("target", "任务", DECIMAL),
            _optional("month", "月份", MONTH, WHOLE_CYCLE),
            CYCLE,
        ),
        settled=YEAR,
        origin=ORIGIN,
    ),
    File(
        "values",
        TABLES["portfolio_value"],
        (
            STAFF,
            _needed("measure_code", "指标代码", KEY),
            _needed("value", "指标值", DECIMAL),
            _optional("month", "月份", MONTH, WHOLE_CYCLE),
            CYCLE,
        ),
        settled=YEAR,
        origin=ORIGIN,
    ),
    File(
        "absences",
        TABLES["portfolio_absence"],
        (
            STAFF,
            _needed("from_on", "开始日", DATE),
            _optional("to_on", "结束日", DATE),
            _needed("kind", "类型", WORD),
        ),
        ordered=(("from_on", "to_on"),),
    ),
    File(
        "training",
        TABLES["portfolio_training"],
        (
            STAFF,
            _optional("course", "课程", NAME, ""),
            _optional("hours", "学时", DECIMAL),
            _optional("exam_score", "考试成绩", DECIMAL),
            _needed("completed_on", "完成日", DATE),
        ),
    ),
    File(
        "certificates",
        TABLES["portfolio_certificate"],
        (
            STAFF,
            _needed("name", "名称", NAME),
            _needed("obtained_on", "取得日", DATE),
            _optional("expires_on", "有效期至", DATE),
        ),
        ordered=(("obtained_on", "expires_on"),),
    ),
    File(
        "incidents",
        TABLES["portfolio_incident"],
        (
            STAFF,
            _needed("occurred_on", "发生日", DATE),
            _optional("kind", "类型", WORD, ""),
            _optional("severity", "严重程度", WORD, ""),
            _optional("points", "积分", DECIMAL),
            _optional("note", "说明", NOTE, ""),
        ),
    ),
    File(
        "service",
        TABLES["portfolio_serviceticket"],
        (
            _needed("ticket_no", "工单号", KEY),
            STAFF,
            _to("client_no", "客户号", "clients", required=False),
            _needed("opened_at", "提出时间", TIME),
            _optional("responded_at", "响应时间", TIME),
            _optional("resolved_at", "解决时间", TIME),
            _optional("kind", "类型", WORD, ""),
            _optional("satisfaction", "满意度", DECIMAL),
        ),
        ordered=(("opened_at", "responded_at"), ("opened_at", "resolved_at")),
    ),
    File(
        "recoveries",
        TABLES["portfolio_recovery"],
        (
            _needed("month", "月份", MONTH),
            STAFF,
            _to("contract_no", "合同号", "accounts", required=False),
            _needed("amount", "金额", AMOUNT),
        ),
    ),
)

FILES = {file.name: file for file in _FILES}


def files_of(table: Table) -> list[File]:
    """Return the files that go to the table."""
    return [file for file in _FILES if file.table is table]


def fields_of(table: Table) -> dict[str, str]:
    """Return the table's fields with their types in DuckDB, `id` left out."""
    fields: dict[str, str] = {}
    for file in files_of(table):
        fields |= dict.fromkeys(file.constants, "VARCHAR")
        fields |= {column.field: column.kind.type for column in file.columns}
        fields |= {**file.settled, **file.origin}
    return fields
