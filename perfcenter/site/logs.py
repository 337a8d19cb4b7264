"""What goes to the log: of a refusal, that there was one, and no more."""

import logging

from perfcenter.base.outages import outage_in

REFUSED = range(400, 500)


class Refusals(logging.Filter):
    """Drop the traceback of what was refused or is to be tried again: nothing in the code is wrong.

    The reason of a refusal may name people, and is on the page. That of an outage is kept.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.exc_info:
            return True
        outage = outage_in(record.exc_info[1])
        if outage is not None:
            reason = str(outage).strip().partition("\n")[0]
            record.msg, record.args = f"{record.getMessage()}: {reason}", ()
        if outage is not None or getattr(record, "status_code", None) in REFUSED:
            record.exc_info = record.exc_text = None
        return True
