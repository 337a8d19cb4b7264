"""What the entries about logins and the demo are called in the audit log, and where they lead."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.base.registry import Words
from perfcenter.models import User


def _users(keys: list[str]) -> dict[str, str]:
    """What the log says of a login: HR and auditors see no list of logins."""
    log = reverse("perfcenter:audit_list")
    found = User.objects.filter(pk__in=keys).values_list("pk", "username")
    return {str(pk): f"{log}?{urlencode({'target': name})}" for pk, name in found}


WORDS = Words(
    actions={
        "login.open": _("Log in"),
        "login.fail": _("Fail to log in"),
        "login.refuse": _("Be turned away while locked"),
        "login.lock": _("Be locked"),
        "login.unlock": _("Unlock"),
        "login.close": _("Log out"),
        "user.create": _("Make a login"),
        "user.set_role": _("Change the role"),
        "user.open": _("Open the login"),
        "user.close": _("Close the login"),
        "user.reset_password": _("Reset the password"),
        "user.password_changed": _("Change one's password"),
        "demo.make": _("Make the demonstration"),
    },
    kinds={
        "perfcenter.User": _("login"),
        "address": _("network address"),
        "name": _("unknown name"),
    },
    details={
        "before": _("before"),
        "clients": _("clients"),
        "login": _("login"),
        "minutes": _("minutes"),
        "role": _("role"),
        "seed": _("seed"),
        "year": _("Year"),
    },
    values={str(role.value): role.label for role in User.Role},
    named=frozenset({"before", "role"}),
    private=frozenset({"typed"}),  # as a name; people type passwords into it
    links={"perfcenter.User": _users},
)
