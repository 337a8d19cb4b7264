"""The forms in which a fact is put right: typed as a row of the data contract's files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.base.formats import language
from perfcenter.base.money import FEN, MILLION
from perfcenter.base.numbers.rounding import rounded
from portfolio.contract import FILES
from portfolio.contract.columns import ContractColumn
from portfolio.loading.one_row import read_row
from portfolio.models import LedgerRow, Manager
from portfolio.months import month_text, months_between
from portfolio.valuation.correcting import KnownAccount, family_of, has_client, known_account
from reviews.models.appeals import REASON_LIMIT
from scoring.amending.said import TITLES
from scoring.inputs.facts import Fact, FactKind
from scoring.inputs.manifest import Manifest

AMOUNTS = ("end_balance", "average_balance", "interest", "fees", "funding")
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
        own = [name for name in self.fields if name not in {"reason", "evidence"}]
        self.order_fields([*own, "reason", "evidence"])

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


class AmountForm(FactForm):
    """The amounts of one account-month."""

    kind = FactKind.AMOUNT
    columns = (*ACCOUNT, *LEDGER)
    month = forms.ChoiceField(label=_("Month"))

    def check(self, data: dict[str, Any]) -> None:
        self.known = self._refuse_unknown(data)
        if self.known is not None and not self.now(data):
            self.add_error(None, gettext("Nothing differs from what the run read"))

    def now(self, data: dict[str, Any]) -> dict[str, Any]:
        row = self.known.row if self.known else {}
        return {one.name: data[one.name] for one in LEDGER if data[one.name] != row.get(one.name)}


class HoldersForm(FactForm):
    """Her share of an account in some months, and who holds the rest."""

    kind = FactKind.HOLDERS
    columns = (*ACCOUNT, *SHARE)
    month = forms.ChoiceField(label=_("From month"))
    until = forms.ChoiceField(label=_("Until month"))
    other = forms.CharField(
        label=_("Staff no. of who holds the rest"),
        required=False,
        max_length=40,
        help_text=_("empty: those who held it keep it, in proportion"),
    )

    def check(self, data: dict[str, Any]) -> None:
        last = {"month": data["until"], "account_no": data["account_no"]}
        self.known = self.find(last) or self._refuse_unknown(data)
        _check_other(self, data, self.known)

    def now(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"share": data["share"], "other": data.get("other") or ""}


class AddedForm(FactForm):
    """An account-month that the run lacks; of an account that it does not know more is asked."""

    kind = FactKind.ADDED
    columns = (*ACCOUNT, *LEDGER, *SHARE, *NEW_ACCOUNT, *OPENED)
    month = forms.ChoiceField(label=_("Month"))
    other = forms.CharField(
        label=_("Staff no. of who holds the rest"), required=False, max_length=40
    )

    def prepare(self, measures: Choices) -> None:
        super().prepare(measures)
        for column in (*NEW_ACCOUNT, *OPENED):
            self.fields[column.name].required = False
            self.fields[column.name].help_text = gettext("only of an account unknown to the run")

    def clean(self) -> dict[str, Any]:
        """Ask for what the account is only where the run does not know it."""
        typed = self.data.get("account_no", "").strip()
        self.known = self.known_anywhere(typed) if typed else None
        if self.known is not None:
            self.columns = (*ACCOUNT, *LEDGER, *SHARE)
        return super().clean()

    def check(self, data: dict[str, Any]) -> None:
        month = self.months[int(data["month"])]
        if self.find(data) is not None:
            self.add_error("account_no", gettext("The run read a row of it in that month"))
            return
        if self.known is None:
            if not has_client(month, data["client_no"]):
                self.add_error("client_no", gettext("That month knows no such client"))
            if family_of(month, data["product_code"]) is None:
                self.add_error(
                    "product_code", gettext("That month has no other row of the product")
                )
            if data["opened_on"] and _month_of(data["opened_on"]) > month.month:
                self.add_error("opened_on", gettext("The account is opened after that month"))
        if data["share"] < MILLION:
            _check_other(self, data, None)

    def now(self, data: dict[str, Any]) -> dict[str, Any]:
        found = {one.name: data[one.name] for one in LEDGER}
        found |= {"share": data["share"], "other": data.get("other") or ""}
        if self.known is not None:
            about = self.known.about
            names = ("client_no", "product", "opened_on", "closed_on", "matures_on", "family")
            return found | {name: _plain(about[name]) for name in names}
        month = self.months[int(data["month"])]
        return found | {
            "client_no": data["client_no"],
            "product": data["product_code"],
            "opened_on": _plain(data["opened_on"]),
            "closed_on": None,
            "matures_on": _plain(data["matures_on"]),
            "contract_amount": data["contract_amount"],
            "family": family_of(month, data["product_code"]),
            "is_new": True,
        }


class SaleForm(FactForm):
    """A sale of hers that the run lacks."""

    kind = FactKind.SALE
    columns = SALE
    month = forms.ChoiceField(label=_("Month"))

    def check(self, data: dict[str, Any]) -> None:
        if family_of(self.months[int(data["month"])], data["product_code"]) is None:
            self.add_error("product_code", gettext("That month has no other row of the product"))

    def now(self, data: dict[str, Any]) -> dict[str, Any]:
        names = ("quantity", "amount", "income")
        return {"product": data["product_code"], **{name: data[name] for name in names}}


class ExemptForm(FactForm):
    """An account that one measure does not count."""

    kind = FactKind.EXEMPT
    columns = ACCOUNT
    measure = forms.ChoiceField(label=_("Measure"))
    month = forms.ChoiceField(label=_("From month"))
    until = forms.ChoiceField(label=_("Until month"))

    def prepare(self, measures: Choices) -> None:
        super().prepare(measures)
        self.fields["measure"].choices = measures  # type: ignore[attr-defined]

    def check(self, data: dict[str, Any]) -> None:
        months = months_between(int(data["month"]), int(data["until"]))
        if not any(self.find({**data, "month": month}) for month in months):
            self.add_error("account_no", gettext("The run read no row of it in these months"))


FORMS: dict[str, type[FactForm]] = {
    form.kind: form for form in (AmountForm, HoldersForm, AddedForm, SaleForm, ExemptForm)
}


def typed_of(known: KnownAccount) -> dict[str, str]:
    """Return a row as it is typed: money in yuan."""
    found = {name: typed_yuan(known.row[name]) for name in AMOUNTS}
    return {**found, "classification": str(known.row["classification"])}


def typed_yuan(fen: int | None) -> str:
    return "" if fen is None else str(rounded(Fraction(fen, FEN), 2))


def typed_share(share: int) -> str:
    return format(Decimal(share) / MILLION, "f").rstrip("0").rstrip(".") or "0"


def _check_other(form: FactForm, data: dict[str, Any], known: KnownAccount | None) -> None:
    other = data.get("other") or ""
    if other == form.staff_no:
        form.add_error("other", gettext("Name somebody else"))
    elif other and not Manager.objects.filter(pk=other).exists():
        form.add_error("other", gettext("There is no manager with this number"))
    elif not other and data["share"] < MILLION:
        theirs = [who for who, _share in (known.holders if known else ()) if who != form.staff_no]
        if not theirs:
            form.add_error("other", gettext("Say whose the rest is: nobody else held it"))


def _month_of(day: date) -> int:
    return day.year * 100 + day.month


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
