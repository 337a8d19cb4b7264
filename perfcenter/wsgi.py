"""The door gunicorn comes in by."""

import os

from django.core.wsgi import get_wsgi_application

from perfcenter.site.starting import report_broken_triggers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
application = get_wsgi_application()
report_broken_triggers()
