"""Choosing the columns of a list."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from perfcenter.ui.lists.choices import choose, forget
from perfcenter.ui.lists.listing import KNOWN, SIZES
from perfcenter.ui.requests import StaffRequest


class ChoiceForm(forms.Form):
    """Rows on a page; anything else than a known number leaves them as they were."""

    size = forms.TypedChoiceField(choices=[(n, n) for n in SIZES], coerce=int)


@require_POST
def choose_columns(request: StaffRequest, name: str) -> HttpResponse:
    """Keep the ticked columns for the person and go back to the list."""
    listing = KNOWN.get(name)
    if listing is None:
        raise Http404
    form = ChoiceForm(request.POST)
    if "usual" in request.POST:
        forget(user=request.user, listing=listing)
    else:
        size = form.cleaned_data["size"] if form.is_valid() else listing.size
        ticked = request.POST.getlist("column")
        choose(user=request.user, listing=listing, columns=ticked, size=size)
    place = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return redirect(place if safe else "perfcenter:home")
