"""What the entries about files, prints and refusals are called in the audit log."""

from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from perfcenter.base.registry import Words


def _pages(keys: list[str]) -> dict[str, str]:
    """Return the pages themselves: they are named by their paths, which leave the site nowhere."""
    return {
        key: iri_to_uri(key)
        for key in keys
        if url_has_allowed_host_and_scheme(key, allowed_hosts=None)
    }


WORDS = Words(
    actions={
        "file.download": _("Download a file"),
        "file.export": _("Write files"),
        "page.print": _("Print a page"),
        "page.refuse": _("Be refused a page"),
    },
    kinds={"file": _("file"), "page": _("page")},
    links={"page": _pages},
    details={
        "folder": _("folder"),
        "method": _("method"),
        "page": _("page"),
        "times": _("times"),
    },
)
