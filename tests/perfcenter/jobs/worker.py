"""A worker that knows the tests' kinds of jobs: python -m tests.perfcenter.jobs.worker [words]"""

import os
import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    django.setup()
    from tests.perfcenter.jobs.kinds import register

    register()
    call_command("work", *sys.argv[1:])
