"""The people that the tests are about."""

from __future__ import annotations

from dataclasses import dataclass

from perfcenter.models import User
from portfolio.models import Manager
from tests import factories


@dataclass(frozen=True)
class Cast:
    """Everybody the permission rules tell apart."""

    manager: User
    colleague: User
    supervisor: User
    director: User
    supervisor_elsewhere: User
    outsider: User
    hr: User
    second_hr: User
    auditor: User
    administrator: User

    @property
    def participants(self) -> list[Manager]:
        """Who takes part in the cycle of the tests: all but the supervisor elsewhere."""
        users = (self.manager, self.colleague, self.supervisor, self.director, self.outsider)
        return [user.manager for user in users]


def make_cast() -> Cast:
    """A manager, her colleague, their supervisor and his director; a supervisor elsewhere with
    her own manager (the outsider); two of HR, an auditor, an administrator."""
    north = factories.make_branch("B1", parent=factories.make_branch("HO"))
    south = factories.make_branch("B2", parent=north.parent)
    director = factories.make_manager("D1", branch=north.parent, supervisor=None)
    supervisor = factories.make_manager("S1", branch=north, supervisor=director)
    elsewhere = factories.make_manager("S2", branch=south, supervisor=director)
    return Cast(
        manager=factories.make_user(
            factories.make_manager("M1", branch=north, supervisor=supervisor)
        ),
        colleague=factories.make_user(
            factories.make_manager("M2", branch=north, supervisor=supervisor)
        ),
        supervisor=factories.make_user(supervisor),
        director=factories.make_user(director),
        supervisor_elsewhere=factories.make_user(elsewhere),
        outsider=factories.make_user(
            factories.make_manager("M3", branch=south, supervisor=elsewhere)
        ),
        hr=factories.make_user(role=User.Role.HR),
        second_hr=factories.make_user(role=User.Role.HR),
        auditor=factories.make_user(role=User.Role.AUDITOR),
        administrator=factories.make_user(role=User.Role.ADMINISTRATOR),
    )
