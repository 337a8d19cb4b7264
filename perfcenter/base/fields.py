"""Database fields for numbers that must come back as they went in."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:  # fields are generic for the type checker alone
    Text = models.TextField[Any, Any]
else:
    Text = models.TextField


class ExactField(Text):
    """A rational number, kept as "numerator/denominator" in lowest terms."""

    description = "An exact rational number"
    # What the type checker takes and gives for the attribute of a model.
    _pyi_private_set_type: Fraction | int | None  # type: ignore[assignment]
    _pyi_private_get_type: Fraction | None  # type: ignore[assignment]

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Fraction | None:
        return None if value is None else Fraction(value)

    def to_python(self, value: Any) -> Fraction | None:
        if value is None or isinstance(value, Fraction):
            return value
        try:
            return Fraction(value)
        except (ValueError, TypeError) as error:
            raise ValidationError(f"{value!r} is not an exact number") from error

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        exact = Fraction(value)
        return f"{exact.numerator}/{exact.denominator}"

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""
