"""Where the numbers of a branch's deck come from and how they are made."""

from __future__ import annotations

from django.utils.translation import gettext as _

from perfcenter.base.formats import usual_unit
from reviews.deck.formats import month
from reviews.deck.groups import findings
from reviews.deck.groups.data import GroupData
from reviews.deck.slides.page import PressOf, run_source
from reviews.deck.slides.texts import column
from reviews.deck.style import BODY_TOP, columns


def draw(press: PressOf[GroupData]) -> None:
    data = press.data
    finding = findings.titled("method", _("How the numbers of this deck are made"))
    canvas = press.page(finding, run_source(data))
    column(canvas, columns(0, 6, BODY_TOP, 0), _("Sources"), sources(data))
    column(canvas, columns(6, 6, BODY_TOP, 0), _("Method"), method(data))
    press.tell(canvas, *sources(data), *method(data))


def sources(data: GroupData) -> list[str]:
    words = {"number": data.run, "cycle": data.cycle}
    found = [_("All scores are those of score run #%(number)s of %(cycle)s.") % words]
    if data.scheme_title:
        found.append(_("Scheme: %(title)s.") % {"title": data.scheme_title})
    if data.until is not None:
        found.append(_("Ledger to %(month)s.") % {"month": month(data.until)})
    if data.inputs_digest:
        words = {"digest": data.inputs_digest[:16]}
        found.append(_("Digest of all that the run read: %(digest)s.") % words)
    found.append(
        _("A branch is who belonged to it, or to a branch below it, on the last day of the cycle.")
    )
    if data.people_before:
        found.append(
            _("The year before is that of the %(count)s people whom it had then.")
            % {"count": data.people_before}
        )
    return found


def method(data: GroupData) -> list[str]:
    unit = usual_unit()
    return [
        _("Amounts are sums of what the run kept of each person; nothing is valued anew."),
        _("Plans are added up over the people who have one, and only of measures that add up: "
          "a ratio or a mark has no sum."),
        _("A mean score is that of the people with a score who were there to the end."),
        _("Clients and bad loans that went from one person of the branch to another are neither "
          "won nor lost, nor turned bad."),
        _("Amounts in %(unit)s with %(places)s places, rounded half away from zero; parts "
          "shown beside their total are rounded so that they add up.")
        % {"unit": unit.label, "places": unit.places},
    ]  # fmt: skip
