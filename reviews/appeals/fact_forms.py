"""The forms in which a fact is put right, a form a kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perfcenter.base.money import FEN, MILLION
from perfcenter.base.numbers.rounding import rounded
from portfolio.models import Manager
from portfolio.months import months_between
from portfolio.valuation.correcting import KnownAccount, family_of, has_client
from reviews.appeals.fact_base import (
    ACCOUNT,
    AMOUNTS,
    LEDGER,
    NEW_ACCOUNT,
    OPENED,
    SALE,
    SHARE,
    Choices,
    FactForm,
)
from scoring.inputs.facts import FactKind


class FindForm(forms.Form):
    """Which row is asked about."""

    account = forms.CharField(label=_("Account"), required=False, max_length=60)
    month = forms.ChoiceField(label=_("Month"), required=False)

    def __init__(self, *args: Any, months: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = months  # type: ignore[attr-defined]


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
