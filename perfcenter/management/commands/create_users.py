"""create_users FILE"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perfcenter.base.csv_files import Writer
from perfcenter.base.formats import whole
from perfcenter.base.refusals import Refused
from perfcenter.people.write import NewLogin, create_missing_logins

HEADER = ["username", "name", "branch", "one_time_password"]


class Command(BaseCommand):
    help = "Make one login for every manager without one; one-time passwords go to FILE (mode 600)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file that does not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise CommandError(
                _("%(file)s is there already; passwords go to a new file") % {"file": path}
            ) from None
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        os.fchmod(handle, 0o600)
        try:
            logins = create_missing_logins(keep=lambda logins: self.write(handle, logins))
        except Refused as error:
            path.unlink()
            raise CommandError(_("%(reason)s. No login was made.") % {"reason": error}) from error
        except BaseException:
            path.unlink()
            raise
        if not logins:
            path.unlink()
            self.stdout.write(_("Every manager has a login; nothing was written."))
            return
        count = len(logins)
        made = ngettext(
            "%(count)s login made; its one-time password is in %(file)s.",
            "%(count)s logins made; their one-time passwords are in %(file)s.",
            count,
        )
        self.stdout.write(made % {"count": whole(count), "file": path})
        self.stdout.write(_("Hand them over one by one, then delete the file."))

    def write(self, handle: int, logins: Sequence[NewLogin]) -> None:
        """Write and sync the passwords: the logins are committed only once this is on disk."""
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            writer = Writer(file, line_end="\r\n")
            writer.row(HEADER)
            for login in logins:
                user = login.user
                branch = user.manager.branch.name if user.manager else ""
                writer.row([user.username, user.name, branch, login.password])
            file.flush()
            os.fsync(file.fileno())
