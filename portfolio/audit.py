"""What the portfolio's entries of the audit log are called."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import trimmed
from perfcenter.base.registry import Words


def _files(files: list[dict[str, Any]]) -> str:
    if not any("rows" in file for file in files):
        return gettext(", ").join(str(file.get("name", "")) for file in files)
    rows = trimmed(sum(file.get("rows", 0) for file in files))
    return gettext("%(count)s with %(rows)s rows") % {"count": len(files), "rows": rows}


WORDS = Words(
    actions={
        "data.load": _("Load the data"),
        "import.bring": _("Bring files"),
        "import.confirm": _("Confirm an import"),
        "import.drop": _("Drop an import"),
        "month.close": _("Close the month"),
        "month.reopen": _("Open the month again"),
    },
    kinds={
        "portfolio.DataLoad": _("load of data"),
        "portfolio.Import": _("import"),
        "portfolio.MonthStep": _("month"),
    },
    links={
        "portfolio.Import": lambda keys: {
            key: reverse("portfolio:import", args=[key]) for key in keys
        }
    },
    details={
        "digest": _("digest"),
        "file": _("file"),
        "files": _("files"),
        "month": _("month"),
        "reason": _("reason"),
        "second": _("second person"),
    },
    shown={"files": _files},
)
