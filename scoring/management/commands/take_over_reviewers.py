"""take_over_reviewers CODE"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.formats import whole
from scoring.cycles.lines import take_over_reviewers
from scoring.management.commands._changing import ChangeCommand
from scoring.models import Cycle


class Command(ChangeCommand):
    help = "Let the supervisors of the bank's postings of today decide in a cycle that is open"
    asks_for_reason = False

    def change(self, cycle: Cycle, options: dict[str, Any]) -> str:
        found = take_over_reviewers(cycle=cycle)
        for one in found:
            names = [who.name if who else _("Human resources") for who in (one.named, one.posted)]
            self.stdout.write(f"{one.manager.staff_no} {one.manager.name}: {' -> '.join(names)}")
        count = len(found)
        said = ngettext("Taken over: %(count)s person", "Taken over: %(count)s people", count)
        return said % {"count": whole(count)}
