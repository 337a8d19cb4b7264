"""Run commands of the project in this process: python -m tests.commands '[["verify"], ...]'.

What each printed stands in a list as JSON; the first that fails ends it.
"""

from __future__ import annotations

import io
import json
import os
import sys

import django
from django.core.management import call_command


def main() -> None:
    """Set the project up once, then call one command after the other."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    django.setup()
    printed = []
    for name, *words in json.loads(sys.argv[1]):
        out = io.StringIO()
        call_command(name, *words, stdout=out)
        printed.append(out.getvalue())
    print(json.dumps(printed))  # noqa: T201


if __name__ == "__main__":
    main()
