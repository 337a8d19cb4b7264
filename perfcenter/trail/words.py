"""The audit trail in words: what was done to what, with its details. The codes stay as titles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.base import formats
from perfcenter.models import AuditEntry, User
from reviews.models import AnnualReport

ACTIONS = {
    "report.save": gettext_lazy("Save the self-review"),
    "report.submit": gettext_lazy("Submit the self-review"),
    "report.comment": gettext_lazy("Comment on the self-review"),
    "report.return": gettext_lazy("Return the self-review"),
    "report.approve": gettext_lazy("Approve the self-review"),
    "judgment.score": gettext_lazy("Score a measure"),
    "run.score": gettext_lazy("Compute the scores"),
    "cycle.open": gettext_lazy("Open the cycle"),
    "cycle.publish": gettext_lazy("Publish the cycle"),
    "scheme.load": gettext_lazy("Load the scheme"),
    "data.load": gettext_lazy("Load the data"),
    "user.create": gettext_lazy("Make a login"),
    "user.set_role": gettext_lazy("Change the role"),
    "user.open": gettext_lazy("Open the login"),
    "user.close": gettext_lazy("Close the login"),
    "user.reset_password": gettext_lazy("Reset the password"),
    "user.password_changed": gettext_lazy("Change one's password"),
    "demo.make": gettext_lazy("Make the demonstration"),
}
KINDS = {
    "reviews.AnnualReport": gettext_lazy("self-review"),
    "scoring.Judgment": gettext_lazy("judgment"),
    "scoring.ScoreRun": gettext_lazy("score run"),
    "scoring.Cycle": gettext_lazy("cycle"),
    "scoring.Scheme": gettext_lazy("scheme"),
    "portfolio.DataLoad": gettext_lazy("load of data"),
    "perfcenter.User": gettext_lazy("login"),
}
DETAILS = {
    "before": gettext_lazy("before"),
    "clients": gettext_lazy("clients"),
    "cycle": gettext_lazy("cycle"),
    "digest": gettext_lazy("digest"),
    "file": gettext_lazy("file"),
    "files": gettext_lazy("files"),
    "first_month": gettext_lazy("first month"),
    "inputs": gettext_lazy("inputs digest"),
    "last_month": gettext_lazy("last month"),
    "login": gettext_lazy("login"),
    "number": gettext_lazy("number"),
    "participants": gettext_lazy("participants"),
    "publish_due": gettext_lazy("publication due"),
    "reports": gettext_lazy("self-reviews"),
    "results": gettext_lazy("results digest"),
    "review_due": gettext_lazy("review due"),
    "role": gettext_lazy("role"),
    "run": gettext_lazy("score run"),
    "scheme": gettext_lazy("scheme"),
    "score": gettext_lazy("score"),
    "section": gettext_lazy("section"),
    "seed": gettext_lazy("seed"),
    "self_review_due": gettext_lazy("self-review due"),
    "state": gettext_lazy("state"),
    "version": gettext_lazy("version"),
    "year": gettext_lazy("Year"),
}
VALUES = {
    str(choice.value): choice.label
    for choices in (User.Role, AnnualReport.State, AnnualReport.Section)
    for choice in choices
}
NAMED = {"before", "role", "section", "state"}
"""Details whose values are codes with a name."""
DIGEST = re.compile(r"[0-9a-f]{64}")
DIGEST_SHOWN = 12


@dataclass(frozen=True)
class Line:
    """An entry as the log shows it; the code of each part is its title."""

    entry: AuditEntry
    actor: str
    action: str
    kind: str
    name: str
    details: str

    @property
    def object_code(self) -> str:
        return f"{self.entry.object_type} {self.entry.object_key}"

    @property
    def details_code(self) -> str:
        return json.dumps(self.entry.detail, ensure_ascii=False) if self.entry.detail else ""


def in_words(entry: AuditEntry) -> Line:
    """Return an entry in the language of the page; a code without a name stays a code."""
    return Line(
        entry,
        entry.actor_name if entry.actor_id else _("a command"),
        str(ACTIONS.get(entry.action, entry.action)),
        str(KINDS.get(entry.object_type, entry.object_type)),
        _name(entry),
        _("; ").join(_details(entry.detail)),
    )


def kinds_named(words: str) -> list[str]:
    """Return the kinds of objects whose name contains the words."""
    return [kind for kind, name in KINDS.items() if words.lower() in str(name).lower()]


def _name(entry: AuditEntry) -> str:
    """Return the object's name; early runs were named by a key of the database."""
    detail = entry.detail
    if entry.object_type == "scoring.ScoreRun" and {"cycle", "number"} <= detail.keys():
        return f"{detail['cycle']} #{detail['number']}"
    return entry.object_name


def _details(detail: dict[str, Any]) -> Iterator[str]:
    for key, value in detail.items():
        if value is not None:
            words = {"name": DETAILS.get(key, key), "value": _value(key, value)}
            yield _("%(name)s: %(value)s") % words


def _value(key: str, value: Any) -> str:
    if key == "files":
        rows = formats.trimmed(sum(file.get("rows", 0) for file in value))
        return _("%(count)s with %(rows)s rows") % {"count": len(value), "rows": rows}
    if key in NAMED and value in VALUES:
        return str(VALUES[value])
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:DIGEST_SHOWN] if DIGEST.fullmatch(text) else text
