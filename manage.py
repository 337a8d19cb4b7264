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

    execute_from_command_line(sys.argv)
