"""Files of targets, values and records of people: what scores stand on beside the book."""

from portfolio.contract.columns import AMOUNT, DATE, DECIMAL, KEY, MONTH, NAME, NOTE, TIME, WORD
from portfolio.contract.file import STAFF, File, needed, optional, to
from portfolio.contract.tables import TABLES
from portfolio.models import WHOLE_CYCLE

CYCLE = optional("cycle", "考核周期", KEY, "")
YEAR = {"year": "INTEGER"}
ORIGIN = {"source_file": "VARCHAR", "source_line": "BIGINT"}

RECORD_FILES = (
    File(
        "targets",
        TABLES["portfolio_target"],
        (
            STAFF,
            needed("measure_code", "指标代码", KEY),
            needed("target", "任务", DECIMAL),
            optional("month", "月份", MONTH, WHOLE_CYCLE),
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
            needed("measure_code", "指标代码", KEY),
            needed("value", "指标值", DECIMAL),
            optional("month", "月份", MONTH, WHOLE_CYCLE),
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
            needed("from_on", "开始日", DATE),
            optional("to_on", "结束日", DATE),
            needed("kind", "类型", WORD),
        ),
        ordered=(("from_on", "to_on"),),
    ),
    File(
        "training",
        TABLES["portfolio_training"],
        (
            STAFF,
            optional("course", "课程", NAME, ""),
            optional("hours", "学时", DECIMAL),
            optional("exam_score", "考试成绩", DECIMAL),
            needed("completed_on", "完成日", DATE),
        ),
    ),
    File(
        "certificates",
        TABLES["portfolio_certificate"],
        (
            STAFF,
            needed("name", "名称", NAME),
            needed("obtained_on", "取得日", DATE),
            optional("expires_on", "有效期至", DATE),
        ),
        ordered=(("obtained_on", "expires_on"),),
    ),
    File(
        "incidents",
        TABLES["portfolio_incident"],
        (
            STAFF,
            needed("occurred_on", "发生日", DATE),
            optional("kind", "类型", WORD, ""),
            optional("severity", "严重程度", WORD, ""),
            optional("points", "积分", DECIMAL),
            optional("note", "说明", NOTE, ""),
        ),
    ),
    File(
        "service",
        TABLES["portfolio_serviceticket"],
        (
            needed("ticket_no", "工单号", KEY),
            STAFF,
            to("client_no", "客户号", "clients", required=False),
            needed("opened_at", "提出时间", TIME),
            optional("responded_at", "响应时间", TIME),
            optional("resolved_at", "解决时间", TIME),
            optional("kind", "类型", WORD, ""),
            optional("satisfaction", "满意度", DECIMAL),
        ),
        ordered=(("opened_at", "responded_at"), ("opened_at", "resolved_at")),
    ),
    File(
        "recoveries",
        TABLES["portfolio_recovery"],
        (
            needed("month", "月份", MONTH),
            STAFF,
            to("contract_no", "合同号", "accounts", required=False),
            needed("amount", "金额", AMOUNT),
        ),
    ),
)
