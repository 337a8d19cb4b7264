"""What was typed into a form that can take nothing any more: shown to be copied."""

from django.forms import Form


def unkept(typed: Form, stands: Form) -> list[tuple[str, str]]:
    """Return label and words of each field that holds other words than what stands."""
    found = []
    for name in typed.fields:
        words, kept = (_words(form, name) for form in (typed, stands))
        is_typed = name != "version" and not name.startswith("read")
        if is_typed and words and words != kept:
            found.append((str(typed[name].label), words))
    return found


def _words(form: Form, name: str) -> str:
    value = form[name].value()
    return "" if value is None else str(value).strip()
