"""What is done to many people at once: each is asked once more, and is done to all or to none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from perfcenter.base.batches import batches
from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.jobs.write import start
from perfcenter.models import User
from portfolio.models import Manager
from reviews.bulk.chosen import Chosen, count
from reviews.deciding.closing import close_report
from reviews.deciding.extending import extend
from reviews.deck.all_job import AllDecks, AllSheets
from reviews.reminding.write import remind
from reviews.steps.fields import DayField
from scoring.cycles.changing import LONGEST_REASON
from scoring.cycles.people import end_participant
from scoring.models import Cycle


class Action(forms.Form):
    """A button over the list of people; without `asks` it is done at once."""

    name: ClassVar[str]
    button: ClassVar[Any]
    asks: ClassVar[bool] = True
    when_published: ClassVar[bool] = False

    def consequence(self, people: Chosen) -> str:
        return ""

    def carry_out(self, people: Chosen, scope: dict[str, str], actor: User) -> str:
        raise NotImplementedError


class Remind(Action):
    """A row on the home page of whoever is waited for."""

    name, button, asks = "remind", _("Remind"), False

    def carry_out(self, people: Chosen, scope: dict[str, str], actor: User) -> str:
        new = again = of_hr = 0
        for cycle, staff in people.items():
            done = remind(cycle=cycle, staff=staff, actor=actor)
            new, again, of_hr = new + done.new, again + done.again, of_hr + done.of_hr
        said = [ngettext("%(count)s person reminded", "%(count)s people reminded", new)
                % {"count": whole(new)}]  # fmt: skip
        if again:
            said.append(gettext("%(count)s reminded today already") % {"count": whole(again)})
        if of_hr:
            text = ngettext(
                "%(count)s report waits for human resources",
                "%(count)s reports wait for human resources",
                of_hr,
            )
            said.append(text % {"count": whole(of_hr)})
        return gettext("; ").join(said)


class WithReason(Action):
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON)


class Due(WithReason):
    """Another day for their self-reviews than the cycle's."""

    name, button = "due", _("Change the due date")

    until = DayField(
        label=_("Self-reviews"), required=False, help_text=_("Empty: the day of the cycle again.")
    )
    field_order = ("until", "reason")

    def consequence(self, people: Chosen) -> str:
        return gettext(
            "It holds for these people's writing and for what was returned to them, on every page "
            "at once; the days of the cycle stay as they are."
        )

    def carry_out(self, people: Chosen, scope: dict[str, str], actor: User) -> str:
        for cycle, staff in people.items():
            extend(cycle=cycle, staff=staff, actor=actor, **self.cleaned_data)
        done = ngettext("%(count)s due date changed", "%(count)s due dates changed", count(people))
        return done % {"count": whole(count(people))}


class End(WithReason):
    """Nobody waits for their reports any more, and they take no further part."""

    name, button = "end", _("End their part")

    ended_on = DayField(label=_("Last day in the cycle"))
    field_order = ("ended_on", "reason")

    def consequence(self, people: Chosen) -> str:
        return gettext(
            "They are scored to that day like who left the bank on it, where it is before the "
            "cycle's last one. Nobody waits for their reports any more. What they wrote stays."
        )

    def carry_out(self, people: Chosen, scope: dict[str, str], actor: User) -> str:
        for cycle, manager in each(people):
            end_participant(cycle=cycle, manager=manager, actor=actor, **self.cleaned_data)
        done = ngettext("%(count)s part ended", "%(count)s parts ended", count(people))
        return done % {"count": whole(count(people))}


class Close(WithReason):
    """Nobody waits for their reports any more; they take part as before."""

    name, button = "close", _("Close without report")

    def consequence(self, people: Chosen) -> str:
        return gettext(
            "Nobody waits for these reports any more, and the publication can go on. "
            "Until publication it can be taken back, one by one."
        )

    def carry_out(self, people: Chosen, scope: dict[str, str], actor: User) -> str:
        for cycle, manager in each(people):
            close_report(cycle=cycle, manager=manager, actor=actor, **self.cleaned_data)
        done = ngettext("%(count)s report closed", "%(count)s reports closed", count(people))
        return done % {"count": whole(count(people))}


class Decks(Action):
    """Their decks as one ZIP, made by a worker."""

    name, button, asks, when_published = "decks", _("Decks as ZIP"), False, True
    kind = AllDecks.code

    def carry_out(self, people: Chosen, scope: dict[str, str], actor: User) -> str:
        chosen = {cycle.code: staff for cycle, staff in people.items()}
        parameters: dict[str, Any] = {**scope, "chosen": chosen}
        job = start(kind=self.kind, parameters=parameters, actor=actor)
        if job.parameters != parameters:
            raise Refused(
                gettext("Another ZIP of this kind is being made; ask again when it is done")
            )
        return gettext("A worker makes the files; this page says how far it is")


class Sheets(Decks):
    """Their score sheets as one ZIP of workbooks."""

    name, button = "sheets", _("Score sheets as ZIP")
    kind = AllSheets.code


ACTIONS: dict[str, type[Action]] = {
    action.name: action for action in (Remind, Due, End, Close, Decks, Sheets)
}


def each(people: Chosen) -> Iterator[tuple[Cycle, Manager]]:
    """Yield the people one by one."""
    for cycle, staff in people.items():
        for handful in batches(staff):
            for manager in Manager.objects.filter(staff_no__in=handful).order_by("staff_no"):
                yield cycle, manager


def carry_out(form: Action, people: Chosen, scope: dict[str, str], actor: User) -> str:
    """Do it to everybody, or, where one is refused, to nobody."""
    if not people:
        raise Refused(gettext("Nobody is chosen; tick people, or take all of this list"))
    with transaction.atomic():
        return form.carry_out(people, scope, actor)
