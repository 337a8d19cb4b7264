"""What a service says when it will not do something."""

from django.core.exceptions import PermissionDenied


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """The change is not possible as things stand; the text says why and what would do."""


class NotAllowed(PermissionDenied):
    """This user may not make this change, whatever its content."""
