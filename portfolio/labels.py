"""What the fields are called whose names the tables of an import make: column-0-3 and the like."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

NAME = re.compile(r"(contract|header|column|unit)-(\d+)(?:-(\d+))?")


def label_of(name: str) -> str | None:
    """Return the words for a field of the page that says how files are read."""
    found = NAME.fullmatch(name)
    if found is None:
        return None
    words = {
        "contract": _("Table %(table)s: is"),
        "header": _("Table %(table)s: row of the headings"),
        "column": _("Table %(table)s, column %(column)s: column of the contract"),
        "unit": _("Table %(table)s, column %(column)s: unit"),
    }
    kind, table, column = found.groups()
    return words[kind] % {"table": int(table) + 1, "column": int(column or 0) + 1}
