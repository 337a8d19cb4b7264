"""Forms made of the classes' fields: what they show, what they take, what they leave alone."""

from __future__ import annotations

from typing import ClassVar, Literal

import pytest
from django.http import QueryDict
from django.urls import reverse
from pydantic import Field

from scoring.editor.measure_fields import measure
from scoring.editor.posted import changes
from scoring.editor.sections import SECTIONS
from scoring.editor.tables import LISTS, tables_at
from scoring.editor.toml import data_of
from scoring.editor.write import begin_draft
from scoring.graph.registry import rules, sources
from scoring.graph.rule import Rule
from scoring.graph.source import Source
from scoring.graph.text import Text
from scoring.graph.types import Positive
from tests.scoring.editor.pages import DEMO, SHIPPED, form_of, read

pytestmark = pytest.mark.django_db
of_every_scheme = pytest.mark.parametrize("path", [*SHIPPED, DEMO], ids=lambda path: path.stem)


def posted(controls) -> QueryDict:
    """Return the fields as a page would send them back."""
    found = QueryDict(mutable=True)
    for control in controls:
        cells = [cell for row in control.rows for cell in row] or [control]
        for cell in cells:
            if cell.kind == "pairs":
                pairs = cell.pairs
                found.setlist(f"{cell.name}:key", [key for key, _n, _w in pairs])
                found.setlist(f"{cell.name}:value", [number for _k, number, _w in pairs])
                found.setlist(f"{cell.name}:word", [cell.word])
            elif cell.kind == "many":
                found.setlist(f"{cell.name}:asked", ["1"])
                found.setlist(cell.name, cell.texts)
            else:
                found.setlist(cell.name, [cell.text])
    return found


def pages_of(data):
    """Yield the groups of every page of forms."""
    for build in SECTIONS.values():
        yield build(data)
    for path in LISTS.values():
        for index, _item in enumerate(tables_at(data, path)):
            yield measure(data, (*path, index))


@of_every_scheme
def test_what_nobody_changed_is_no_change(path):
    for groups in pages_of(data_of(read(path))):
        controls = [control for group in groups for control in group.controls]
        assert changes(controls, posted(controls)) == {}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=() if path.stem == "priced-pool" else pytest.mark.once)
        for path in SHIPPED
    ],
    ids=lambda path: path.stem,
)
def test_every_shipped_scheme_goes_through_its_pages_byte_for_byte(desk, hr, path):
    draft = begin_draft(text=read(path), base=None, actor=hr)
    data = data_of(draft.text)
    addresses = [reverse("scoring:draft", args=[draft.pk, name]) for name in (*SECTIONS, "text")]
    addresses += [
        reverse("scoring:draft_measure", args=[draft.pk, items, index])
        for items, keys in LISTS.items()
        for index, _item in enumerate(tables_at(data, keys))
    ]
    if "ahp" in data:
        addresses.append(reverse("scoring:draft_judgments", args=[draft.pk, 0, 0]))
    for address in addresses:
        answer = desk.post(address, form_of(desk.get(address).content))
        draft.refresh_from_db()
        assert (answer.status_code, draft.text) == (302, read(path)), address
    assert draft.counter == 1


def measure_page(draft, code="DEP"):
    codes = [one["code"] for one in data_of(draft.text)["measures"]]
    return reverse("scoring:draft_measure", args=[draft.pk, "measures", codes.index(code)])


def send(desk, address, **fields):
    """Send a page's form with some fields filled in otherwise."""
    return desk.post(address, {**form_of(desk.get(address).content), **fields})


def index_of(draft, code="DEP"):
    return [one["code"] for one in data_of(draft.text)["measures"]].index(code)


def test_what_is_typed_stands_in_the_text_with_its_comments(desk, draft):
    before, at = draft.text, index_of(draft)
    send(desk, measure_page(draft), **{f"measures.{at}.rule.cap": "120.5"})
    draft.refresh_from_db()
    assert data_of(draft.text)["measures"][at]["rule"]["cap"] == pytest.approx(120.5)
    assert draft.text.count("#") == before.count("#")
    assert "cap = 120.5 }" in draft.text


def test_full_width_digits_and_thousands_are_numbers(desk, draft):
    at = index_of(draft)
    send(
        desk,
        measure_page(draft),
        **{f"measures.{at}.weight": "３０", f"measures.{at}.rule.cap": "1,500"},
    )
    draft.refresh_from_db()
    found = data_of(draft.text)["measures"][at]
    assert (found["weight"], found["rule"]["cap"]) == (30, 1500)


def test_what_is_no_number_is_kept_and_said_at_its_field(desk, draft):
    at = index_of(draft)
    answer = send(desk, measure_page(draft), **{f"measures.{at}.weight": "8.5%"})
    assert answer.status_code == 302
    shown = desk.get(measure_page(draft)).content.decode()
    assert 'value="8.5%"' in shown
    where = shown.index(f'id="f-measures-{at}-weight-e"')
    assert "expected a number without quotes" in shown[where : where + 400]


def test_every_error_is_listed_with_a_link_to_its_field(desk, draft):
    at = index_of(draft)
    send(desk, measure_page(draft), **{f"measures.{at}.rule.cap": "-5"})
    listed = desk.get(reverse("scoring:draft", args=[draft.pk, "check"])).content.decode()
    assert f'href="{measure_page(draft)}#f-measures-{at}-rule-cap"' in listed
    assert f'id="f-measures-{at}-rule-cap"' in desk.get(measure_page(draft)).content.decode()


def test_a_formulas_error_is_marked_at_its_character(desk, draft):
    at = index_of(draft)
    fields = {f"measures.{at}.source.metric": "", f"measures.{at}.formula": "LOAN + NOSUCH"}
    send(desk, measure_page(draft), **fields)
    shown = desk.get(measure_page(draft)).content.decode()
    assert "<code>LOAN + <mark>N</mark>OSUCH</code>" in shown


def test_looking_at_what_is_typed_saves_nothing(desk, draft):
    at = index_of(draft)
    answer = send(desk, measure_page(draft), **{f"measures.{at}.weight": "31", "live": "1"})
    assert "add up to 101" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.counter == 1


def test_bands_are_added_changed_and_taken_out_as_rows(desk, draft):
    address = reverse("scoring:draft", args=[draft.pk, "grades"])
    number = len(data_of(draft.text)["bands"])
    fields = {f"bands.{number}.{key}": key for key in ("code", "title", "title_zh")}
    emptied = dict.fromkeys(
        ("bands.1.code", "bands.1.title", "bands.1.title_zh", "bands.1.from"), ""
    )
    send(desk, address, **{"bands.0.from": "111", **fields, **emptied})
    draft.refresh_from_db()
    found = data_of(draft.text)["bands"]
    assert [one["code"] for one in found] == ["outstanding", "good", "competent", "below", "code"]
    assert found[0]["from"] == 111


class Letters(Source):
    """Letters of the staff number, so many times."""

    metric: Literal["toy_letters"]
    times: Positive = Field(description="how many times|倍数")
    title: ClassVar[Text] = Text("工号字数", "Letters of the number")
    units: ClassVar[tuple[str, ...]] = ("count",)


class Parts(Rule):
    """The value cut into so many parts."""

    name: Literal["toy_parts"]
    parts: Positive = Field(description="how many parts|份数")
    title: ClassVar[Text] = Text("均分计分", "Cut into parts")


@pytest.fixture
def toys():
    sources(Letters)
    rules(Parts)
    yield
    sources.forget("toy_letters")
    rules.forget("toy_parts")


def test_a_new_source_and_rule_have_their_fields_without_a_word_here(desk, draft, toys):
    add = desk.get(reverse("scoring:draft_add", args=[draft.pk])).content.decode()
    assert "Letters of the number" in add
    fields = {"items": "measures", "dimension": "finance", "metric": "toy_letters", "counter": 1}
    address = desk.post(reverse("scoring:draft_do", args=[draft.pk, "add"]), fields)["Location"]
    at = int(address.rstrip("/").rpartition("/")[2])
    send(desk, address, **{f"measures.{at}.rule.name": "toy_parts"})
    shown = desk.get(address).content.decode()
    assert "How many times" in shown
    assert "How many parts" in shown
    send(desk, address, **{f"measures.{at}.source.times": "30", f"measures.{at}.rule.parts": "3"})
    draft.refresh_from_db()
    found = data_of(draft.text)["measures"][at]
    assert found["source"] == {"metric": "toy_letters", "times": 30}
    assert found["rule"] == {"name": "toy_parts", "parts": 3}


def test_a_warning_stands_on_the_page_of_the_measure_that_it_concerns(desk, hr, draft):
    at = index_of(draft)
    send(desk, measure_page(draft), **{f"measures.{at}.source.metric": "end_balance"})
    shown = desk.get(measure_page(draft)).content.decode()
    assert shown.count("a volume on one day") == 2  # on the page, and in the list beside
    other = desk.get(measure_page(draft, "LOAN")).content.decode()
    assert other.count("a volume on one day") == 1
    assert f'<a href="{measure_page(draft)}"><b>' in other
