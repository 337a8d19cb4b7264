"""What the administrator does to one login: each change asks once more, then is done."""

from __future__ import annotations

from typing import ClassVar

from django.forms import Form
from django.utils.translation import gettext as _

from perfcenter.models import User
from perfcenter.people.logins.forms import RoleForm
from perfcenter.people.write import set_active, set_role


class Change:
    """A change of a login: what it asks, what follows, and what it says afterwards."""

    name: ClassVar[str]
    form_class: ClassVar[type[Form]] = Form

    def __init__(self, user: User) -> None:
        self.user = user
        self.said = {"name": user.name}

    @property
    def initial(self) -> dict[str, str]:
        return {}

    @property
    def question(self) -> str:
        raise NotImplementedError

    @property
    def consequence(self) -> str:
        raise NotImplementedError

    @property
    def button(self) -> str:
        raise NotImplementedError

    def carry_out(self, form: Form, actor: User) -> str:
        """Do it, and say what was done."""
        raise NotImplementedError

    def meanwhile(self, form: Form) -> str:
        """Say what somebody else decided since the page was opened; empty where nothing."""
        return ""


class Reset(Change):
    """A new one-time password; the view shows it on a sheet instead of saying what was done."""

    name = "reset"

    @property
    def question(self) -> str:
        return _("Give %(name)s a new one-time password?") % self.said

    @property
    def consequence(self) -> str:
        said = _(
            "The old password stops working at once, and wrong tries are forgotten. The new one is "
            "shown a single time, on a sheet to print and hand over."
        )
        if self.user.is_active:
            return said
        closed = _("The login is closed; it does not open with any password.")
        return _("%(first)s %(second)s") % {"first": closed, "second": said}

    @property
    def button(self) -> str:
        return _("Make a new one-time password")


class Close(Change):
    """Nobody gets in any more."""

    name = "close"

    @property
    def question(self) -> str:
        return _("Close the login of %(name)s?") % self.said

    @property
    def consequence(self) -> str:
        return _(
            "Nobody gets in with it any more, from the next click on. What was done with it stays. "
            "It can be opened again."
        )

    @property
    def button(self) -> str:
        return _("Close the login")

    def carry_out(self, form: Form, actor: User) -> str:
        set_active(user=self.user, active=False, actor=actor)
        return _("Closed: %(name)s") % self.said


class Open(Change):
    """The login works again."""

    name = "open"

    @property
    def question(self) -> str:
        return _("Open the login of %(name)s again?") % self.said

    @property
    def consequence(self) -> str:
        return _("It works with the password that it had.")

    @property
    def button(self) -> str:
        return _("Open the login")

    def carry_out(self, form: Form, actor: User) -> str:
        set_active(user=self.user, active=True, actor=actor)
        return _("Opened: %(name)s") % self.said


class ChangeRole(Change):
    """What the login may see and do."""

    name = "role"
    form_class = RoleForm

    @property
    def initial(self) -> dict[str, str]:
        role, manager = self.user.role, self.user.manager_id or ""
        return {"role": role, "manager": manager, "read_role": f"{role}/{manager}"}

    @property
    def question(self) -> str:
        return _("Give %(name)s another role?") % self.said

    @property
    def consequence(self) -> str:
        return _("What the login sees and does is that of its role, from the next click on.")

    @property
    def button(self) -> str:
        return _("Change the role")

    def meanwhile(self, form: Form) -> str:
        read = form.cleaned_data["read_role"]
        if not read or read == self.initial["read_role"]:
            return ""
        role = self.user.get_role_display()
        if self.user.manager_id:
            role = _("%(role)s, staff number %(number)s") % {
                "role": role,
                "number": self.user.manager_id,
            }
        return _(
            "The role was changed since you opened the page; now it is: %(role)s. What you chose "
            "is below; send it again if it is still to be so."
        ) % {"role": role}

    def carry_out(self, form: Form, actor: User) -> str:
        said = {name: form.cleaned_data[name] for name in ("role", "manager")}
        user = set_role(user=self.user, actor=actor, **said)
        return _("%(name)s: %(role)s") % {**self.said, "role": user.get_role_display()}


CHANGES: dict[str, type[Change]] = {one.name: one for one in (Reset, Close, Open, ChangeRole)}
