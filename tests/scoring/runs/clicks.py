"""Twenty clicks on "Score again" at the same time, then one more; prints what came of them.

    python -m tests.scoring.runs.clicks

It is run on a database of its own by test_scoring_at_once.py.
"""

import json
import os
from concurrent.futures import ThreadPoolExecutor

import django

CLICKS = 20


def main() -> None:
    from django.db import connections
    from django.test import Client
    from django.urls import reverse

    from perfcenter.models import AuditEntry, User
    from scoring.models import ScoreRun
    from scoring.runs.write import score
    from tests import factories as make

    hr = make.make_user(role=User.Role.HR)
    cycle = make.make_cycle(managers=[make.make_manager(f"M{number}") for number in range(5)])
    url = reverse("reviews:board_score", args=[cycle.code])

    def click(_number: int) -> str:
        client = Client(SERVER_NAME="localhost")
        client.force_login(hr)
        try:
            page = client.post(url, follow=True).content.decode()
        finally:
            connections.close_all()
        return page.split('class="band ')[1].split(">")[1].split("<")[0]

    def by_command(_number: int) -> int:
        try:
            return score(cycle=cycle).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLICKS) as pool:
        said = list(pool.map(click, range(CLICKS)))
        runs = list(pool.map(by_command, range(4)))
    found = {
        "said": sorted(said),
        "after": click(0),
        "waited": runs,
        "runs": ScoreRun.objects.count(),
        "entries": AuditEntry.objects.filter(action__startswith="run.").count(),
    }
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    django.setup()
    main()
