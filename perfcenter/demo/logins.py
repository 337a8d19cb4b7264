"""The demo's logins: one each, all with the same password, which the site on this machine shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from perfcenter.models import User
from perfcenter.people.passwords import OF_THE_DEMO
from perfcenter.people.write import create_user
from portfolio.models import Manager

PASSWORD = OF_THE_DEMO  # fixed and printed: the demo answers to this machine alone
HR, SECOND_HR, AUDITOR, ADMINISTRATOR = "hr", "hr2", "auditor", "admin"
WRITER, TEAM_HEAD, REGION_HEAD = "许文静", "郑国栋", "陆建平"
BEST, WEAK = "欧阳静怡", "龚明杰"


@dataclass(frozen=True)
class Account:
    """A login to look around with, and what it shows."""

    username: str
    name: str
    role: str
    shows: str


def create_staff_logins() -> tuple[User, User]:
    """Make administrator, auditor and two of HR; return these two."""
    password_hash = make_password(PASSWORD)
    create_user(
        username=ADMINISTRATOR,
        name="罗志成",
        role=User.Role.ADMINISTRATOR,
        password_hash=password_hash,
    )
    create_user(
        username=AUDITOR, name="沈明远", role=User.Role.AUDITOR, password_hash=password_hash
    )
    made = [
        create_user(username=username, name=name, role=User.Role.HR, password_hash=password_hash)
        for username, name in ((HR, "方丽"), (SECOND_HR, "孟晓东"))
    ]
    return made[0].user, made[1].user


def create_manager_logins() -> dict[str, User]:
    """Make a login for every manager; return them by staff number."""
    administrator = User.objects.get(username=ADMINISTRATOR)
    return {
        manager.staff_no: create_user(
            username=manager.staff_no,
            name=manager.name,
            role=User.Role.MANAGER,
            manager=manager,
            # Hashing takes a third of a second; the password is the same for all.
            password_hash=administrator.password,
            actor=administrator,
        ).user
        for manager in sorted(Manager.objects.all(), key=lambda manager: manager.staff_no)
    }


def accounts() -> list[Account]:
    """Return the logins worth a look, the tour's first stop first."""
    number = dict(Manager.objects.values_list("name", "staff_no"))
    return [
        *(_of(number, name, role, shows) for name, role, shows in _managers()),
        Account(HR, "方丽", _("Human resources"), _("progress, publication, decks")),
        Account(SECOND_HR, "孟晓东", _("Human resources"), _("publishes what 方丽 prepared")),
        Account(AUDITOR, "沈明远", _("Auditor"), _("everything, changes nothing")),
        Account(ADMINISTRATOR, "罗志成", _("Administrator"), _("users, no scores")),
    ]


def _managers() -> list[tuple[str, str, str]]:
    manager, head = _("Client manager"), _("Supervisor")
    return [
        (WRITER, manager, _("a draft to finish and submit")),
        (TEAM_HEAD, head, _("two reports to decide on")),
        (REGION_HEAD, head, _("a region of twenty people")),
        (BEST, manager, _("well above plan, approved")),
        (WEAK, manager, _("below plan, returned with comments")),
    ]


def _of(number: Mapping[str, str], name: str, role: str, shows: str) -> Account:
    return Account(number[name], name, role, shows)
