"""What the forms have in common in which a fact is put right: columns of the data contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import language
from portfolio.contract import FILES
from portfolio.contract.columns import ContractColumn
from portfolio.loading.one_row import read_row
from portfolio.models import LedgerRow
from portfolio.months import month_text
from portfolio.valuation.correcting import KnownAccount, known_account
from reviews.models.appeals import REASON_LIMIT
from scoring.amending.said import TITLES
from scoring.inputs.facts import Fact, FactKind
from scoring.inputs.manifest import Manifest

AMOUNTS = ("end_balance", "average_balance", "interest", "fees", "funding")
FIRST = ("account_no", "measure", "month", "until", "share", "other")
"""What says where a fact is stands first."""
Choices = Sequence[tuple[str, str]]


def columns_of(file: str, *names: str) -> tuple[ContractColumn, ...]:
    return tuple(FILES[file].column(name) for name in names)


LEDGER = columns_of("ledger", *AMOUNTS, "classification")
NEW_ACCOUNT = columns_of("loans", "client_no", "product_code", "contract_amount", "matures_on")
OPENED = columns_of("deposits", "opened_on")
SALE = columns_of("sales", "product_code", "quantity", "amount", "income")
SHARE = columns_of("assignments", "share")
ACCOUNT = columns_of("deposits", "account_no")


def title_of(column: ContractColumn) -> str:
    """Return what a column is called in the language of the page."""
    if language() != "en":
        return column.zh[0]
    return str(TITLES.get(column.name, column.name.replace("_", " ").capitalize()))


class FactForm(forms.Form):
    """What the forms have in common: where the fact is, why it is put right, which file says so."""

    kind: FactKind
    columns: tuple[ContractColumn, ...] = ()
    reason = forms.CharField(
        label=_("Why it is put right"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2, "class": "short"}),
    )
    evidence = forms.ChoiceField(label=_("File that bears it out"), required=False)

    def __init__(
        self,
        *args: Any,
        manifest: Manifest,
        staff_no: str,
        files: Choices,
        measures: Choices = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.manifest, self.staff_no = manifest, staff_no
        self.months = {month.month: month for month in manifest.months}
        self.known: KnownAccount | None = None
        choices = [("", gettext("None")), *files]
        self.fields["evidence"].choices = choices  # type: ignore[attr-defined]
        for column in self.columns:
            self.fields[column.name] = self._field(column)
        self.prepare(measures)
        more = [name for name in self.fields if name not in {"reason", "evidence", *FIRST}]
        self.order_fields([*FIRST, *more, "reason", "evidence"])

    def prepare(self, measures: Choices) -> None:
        """Fill in the choices of the form's own fields."""
        listed = [(str(month), month_text(month)) for month in self.months]
        for name in ("month", "until"):
            if name in self.fields:
                self.fields[name].choices = listed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the typed row by the checks of the data contract."""
        data: dict[str, Any] = super().clean() or {}
        typed = {column.name: str(data.get(column.name) or "") for column in self.columns}
        values, expected = read_row(self.columns, typed)
        for name, sentence in expected.items():
            self.add_error(name, gettext("Expected %(what)s") % {"what": sentence})
        data |= values
        first, last = data.get("month"), data.get("until")
        if first and last and int(last) < int(first):
            self.add_error("until", gettext("It ends before it begins"))
        if not self.errors:
            self.check(data)
        return data

    def check(self, data: dict[str, Any]) -> None:
        """Compare the row with what the run read."""

    @property
    def fact(self) -> Fact:
        """What is put right."""
        data = self.cleaned_data
        month = int(data["month"])
        return Fact(
            self.kind,
            self.staff_no,
            month,
            int(data.get("until") or month),
            account=data.get("account_no") or "",
            measure=data.get("measure") or "",
            now=self.now(data),
        )

    def now(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the values as they are put right."""
        return {}

    def find(self, data: Mapping[str, Any]) -> KnownAccount | None:
        """Return the account in the month that is asked about, as the run read it."""
        month = self.months.get(int(data["month"])) if data.get("month") else None
        account = str(data.get("account_no") or "")
        return known_account(month, account) if month and account else None

    def known_anywhere(self, account: str) -> KnownAccount | None:
        """Return the account as the newest month that has it."""
        found = (known_account(month, account) for month in reversed(self.months.values()))
        return next((one for one in found if one is not None), None)

    def _field(self, column: ContractColumn) -> forms.Field:
        if column.name == "classification":
            return forms.ChoiceField(
                label=title_of(column), choices=LedgerRow.Classification.choices
            )
        attrs = {"inputmode": "decimal"} if column.kind.type == "BIGINT" else {}
        return forms.CharField(
            label=title_of(column),
            required=column.required,
            max_length=60,
            widget=forms.TextInput(attrs=attrs),
        )

    def _refuse_unknown(self, data: dict[str, Any]) -> KnownAccount | None:
        found = self.find(data)
        if found is None:
            self.add_error("account_no", gettext("The run read no row of it in that month"))
        return found
