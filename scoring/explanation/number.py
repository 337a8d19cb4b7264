"""The page of one number of a participant and its files, the same for measures and the card.

A kind of number says how it is explained and how its explanation becomes a page's context, a
workbook and plain data; whose it is, which run, what is opened and what is not there are said here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse

from perfcenter.base.file_names import file_name, of_number
from perfcenter.models import User
from perfcenter.ui.downloads import attachment
from perfcenter.ui.requests import StaffRequest
from portfolio.models import Manager
from scoring.amending.page import amended_context
from scoring.amending.told import Told, amendment_of
from scoring.cycles.scope import get_participant
from scoring.cycles.titles import cycle_title
from scoring.explanation.opening import AMENDMENT, Opening
from scoring.models import Participant, Result, ScoreRun
from scoring.runs.reconciliation import standing_of
from scoring.sheet.page import around
from scoring.sheet.read import newest_run


class NotShown(Exception):  # noqa: N818 - an answer, not an error
    """There is no such number, or the viewer may not know it yet."""


def told_of(run: ScoreRun, manager: Manager, opening: Opening) -> Told:
    """Return what the numbers are told from; NotShown where there is no such amendment."""
    if not opening.amendment:
        return Told(run, manager)
    found = amendment_of(run, manager, opening.amendment)
    if found is None:
        raise NotShown(str(opening.amendment))
    return Told(found.run, manager, found)


@dataclass(frozen=True)
class NumberPage:
    """A kind of number: `explain` raises NotShown; `more` is what its page shows besides."""

    explain: Callable[[ScoreRun, Participant, str, Opening, User], Any]
    more: Callable[[Any, ScoreRun, Opening], dict[str, Any]]
    as_workbook: Callable[[Any, ScoreRun], bytes]
    as_plain: Callable[[Any, ScoreRun], dict[str, Any]]

    def context(
        self, request: StaffRequest, code: str, staff_no: str, what: str, *, whole: bool = False
    ) -> dict[str, Any]:
        """Return what the number's page needs; `whole`: with all rows of long lists. Http404."""
        participant = get_participant(request.user, code, staff_no)
        opening = Opening.of(request.GET)
        opening = replace(opening, shows_all=opening.shows_all or whole)
        try:
            return self.context_of(request.user, participant, what, opening)
        except (NotShown, Result.DoesNotExist) as error:
            raise Http404 from error

    def context_of(
        self, user: User, participant: Participant, what: str, opening: Opening
    ) -> dict[str, Any]:
        """Return the like for whoever looks; NotShown or Result.DoesNotExist without the number."""
        cycle, manager = participant.cycle, participant.manager
        run = newest_run(cycle)
        if run is None:
            raise Result.DoesNotExist
        explained = self.explain(run, participant, what, opening, user)
        return {
            "cycle": cycle,
            "manager": manager,
            "title": cycle_title(cycle),
            "is_own": user.manager_id == manager.staff_no,
            **around(user, participant),
            "run": run,
            "sheet": explained.sheet,
            "explained": explained,
            **amended_context(explained.amendment, user),
            "amended": f"?{AMENDMENT}={opening.amendment}" if opening.amendment else "",
            "standing": standing_of(run),
            **self.more(explained, run, opening),
        }

    def workbook(self, request: StaffRequest, code: str, staff_no: str, what: str) -> HttpResponse:
        """Send the number with all its rows as a workbook."""
        found = self.context(request, code, staff_no, what, whole=True)
        content = self.as_workbook(found["explained"], found["run"])
        return attachment(content, _file_name(found, code, what, "xlsx"))

    def json(self, request: StaffRequest, code: str, staff_no: str, what: str) -> HttpResponse:
        """Send the number with its formulas and all its rows, exactly."""
        found = self.context(request, code, staff_no, what, whole=True)
        content = json.dumps(self.as_plain(found["explained"], found["run"]), ensure_ascii=False)
        return attachment(content, _file_name(found, code, what, "json"), "application/json")


def _file_name(found: dict[str, Any], code: str, what: str, extension: str) -> str:
    manager = found["manager"]
    number = of_number(manager.staff_no)
    return file_name(manager.name, number, code, what, extension=extension)
