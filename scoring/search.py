"""What of scoring the search finds: people, branches, schemes, runs; within the user's scope."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from perfcenter.base.registry import Found, Link
from perfcenter.models import User
from portfolio.models import Branch, Manager
from portfolio.models.seen import first_seen, seen_of, sees_many
from scoring.models import Scheme
from scoring.people.read import branches_seen


def found(user: User, words: str, most: int) -> Iterator[Found]:
    """Yield people by number or name, the number typed first; branches; schemes."""
    if user.is_administrator:
        return
    yield from _people(user, words, most)
    yield from _branches(user, words, most)
    if user.sees_everyone:
        yield from _schemes(words, most)


def _people(user: User, words: str, most: int) -> Iterator[Found]:
    named = Q(name__icontains=words) | Q(staff_no__istartswith=words)
    exact = Case(When(staff_no=words, then=Value(0)), default=Value(1))
    people = Manager.objects.filter(named).select_related("branch").order_by(exact, "staff_no")
    for one in first_seen(user, people, lambda one: one.staff_no, most):
        note = _("%(number)s, %(branch)s") % {"number": one.staff_no, "branch": one.branch.name}
        yield Found(_("Staff"), one.name, note, reverse("scoring:person", args=[one.staff_no]))


def _branches(user: User, words: str, most: int) -> Iterator[Found]:
    people = reverse("scoring:person_list")
    for branch in _branches_found(user, Q(name__icontains=words) | Q(code=words), most):
        href = f"{people}?{urlencode({'branch': branch.code})}"
        yield Found(_("Branches"), branch.name, branch.code, href)


def _branches_found(user: User, named: Q, most: int) -> list[Branch]:
    """Return branches of people within the scope; of a wide one, only the people are asked."""
    if user.sees_everyone or not sees_many(user):
        return list(branches_seen(user).filter(named)[:most])
    branches = Branch.objects.filter(named)
    theirs = Manager.objects.filter(branch__in=branches).select_related("branch")
    found: dict[str, Branch] = {}
    for one in seen_of(user, theirs.order_by("branch", "staff_no"), lambda one: one.staff_no):
        found.setdefault(one.branch.code, one.branch)
        if len(found) == most:
            break
    return list(found.values())


def _schemes(words: str, most: int) -> Iterator[Found]:
    schemes = Scheme.objects.filter(
        Q(name__icontains=words) | Q(title__icontains=words) | Q(title_zh__icontains=words)
    )
    for one in schemes.order_by("name", "-version")[:most]:
        note = _("version %(number)s") % {"number": one.version}
        href = reverse("scoring:scheme_detail", args=[one.name, one.version])
        yield Found(_("Schemes"), one.name, note, href)


def pages(user: User) -> Iterator[Link]:
    """Yield the pages of people, which the bar does not name."""
    if not user.is_administrator and not user.sees_everyone:
        yield Link(_("Staff"), reverse("scoring:person_list"))
    if user.is_manager and user.manager_id:
        yield Link(_("My posts and cycles"), reverse("scoring:person", args=[user.manager_id]))
