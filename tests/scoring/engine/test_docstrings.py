"""Every public name of the engine says what it does in the same nine parts."""

import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

import scoring.engine

PARTS = ("Formula:", "Args:", "Returns:", "Example:", ">>> ", "Edge cases:", "Raises:", "Source:")
MODULES = [
    importlib.import_module(f"scoring.engine.{module.name}")
    for module in pkgutil.iter_modules(scoring.engine.__path__)
]


def _functions():
    for module in MODULES:
        for name, member in vars(module).items():
            if not name.startswith("_") and getattr(member, "__module__", "") == module.__name__:
                if inspect.isfunction(member):
                    yield pytest.param(member, id=f"{module.__name__}.{name}")
                elif inspect.isclass(member):
                    yield from _methods(member)


def _methods(owner):
    for name, member in vars(owner).items():
        function = getattr(member, "__func__", member)
        if inspect.isfunction(function) and not name.startswith("_"):
            yield pytest.param(function, id=f"{owner.__name__}.{name}")


@pytest.mark.parametrize("function", list(_functions()))
def test_a_public_function_explains_itself(function) -> None:
    """One sentence, formula, parameters, returns, example, edge cases, errors, source."""
    text = inspect.getdoc(function) or ""
    assert text.split("\n\n")[0].endswith(".")
    assert [part for part in PARTS if part not in text] == []


def test_the_engine_imports_no_django() -> None:
    """Values in, values out: importing all of it loads neither Django nor pandas."""
    names = ", ".join(module.__name__ for module in MODULES)
    code = f"import sys, {names}; sys.exit('django' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
