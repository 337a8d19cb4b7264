"""What somebody types on the pages of an import, as plans and terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portfolio.contract import FILES
from portfolio.imports.plan import ColumnPlan, TablePlan, column_of, units_of
from portfolio.imports.recognising import columns_for, headings_of, is_plain
from portfolio.imports.tables import HEAD, Table
from portfolio.loading.terms import (
    FROM_FIELD,
    REPLACE_CHOICE,
    ROWS_CHOICE,
    ROWS_FIELD,
    YEAR_FIELD,
    Terms,
)
from portfolio.months import month_text, parse_month

LATEST_YEAR = 2999


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files in one field."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in files if one] or [
            super().clean(None, initial)
        ]


class BringForm(forms.Form):
    files = ManyFilesField(  # type: ignore[assignment]  # a form has its files by another way
        label=_("Files"),
        help_text=_("CSV files, an XLSX workbook or a ZIP, several at once; drop them here."),
        widget=ManyFiles(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.zip"}),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=60,
        help_text=_(
            "Such as “core system”: how its files are read is remembered for the next time."
        ),
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
    )


class TermsForm(forms.Form):
    """What is said beside the files: what `manage.py load` takes as options."""

    class Way:
        ALL, REPLACE, ROWS = "", "replaces", "rows_only"

    from_month = forms.CharField(
        label=FROM_FIELD, required=False, max_length=7,
        help_text=_("A month such as 2026-04; empty: the first new month of the ledger."),
    )  # fmt: skip
    cycle = forms.SlugField(
        label=_("Cycle"), required=False, max_length=40,
        help_text=_("Whose the targets and values are that name none."),
    )  # fmt: skip
    year = forms.IntegerField(
        label=YEAR_FIELD, required=False, min_value=1900, max_value=LATEST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Of targets and values without a date; empty: that of the ledger."),
    )  # fmt: skip
    way = forms.ChoiceField(
        label=ROWS_FIELD,
        required=False,
        choices=[
            (Way.ALL, _("must not be missing: the files are refused")),
            (Way.REPLACE, REPLACE_CHOICE),
            (Way.ROWS, ROWS_CHOICE),
        ],
    )

    def clean_from_month(self) -> int | None:
        text = self.cleaned_data["from_month"]
        try:
            return parse_month(text) if text else None
        except ValueError as error:
            raise ValidationError(_("Write a month such as 2026-04")) from error

    @property
    def terms(self) -> dict[str, Any]:
        """The terms as JSON."""
        data = self.cleaned_data
        way = data.get("way", "")
        found = Terms(
            from_month=data["from_month"],
            cycle=data["cycle"],
            year=data["year"],
            replaces=way == self.Way.REPLACE,
            rows_only=way == self.Way.ROWS,
        )
        return asdict(found)

    @classmethod
    def initial_of(cls, terms: Mapping[str, Any]) -> dict[str, Any]:
        month = terms.get("from_month")
        chosen = next((way for way in ("replaces", "rows_only") if terms.get(way)), "")
        return {**terms, "from_month": month_text(month) if month else "", "way": chosen}


def plans_from(
    data: Mapping[str, str], tables: Sequence[Table], before: Sequence[TablePlan]
) -> list[TablePlan]:
    """Return the plans as the page has them; another file or row of headings is guessed anew."""
    return [
        _plan_from(data, number, table, plan)
        for number, (table, plan) in enumerate(zip(tables, before, strict=True))
    ]


def _plan_from(data: Mapping[str, str], number: int, table: Table, plan: TablePlan) -> TablePlan:
    contract = data.get(f"contract-{number}", plan.contract)
    contract = contract if contract in FILES else ""
    header = _header(data.get(f"header-{number}", ""), plan.header)
    if contract != plan.contract or header != plan.header:
        columns = columns_for(table, header, FILES[contract]) if contract else ()
        plan = replace(plan, contract=contract, header=header, columns=columns, as_it_is=False)
        return replace(plan, as_it_is=is_plain(table, plan))
    if plan.found is None:
        return plan
    columns = tuple(_columns_from(data, number, table, plan))
    plan = replace(plan, columns=columns)
    # What is read otherwise than the check would has to be rewritten.
    as_it_is = f"as-{number}" in data and is_plain(table, plan)
    return replace(plan, as_it_is=as_it_is)


def _columns_from(
    data: Mapping[str, str], number: int, table: Table, plan: TablePlan
) -> list[ColumnPlan]:
    file = plan.found
    assert file is not None  # noqa: S101 - asked before
    names = {name for column in file.columns for name in (column.name, column.alias) if name}
    found: dict[str, ColumnPlan] = {}
    for place, heading in enumerate(headings_of(table, plan.header)):
        name = data.get(f"column-{number}-{place}", "")
        if name in names and name not in found:
            unit = data.get(f"unit-{number}-{place}", "1")
            known = unit if unit in units_of(column_of(file, name)) else "1"
            found[name] = ColumnPlan(name, place, heading, known)
    return list(found.values())


def _header(text: str, before: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and 0 < int(text) <= HEAD else before
