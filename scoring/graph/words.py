"""Parameters of operations are words of the scheme file: models that document themselves."""

from __future__ import annotations

from typing import Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from scoring.graph.text import Text


class Part(BaseModel):
    """A table of a scheme file: frozen, and without words nobody defined."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Words(Part):
    """A source or a rule: a table that begins with the word which names it."""

    title: ClassVar[Text]
    key: ClassVar[str]  # the field that holds the word by which a scheme names the class

    @classmethod
    def word(cls) -> str:
        """Return the word by which a scheme names the class."""
        (found,) = get_args(cls.model_fields[cls.key].annotation)
        return str(found)

    @classmethod
    def parameters(cls) -> dict[str, FieldInfo]:
        """Return the fields besides the word itself, in their order."""
        return {name: field for name, field in cls.model_fields.items() if name != cls.key}

    def given(self) -> dict[str, Any]:
        """Return the parameters that the file gave."""
        return {name: getattr(self, name) for name in self.model_fields_set}
