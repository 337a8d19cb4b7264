"""Path converters of the site's addresses."""

import re

from django.urls import register_converter

ESCAPED = re.compile(r"~([0-9A-F]{2})")
UNSAFE = re.compile(r"[~/]|^\.+$")


class StaffNumber:
    """A staff number as part of a path, whatever a bank's numbers hold.

    A slash would part the path and dots alone would climb it, however they are percent-encoded;
    they and the tilde that marks them are written as ~XX.

    >>> StaffNumber().to_url("A/7"), StaffNumber().to_python("A~2F7")
    ('A~2F7', 'A/7')
    >>> StaffNumber().to_url("..")
    '~2E~2E'
    """

    regex = r"[^/\x00-\x1f\x7f]+"

    def to_python(self, value: str) -> str:
        return ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)

    def to_url(self, value: str) -> str:
        return UNSAFE.sub(lambda found: "".join(f"~{ord(sign):02X}" for sign in found[0]), value)


register_converter(StaffNumber, "staff")
