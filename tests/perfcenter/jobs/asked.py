"""What a test asks of jobs in a database of its own.

python -m tests.perfcenter.jobs.asked (start N name=value ... | show | silence | cancel)
"""

import json
import os
import sys
from datetime import timedelta

import django


def main(what: str, *words: str) -> None:
    from django.utils import timezone

    from perfcenter.jobs.write import cancel, start
    from perfcenter.models import Job, User
    from tests.perfcenter.jobs.kinds import register

    register()
    hr, _made = User.objects.get_or_create(username="hr-of-jobs", defaults={"role": User.Role.HR})
    if what == "start":
        pairs = (word.partition("=") for word in words[1:])
        parameters = {name: value_of(value) for name, _is, value in pairs}
        for _ in range(int(words[0])):
            start(kind="test.counting", parameters=parameters, actor=hr)
    elif what == "silence":
        Job.objects.active().update(heard_at=timezone.now() - timedelta(minutes=5))
    elif what == "cancel":
        for job in Job.objects.active():
            cancel(job=job, actor=hr)
    else:
        for job in Job.objects.order_by("id"):
            print(job.state, job.attempt)  # noqa: T201


def value_of(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    django.setup()
    main(*sys.argv[1:])
