"""Static files, under the path that the site has; pages are there without them too."""

import logging

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.urls import get_script_prefix
from whitenoise.storage import CompressedManifestStaticFilesStorage

log = logging.getLogger(__name__)

FOLDER = "static/"
"""Where they are served, below the site's own path."""


class UnderTheSite:
    """Addresses of files begin with the site's path, which a server may first tell in a request."""

    @property
    def base_url(self) -> str:
        return get_script_prefix() + FOLDER


class PlainStaticFiles(UnderTheSite, StaticFilesStorage):
    """For development: each file by its own name."""


class SiteStaticFiles(UnderTheSite, CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Each file by a name with its digest.

    Where `collectstatic` was not run a page has no style, instead of not being there: the page
    that says what is wrong is one as well.
    """

    is_told = False

    def load_manifest(self) -> tuple[dict[str, str], str]:
        try:
            paths, digest = super().load_manifest()
        except (OSError, ValueError) as error:
            log.warning("The list of static files cannot be read: %s", error)
            return {}, ""
        return paths, digest

    def stored_name(self, name: str) -> str:
        try:
            return str(super().stored_name(name))
        except (OSError, ValueError):
            if not self.is_told:
                log.warning("Static files are missing, %s first; run manage.py collectstatic", name)
                self.is_told = True
            return name
