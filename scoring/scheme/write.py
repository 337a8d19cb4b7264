"""Loading a scheme file as the next version of its scheme, and getting it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from perfcenter.base.digests import of_text
from perfcenter.base.refusals import Refused
from perfcenter.models import User
from perfcenter.trail.recording import record
from scoring.models import Scheme
from scoring.scheme.reading import parse, text_of


def load_scheme(
    source: bytes | str, *, file: str, actor: User | None = None
) -> tuple[Scheme, bool]:
    """Store the file as the next version, unless the newest has the same text.

    Returns the version with this text and whether it is new; SchemeError lists what is wrong.
    """
    definition = parse(source, file=file)
    text = text_of(source, file=file)
    digest = of_text(text)
    with transaction.atomic():
        newest = Scheme.objects.select_for_update().filter(name=definition.name).first()
        if newest and newest.digest == digest:
            return newest, False
        scheme = Scheme.objects.create(
            name=definition.name,
            version=newest.version + 1 if newest else 1,
            title=definition.title,
            title_zh=definition.title_zh,
            source=text,
            digest=digest,
        )
        record(
            actor=actor,
            action="scheme.load",
            target=scheme,
            detail={"file": file, "digest": digest},
        )
    return scheme, True


def export_scheme(name: str, version: int | None = None) -> str:
    """Return the text of a version as it was loaded, by default the newest."""
    versions = Scheme.objects.filter(name=name)
    scheme = versions.first() if version is None else versions.filter(version=version).first()
    if scheme is None:
        raise Refused(
            _("There is no scheme %(name)s; there are: %(names)s")
            % {"name": _named(name, version), "names": ", ".join(_newest_first()) or "—"}
        )
    return scheme.source


def _named(name: str, version: int | None) -> str:
    return name if version is None else f"{name} {version}"


def _newest_first() -> list[str]:
    return [str(scheme) for scheme in Scheme.objects.all()[:20]]
