"""What the entries about logins and the demo are called in the audit log."""

from django.utils.translation import gettext_lazy as _

from perfcenter.base.registry import Words
from perfcenter.models import User

WORDS = Words(
    actions={
        "user.create": _("Make a login"),
        "user.set_role": _("Change the role"),
        "user.open": _("Open the login"),
        "user.close": _("Close the login"),
        "user.reset_password": _("Reset the password"),
        "user.password_changed": _("Change one's password"),
        "demo.make": _("Make the demonstration"),
    },
    kinds={"perfcenter.User": _("login")},
    details={
        "before": _("before"),
        "clients": _("clients"),
        "login": _("login"),
        "role": _("role"),
        "seed": _("seed"),
        "year": _("Year"),
    },
    values={str(role.value): role.label for role in User.Role},
    named=frozenset({"before", "role"}),
)
