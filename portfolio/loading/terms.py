"""What is said beside the files of a set: from when it holds, for which cycle, what may go."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

FROM_FIELD = _("Changes hold from")
YEAR_FIELD = _("Year")
ROWS_FIELD = _("Rows of a stored month that the files do not have")
REPLACE_CHOICE = _("are taken away")
ROWS_CHOICE = _("stay; only the rows of the files change")
"""What a page calls them, where sentences name them as well."""


@dataclass(frozen=True)
class Terms:
    """How a set is meant.

    from_month  is when changes hold from; None: as the months of its ledger say
    cycle       is whose targets and values without a cycle of their own are
    year        is whose undated ones are
    replaces    allows months to lose rows
    rows_only   leaves rows of a month alone that the set does not bring
    on_page     whoever reads what is wrong has the fields of a page before her, not a command
    """

    from_month: int | None = None
    cycle: str = ""
    year: int | None = None
    replaces: bool = False
    rows_only: bool = False
    on_page: bool = False


PLAIN = Terms()
