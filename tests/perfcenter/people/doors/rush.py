"""Many tries at the same moment in several processes, as the workers of a site: see test_rush.

python -m tests.perfcenter.people.doors.rush prepare | try GO | count
"""

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django

AT_ONCE = 10


def prepare() -> None:
    from django.core.management import call_command

    from perfcenter.models import User

    call_command("migrate", verbosity=0)
    User.objects.create_user("hr", password="the right one", name="HR", role=User.Role.HR)


def rush(go: Path) -> list[int]:
    """Wait for the file, then try ten times at once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        tries = [pool.submit(knock, go, "wrong") for _ in range(AT_ONCE)]
        return [each.result() for each in tries]


def knock(go: Path | None, password: str) -> int:
    from django.db import connection
    from django.test import Client

    while go and not go.exists():
        time.sleep(0.01)
    answer = Client().post("/login/", {"username": "hr", "password": password})
    connection.close()
    return answer.status_code


def count() -> dict[str, object]:
    from axes.models import AccessAttempt

    from perfcenter.models import AuditEntry
    from perfcenter.trail.verifying import broken_links

    return {
        "wrong": sum(AccessAttempt.objects.values_list("failures_since_start", flat=True)),
        "looked_at": AuditEntry.objects.filter(action="login.fail").count(),
        "broken": len(list(broken_links())),
        "right": knock(None, "the right one"),
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "perfcenter.settings"
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    verb, *words = sys.argv[1:]
    if verb == "prepare":
        prepare()
    else:
        sys.stdout.write(json.dumps(rush(Path(words[0])) if verb == "try" else count()))
