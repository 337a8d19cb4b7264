"""Tables whose rows can be added but not changed or deleted, on the database's own word.

Each app registers its frozen tables; its migrations freeze them with `Freeze`, which carries its
own declarations, and `verifying` compares the triggers in the database with those registered.
Triggers refuse whoever asks: `save()`, a queryset, raw SQL.
"""

from perfcenter.base.frozen.declaration import Frozen
from perfcenter.base.frozen.operations import Freeze, Thaw

__all__ = ["Freeze", "Frozen", "Thaw"]
