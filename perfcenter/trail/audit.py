"""What the entries about files, prints and refusals are called in the audit log."""

from django.utils.translation import gettext_lazy as _

from perfcenter.base.registry import Words

WORDS = Words(
    actions={
        "file.download": _("Download a file"),
        "file.export": _("Write files"),
        "page.print": _("Print a page"),
        "page.refuse": _("Be refused a page"),
    },
    kinds={"file": _("file"), "page": _("page")},
    details={
        "folder": _("folder"),
        "method": _("method"),
        "page": _("page"),
        "times": _("times"),
    },
)
