"""The schemes that come with the software: `balanced` is installed, all are there to begin with."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from perfcenter.base.digests import of_text
from perfcenter.base.formats import language
from scoring.models import Scheme
from scoring.scheme.reading import parse, text_of
from scoring.scheme.write import load_scheme

BALANCED = Path(__file__).parent.parent / "schemes" / "balanced.toml"
EXAMPLES = settings.BASE_DIR / "docs" / "schemes"


@dataclass(frozen=True)
class Shipped:
    """A shipped scheme to begin with."""

    name: str
    title: str
    text: str


def shipped() -> list[Shipped]:
    """Return the shipped schemes, `balanced` first; titles in the language of the page."""
    return [_shipped(path) for path in (BALANCED, *sorted(EXAMPLES.glob("*.toml")))]


def _shipped(path: Path) -> Shipped:
    text = text_of(path.read_bytes(), file=path.name)
    found = parse(text, file=path.name)
    return Shipped(path.stem, found.title_for(language()), text)


def install_balanced() -> None:
    """Load `balanced` unless a version of it has the shipped text.

    A bank's own newer version stays the newest until the shipped text itself changes.
    """
    source = BALANCED.read_bytes()
    digest = of_text(text_of(source, file=BALANCED.name))
    if not Scheme.objects.filter(name=BALANCED.stem, digest=digest).exists():
        load_scheme(source, file=BALANCED.name)
