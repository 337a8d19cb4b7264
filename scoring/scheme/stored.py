"""The definition of a scheme in the database."""

from functools import lru_cache

from scoring.models import Scheme
from scoring.scheme.model import SchemeDefinition
from scoring.scheme.reading import parse


def definition(scheme: Scheme) -> SchemeDefinition:
    """Return what the stored text says; parsed once a digest and process."""
    return _parsed(scheme.digest, scheme.source, scheme.name)


@lru_cache(maxsize=64)
def _parsed(digest: str, source: str, name: str) -> SchemeDefinition:
    return parse(source, file=name)
