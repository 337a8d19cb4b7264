"""How a value becomes a score or points: one class a rule, each in its own module.

Importing the package registers them all.
"""

from importlib import import_module
from pkgutil import iter_modules

for module in sorted(found.name for found in iter_modules(__path__)):
    import_module(f"{__name__}.{module}")
