"""From when the changes of a set hold: what `load` says of it, and what the list of loads keeps."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from portfolio.loading.spans import OWNERS, Spanned, moved, spanned
from portfolio.loading.stage import Stage
from portfolio.models.spans import BEGINNING, FIRST_DAY
from portfolio.months import month_text

SHOWN = 5
DELAYED, UNTIL, AT_ONCE = "delayed", "nobody", "at_once"


def since(stage: Stage) -> list[dict[str, Any]]:
    """Return what changes from when, by kind and beginning; "" is the beginning of all."""
    found: list[dict[str, Any]] = []
    for one in spanned(stage):
        found += [
            {"what": one.history, "from": _text(start), "count": count}
            for start, count in stage.sql(_changes(one)).fetchall()
        ]
        if one is OWNERS:
            found += _delayed(stage)
            found += _before_service(stage)
    return found


def _changes(one: Spanned) -> str:
    return f"SELECT first, count(*) FROM ({moved(one)}) GROUP BY first ORDER BY first"


def _delayed(stage: Stage) -> Iterator[dict[str, Any]]:
    """Yield clients that change hands later than stated, because she was not there yet."""
    rows = stage.sql(
        "WITH late AS (SELECT s.* FROM stated_portfolio_ownership s "
        "JOIN new_portfolio_ownership n USING (client_id, from_month, manager_id) "
        "WHERE s.from_month > s.stated_from AND (client_id, from_month, manager_id) NOT IN "
        "(SELECT (client_id, from_month, manager_id) FROM db_portfolio_ownership)), "
        "before AS (SELECT l.client_id, arg_max(o.manager_id, o.from_month) AS had FROM late l "
        "JOIN new_portfolio_ownership o ON o.client_id = l.client_id "
        "AND o.from_month < l.from_month AND o.manager_id IS NOT NULL GROUP BY ALL) "
        "SELECT l.manager_id, l.from_month, count(*), "
        "count(*) FILTER (l.client_id NOT IN (SELECT client_id FROM before)) "
        "FROM late l GROUP BY ALL ORDER BY l.from_month, l.manager_id"
    ).fetchall()
    for staff, month, count, nobodys in rows:
        yield {
            "what": DELAYED,
            "from": month_text(month),
            "staff": staff,
            "count": count,
            "nobodys": nobodys,
        }


def _before_service(stage: Stage) -> Iterator[dict[str, Any]]:
    """Yield clients that the bank did not know, held from the beginning by who came later."""
    first = stage.first_month
    if first is None:
        return
    rows = stage.sql(
        "SELECT n.manager_id, year(m.hired_on) * 100 + month(m.hired_on) AS month, count(*) "
        f"FROM new_portfolio_ownership n JOIN ({_managers(stage)}) m ON m.staff_no = n.manager_id "
        f"WHERE n.from_month = {BEGINNING} AND month > {first} "
        "AND n.client_id NOT IN (SELECT client_id FROM db_portfolio_ownership) "
        "GROUP BY ALL ORDER BY month, n.manager_id"
    ).fetchall()
    for staff, month, count in rows:
        yield {"what": AT_ONCE, "from": month_text(month), "staff": staff, "count": count}


def _managers(stage: Stage) -> str:
    known = "SELECT staff_no, hired_on FROM db_portfolio_manager"
    if not {"managers", "postings"} & stage.sources.keys():
        return known
    return (
        f"SELECT staff_no, hired_on FROM new_portfolio_manager UNION ALL {known} "
        "WHERE staff_no NOT IN (SELECT staff_no FROM new_portfolio_manager)"
    )


def _text(start: int | date) -> str:
    if start in (BEGINNING, FIRST_DAY):
        return ""
    return start.isoformat() if isinstance(start, date) else month_text(start)


def sentences(changes: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a sentence for each change, the first of each kind; what is more is counted."""
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for change in changes:
        by_kind.setdefault(change["what"], []).append(change)
    for what, several in by_kind.items():
        for change in several[:SHOWN]:
            yield _sentence(what, change)
        if more := several[SHOWN:]:
            count = sum(change["count"] for change in more)
            yield _("… and %(count)s more, from %(first)s to %(last)s") % {
                "count": whole(count), "first": more[0]["from"], "last": more[-1]["from"],
            }  # fmt: skip


def _sentence(what: str, change: dict[str, Any]) -> str:
    count = change["count"]
    words = {
        "count": whole(count),
        "from": change["from"] or _("the beginning"),
        "staff": change.get("staff", ""),
        "nobodys": whole(change.get("nobodys", 0)),
    }
    if what == "owners":
        text = ngettext(
            "%(count)s client has another manager from %(from)s",
            "%(count)s clients have another manager from %(from)s",
            count,
        )
    elif what == "postings":
        text = ngettext(
            "%(count)s manager has another branch, line, level or supervisor from %(from)s",
            "%(count)s managers have another branch, line, level or supervisor from %(from)s",
            count,
        )
    elif what == "rates":
        text = ngettext(
            "%(count)s product has other rates from %(from)s",
            "%(count)s products have other rates from %(from)s",
            count,
        )
    elif what == AT_ONCE:
        text = ngettext(
            "%(count)s client counts for %(staff)s from the beginning, though she serves since "
            "%(from)s; owners.csv can say who had it",
            "%(count)s clients count for %(staff)s from the beginning, though she serves since "
            "%(from)s; owners.csv can say who had them",
            count,
        )
    elif change.get("nobodys"):
        text = ngettext(
            "%(count)s client is %(staff)s's only from %(from)s, her first month of service; "
            "until then it is nobody's",
            "%(count)s clients are %(staff)s's only from %(from)s, her first month of service; "
            "until then %(nobodys)s of them are nobody's",
            count,
        )
    else:
        text = ngettext(
            "%(count)s client is %(staff)s's only from %(from)s, her first month of service; "
            "until then it stays with who had it",
            "%(count)s clients are %(staff)s's only from %(from)s, her first month of service; "
            "until then they stay with who had them",
            count,
        )
    return text % words
