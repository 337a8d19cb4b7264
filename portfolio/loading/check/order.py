"""Dates and months that come in the wrong order: left before hired, closed before opened."""
# ruff: noqa: S608 - the names in these statements come from the contract, never from a file

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from portfolio.contract.sentences import filled
from portfolio.loading.finding import Finding
from portfolio.loading.stage import Stage
from portfolio.months import month_text


def find(stage: Stage) -> Iterator[Finding]:
    """Yield a finding for each pair in the wrong order, also beside what the database keeps."""
    for name, source in stage.sources.items():
        for earlier, later in source.file.ordered:
            first, last = source.file.column(earlier), source.file.column(later)
            rows = stage.rows(
                f"SELECT _line, {first.field}, {last.field} FROM new_{source.file.table.name} "
                f"WHERE _file = ? AND {first.field} > {last.field}",
                name,
            )
            for line, begins, ends in rows:
                if source.has(last):
                    name_of = source.name_of(first)
                    expected = filled(
                        _("not before {name}, {when}"), name=name_of, when=_text(begins)
                    )
                    yield Finding(name, line, later, expected)
                else:
                    expected = filled(_("not after {name}, {when}"), name=later, when=_text(ends))
                    yield Finding(name, line, earlier, expected)


def _text(when: date | int | str) -> str:
    return month_text(when) if isinstance(when, int) else str(when)
