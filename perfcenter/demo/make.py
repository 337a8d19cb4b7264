"""Make the demo: generate the bank, load it, and let its people work, in one transaction."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from perfcenter.base.refusals import Refused
from perfcenter.demo import bank, logins
from perfcenter.demo.alive import read_most
from perfcenter.demo.cycles import Story
from perfcenter.demo.generate import CLIENTS, SEED, generate, last_complete_year
from perfcenter.models import AuditEntry, Notice, User
from perfcenter.notices.write import in_site_alone, mark_all_read
from perfcenter.people.write import set_active
from perfcenter.trail.recording import record
from portfolio.loading import load_folder
from portfolio.models import Branch, DataLoad, Manager
from reviews.reminding.daily import tell_what_is_due
from scoring.models import Cycle

MADE = "demo.make"
FEWEST = 300
HOLDERS = (User, Branch, Manager, Cycle, DataLoad)
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Demo:
    """What is there to look around in."""

    is_new: bool
    accounts: list[logins.Account]


def make_demo(
    *,
    today: date,
    year: int | None = None,
    seed: int = SEED,
    clients: int = CLIENTS,
    tell: Tell = lambda step: None,
) -> Demo:
    """Make the demo in an empty database, or say who is in the one that was made before."""
    _check_local()
    if AuditEntry.objects.filter(action=MADE).exists():
        return Demo(is_new=False, accounts=logins.accounts())
    if any(model._default_manager.exists() for model in HOLDERS):
        raise Refused(
            _("This database holds data that is not the demo's; the demo needs an empty one")
        )
    if clients < FEWEST:
        raise Refused(_("The demo has at least %(count)s clients") % {"count": FEWEST})
    year = year or last_complete_year(today)
    # The bank writes Chinese, whatever language the command speaks.
    with transaction.atomic(), translation.override("zh-hans"):
        _make(year, seed, clients, today, tell)
    return Demo(is_new=True, accounts=logins.accounts())


def _check_local() -> None:
    """Refuse where others could log in: everybody knows the demo's password."""
    if settings.PUBLIC_HOSTS:
        raise Refused(
            _("The demo is for this machine alone; it is not made where ALLOWED_HOSTS is set")
        )


def _make(year: int, seed: int, clients: int, today: date, tell: Tell) -> None:
    hr, second = logins.create_staff_logins()
    with tempfile.TemporaryDirectory(prefix="perfcenter-demo-") as folder:
        tell(_("Generating %(bank)s") % {"bank": bank.NAME})
        files = Path(folder) / bank.NAME
        generate(files, year=year, seed=seed, clients=clients)
        tell(_("Loading the files"))
        load_folder(files, actor=hr)
    story = Story(logins.create_manager_logins(), hr, second)
    tell(_("Scoring, reviewing and publishing %(year)s") % {"year": year - 1})
    with in_site_alone():  # it was told long ago
        story.last_year(year - 1)
    tell(_("Scoring and reviewing %(year)s") % {"year": year})
    story.half_year(year, today)
    _read_what_was_told()
    story.this_year(year, today)
    tell_what_is_due(today)
    read_most([hr, *User.objects.filter(manager__name=logins.TEAM_HEAD)])
    _close_logins_of_leavers()
    made = {"year": year, "seed": seed, "clients": clients}
    record(actor=None, action=MADE, target=hr, detail=made)


def _read_what_was_told() -> None:
    """Let people have read what they were told until now; what comes next is new to them."""
    newest = Notice.objects.order_by("pk").last()
    for user in User.objects.filter(pk__in=Notice.objects.order_by().values("to")):
        mark_all_read(actor=user, until=newest.pk if newest else 0)


def _close_logins_of_leavers() -> None:
    administrator = User.objects.get(username=logins.ADMINISTRATOR)
    for user in User.objects.filter(manager__left_on__isnull=False):
        set_active(user=user, active=False, actor=administrator)
