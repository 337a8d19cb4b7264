"""The list of clients, and that of a manager's book: their columns, and what narrows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.ui.lists import Column, Listing, in_code_points
from perfcenter.ui.workbooks import count, yuan
from portfolio.clients.read import BookLine
from portfolio.models import Client


class ClientSearch(forms.Form):
    """A number or name, and a kind."""

    q = forms.CharField(label=_("Client no. or name"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *Client.Kind.choices]
    )


def _kind(client: Client) -> str | None:
    return str(client.get_kind_display()) if client.kind else None


def _book(client: Client) -> str:
    return reverse("portfolio:book", args=[client.manager_id]) if client.manager_id else ""


CLIENTS = Listing(
    name="clients",
    title=_("Clients"),
    columns=(
        Column(
            "number",
            _("Client no."),
            lambda one: one.client_no,
            order=in_code_points("client_no"),
            place="p3",
        ),
        Column(
            "name",
            _("Client"),
            lambda one: one.name,
            order=in_code_points("name"),
            place="p1",
            is_name=True,
        ),
        Column("kind", _("Kind"), _kind, order="kind", place="p2"),
        Column("segment", _("Segment"), lambda one: one.segment, order="segment", is_extra=True),
        Column(
            "branch",
            _("Branch"),
            lambda one: one.branch.name if one.branch else None,
            order="branch_id",
        ),
        Column(
            "manager",
            _("Manager"),
            lambda one: one.manager.name if one.manager else None,
            order="manager_id",
            href=_book,
            place="p4",
        ),
        Column("opened", _("Client since"), lambda one: one.opened_on, order="opened_on"),
    ),
    first="number",
    last=in_code_points("client_no"),
)


def _sum(name: str) -> Any:
    """Return what adds a figure of the lines up."""

    def added(lines: Sequence[BookLine]) -> Any:
        total = sum(getattr(line, name) for line in lines)
        return count(total) if name == "accounts" else yuan(total)

    return added


BOOK = Listing(
    name="book",
    title=_("Clients"),
    columns=(
        Column(
            "name",
            _("Client"),
            lambda line: line.client.name,
            place="p1",
            is_name=True,
        ),
        Column("number", _("Client no."), lambda line: line.client.client_no, place="p3"),
        Column("kind", _("Kind"), lambda line: _kind(line.client)),
        Column("segment", _("Segment"), lambda line: line.client.segment, is_extra=True),
        Column(
            "branch",
            _("Branch"),
            lambda line: line.client.branch.name if line.client.branch else None,
            is_extra=True,
        ),
        Column("opened", _("Client since"), lambda line: line.client.opened_on),
        Column(
            "accounts",
            _("Accounts"),
            lambda line: count(line.accounts),
            total=_sum("accounts"),
            is_number=True,
        ),
        Column(
            "deposits",
            _("Deposits"),
            lambda line: yuan(line.deposits),
            total=_sum("deposits"),
            unit=_("CNY"),
            is_number=True,
            place="p2",
        ),
        Column(
            "loans",
            _("Loans"),
            lambda line: yuan(line.loans),
            total=_sum("loans"),
            unit=_("CNY"),
            is_number=True,
            place="p4",
        ),
    ),
    first="-deposits",
)
