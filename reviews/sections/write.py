"""HR's verbs over the sections of a cycle: as it is opened, and later."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from reviews.models import TEXT_LIMIT, AnnualReport, Autosave, Comment, Evidence, Section
from reviews.sections.read import sections_of
from reviews.sections.templates import USUAL, Asked, templates
from scoring.models import Cycle

MOST = 10
CODE = re.compile(r"[a-z][a-z0-9_]{0,19}")
TAKEN = re.compile(
    r"(?:version|saves|draft|action|money|asked|confirmed|goal_lines|files|figures|next)$"
    r"|(?:target|keep|goal|reason)_"
)
"""What the pages call other fields."""


def with_sections(cycle: Cycle) -> Mapping[type[models.Model], list[Any]]:
    """Give a cycle that is being opened the usual sections; return what its entry speaks of."""
    _put(cycle, templates()[USUAL].sections)
    return {Section: [cycle.pk]}


@transaction.atomic
def set_sections(*, cycle: Cycle, sections: Sequence[Asked], actor: User) -> list[Section]:
    """Ask this of the cycle's self-reviews from now on.

    Until the first is handed in anything may change but a section that somebody has written in;
    from then on to the publication only titles and guidance, so that all are asked the same.
    """
    if not actor.is_hr:
        raise Refused(_("Only human resources sets what self-reviews ask"))
    cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if cycle.is_published:
        raise Refused(_("The cycle is published; its sections stay"))
    _check(sections)
    before = asked_now(sections_of(cycle))
    if list(sections) == before:
        return sections_of(cycle)
    _check_kept(cycle, before, sections)
    Section.objects.filter(cycle=cycle).delete()
    _put(cycle, sections)
    record(
        actor=actor,
        action="cycle.sections",
        target=cycle,
        detail={"sections": [one.code for one in sections]},
        wrote={Section: [cycle.pk]},
    )
    return sections_of(cycle)


def asked_now(sections: Sequence[Section]) -> list[Asked]:
    """Return the sections as plain values."""
    names = Asked.__dataclass_fields__
    return [Asked(**{name: getattr(one, name) for name in names}) for one in sections]


def is_open(cycle: Cycle) -> bool:
    """Whether sections may still come, go and change places: nobody has handed in yet."""
    handed_in = AnnualReport.objects.filter(cycle=cycle, submitted_at__isnull=False)
    return not cycle.is_published and not handed_in.exists()


def written_in(cycle: Cycle) -> set[str]:
    """Return the codes of the sections in which somebody has written."""
    found: set[str] = set()
    reports = AnnualReport.objects.filter(cycle=cycle)
    for texts in reports.values_list("texts", flat=True):
        found.update(code for code, text in texts.items() if text.strip())
    codes = {section.code for section in sections_of(cycle)}
    for content in Autosave.objects.filter(report__cycle=cycle).values_list("content", flat=True):
        found.update(code for code in codes if content.get(code, "").strip())
    found.update(Evidence.objects.filter(report__cycle=cycle).values_list("section", flat=True))
    commented = Comment.objects.filter(report__cycle=cycle).values_list("section", flat=True)
    return found | set(commented)


def _put(cycle: Cycle, sections: Sequence[Asked]) -> None:
    rows = [one.row(cycle.pk, position) for position, one in enumerate(sections)]
    Section.objects.bulk_create(rows)


def _check(sections: Sequence[Asked]) -> None:
    if not 1 <= len(sections) <= MOST:
        raise Refused(
            _("There are %(count)s sections; expected 1 to %(most)s")
            % {"count": len(sections), "most": MOST}
        )
    codes = [one.code for one in sections]
    for one in sections:
        _check_one(one)
        if codes.count(one.code) > 1:
            raise Refused(_("“%(code)s” stands for two sections") % {"code": one.code})
    if sum(one.topic == Section.Topic.GOALS for one in sections) > 1:
        raise Refused(_("Next year's goals stand in one section"))


def _check_one(one: Asked) -> None:
    if not CODE.fullmatch(one.code) or TAKEN.match(one.code):
        raise Refused(
            _(
                "The section's code is “%(code)s”; expected a letter, then at most 19 letters, "
                "digits or _, and no name of another field"
            )
            % {"code": one.code}
        )
    if not one.title_zh.strip():
        raise Refused(_("The section “%(code)s” has no Chinese title") % {"code": one.code})
    if not 1 <= one.limit <= TEXT_LIMIT:
        raise Refused(
            _("The limit of “%(section)s” is %(limit)s characters; expected 1 to %(most)s")
            % {"section": one.title_zh, "limit": one.limit, "most": TEXT_LIMIT}
        )


def _check_kept(cycle: Cycle, before: Sequence[Asked], after: Sequence[Asked]) -> None:
    kept = {one.code: one for one in after}
    for code in sorted(written_in(cycle) - kept.keys()):
        raise Refused(
            _("Somebody has written in “%(section)s”; it has to stay")
            % {"section": next((one.title_zh for one in before if one.code == code), code)}
        )
    if not is_open(cycle) and _shape(before) != _shape(after):
        raise Refused(_("A self-review is handed in; only titles and guidance may still change"))


def _shape(sections: Sequence[Asked]) -> list[Any]:
    return [(one.code, one.topic, one.limit, one.is_required) for one in sections]
