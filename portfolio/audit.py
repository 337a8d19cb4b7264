"""What the portfolio's entries of the audit log are called."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import trimmed
from perfcenter.base.registry import Words
from portfolio.models import MonthStep, ReopenRequest


def _files(files: list[dict[str, Any]]) -> str:
    if not any("rows" in file for file in files):
        return gettext(", ").join(str(file.get("name", "")) for file in files)
    rows = trimmed(sum(file.get("rows", 0) for file in files))
    return gettext("%(count)s with %(rows)s rows") % {"count": len(files), "rows": rows}


def _months_of(model: type[MonthStep | ReopenRequest]) -> Callable[[list[str]], dict[str, str]]:
    """Return what leads from steps, or from requests, to the pages of their months."""

    def pages(keys: list[str]) -> dict[str, str]:
        found = model.objects.filter(pk__in=keys).values_list("pk", "month")
        return {str(pk): reverse("portfolio:month", args=[month]) for pk, month in found}

    return pages


WORDS = Words(
    actions={
        "data.load": _("Load the data"),
        "data.undo": _("Undo a load of data"),
        "import.bring": _("Bring files"),
        "import.confirm": _("Confirm an import"),
        "import.drop": _("Drop an import"),
        "import.undo": _("Undo an import"),
        "month.close": _("Close the month"),
        "month.reopen": _("Open the month again"),
        "month.ask_reopen": _("Ask to open the month again"),
        "month.decline_reopen": _("Decline to open the month again"),
        "month.withdraw_reopen": _("Withdraw the wish to open the month again"),
    },
    kinds={
        "portfolio.DataLoad": _("load of data"),
        "portfolio.Import": _("import"),
        "portfolio.MonthStep": _("month"),
        "portfolio.ReopenRequest": _("wish to open a month again"),
    },
    details={
        "asked_by": _("asked by"),
        "digest": _("digest"),
        "file": _("file"),
        "files": _("files"),
        "month": _("month"),
        "number": _("number"),
        "reason": _("reason"),
        "second": _("second person"),
    },
    shown={"files": _files},
    links={
        "portfolio.Import": lambda keys: {
            key: reverse("portfolio:import", args=[key]) for key in keys
        },
        "portfolio.MonthStep": _months_of(MonthStep),
        "portfolio.ReopenRequest": _months_of(ReopenRequest),
    },
)
