"""From a scheme file to its definition."""

import tomllib
from decimal import Decimal

from scoring.scheme.model import SchemeDefinition


def parse(source: bytes | str, *, file: str) -> SchemeDefinition:
    """Return what the file says."""
    text = source if isinstance(source, str) else source.decode("utf-8-sig")
    return SchemeDefinition.model_validate(tomllib.loads(text, parse_float=Decimal))
