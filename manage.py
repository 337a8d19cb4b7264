#!/usr/bin/env python
"""Django's command line for Perfcenter."""

import io
import os
import sys

if __name__ == "__main__":
    # A terminal that cannot write Chinese must not end a command after its work is done.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        from perfcenter.base.commands import said_of
        from perfcenter.base.outages import damaged_in, outage_in

        damaged, outage = damaged_in(error), outage_in(error)
        if damaged is None and outage is None:
            raise
        said = str(damaged) if outage is None else said_of(outage)
        sys.exit(f"{' '.join(sys.argv[1:2])}: {said}")
