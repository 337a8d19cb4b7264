"""The door gunicorn comes in by."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from perfcenter.site.starting import report_broken_triggers
from perfcenter.site.under_path import UnderPath

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
application = UnderPath(get_wsgi_application(), settings.FORCE_SCRIPT_NAME or "")
report_broken_triggers()
