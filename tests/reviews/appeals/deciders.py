"""Two decide on one appeal at the same time, each upholding it; prints what came of them.

    python -m tests.reviews.appeals.deciders

It is run on a database of its own by test_at_once.py.
"""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import django

DECIDERS = 2


def main() -> None:
    from django.db import connections
    from django.test import override_settings

    from perfcenter.models import AuditEntry, User
    from reviews.appeals.deciding import decide
    from reviews.appeals.write import Decided, appeal
    from reviews.models import Objection
    from scoring.inputs.correcting import Correction
    from scoring.models import Amendment
    from tests import factories as make
    from tests.cast import make_cast
    from tests.published import make_scored, publish_now

    md5 = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=md5):
        cast = make_cast()
        people = [make.make_user(role=User.Role.HR) for _number in range(DECIDERS)]
    cycle = publish_now(make_scored(cast), cast)
    made = appeal(cycle=cycle, manager=cast.manager.manager, text="不服", actor=cast.manager)

    def press(number: int) -> str:
        try:
            decide(
                objection=made,
                outcome="upheld",
                reason=f"理由{number}",
                corrections=[Correction("M1", "SAT", Fraction(90 + number))],
                actor=people[number],
            )
        except Decided:
            return "second"
        finally:
            connections.close_all()
        return "first"

    with ThreadPoolExecutor(DECIDERS) as pool:
        said = list(pool.map(press, range(DECIDERS)))
    stands = Objection.objects.get()
    amendment = Amendment.objects.get()
    found = {
        "said": sorted(said),
        "stands": said.index("first") == people.index(stands.decided_by),
        "amended": stands.amendment_id == amendment.pk and amendment.reason == stands.reason,
        "entries": AuditEntry.objects.filter(action="objection.decide").count(),
    }
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    django.setup()
    main()
