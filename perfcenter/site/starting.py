"""What a process of the site looks at before it serves."""

import logging

from django.db import Error, connection
from django.utils.translation import gettext as _

from perfcenter.base import registry
from perfcenter.base.frozen.verifying import broken_triggers

logger = logging.getLogger(__name__)


def report_broken_triggers() -> None:
    """Log an error that names the triggers which frozen tables lack; the site serves all the same.

    A system check would not do: gunicorn runs none, and `migrate` runs those of the database
    before it migrates, when a trigger that a migration is about to make is not yet there.
    """
    try:
        broken = [str(each) for each in broken_triggers(connection, registry.frozen)]
    except Error as error:
        logger.warning("Triggers could not be looked at: %s", error)
        return
    finally:
        # Under --preload this process has children, and they must not share a connection.
        connection.close()
    if broken:
        advice = _(
            "Rows that must stay can be changed; first: manage.py migrate, then manage.py verify"
        )
        logger.error("%s\n%s", advice, "\n".join(broken))
