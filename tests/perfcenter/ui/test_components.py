"""Components keep their promises to whoever calls them; the gallery shows them all."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory


def show(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_administrator_sees_the_gallery(login, cast, client, language):
    client.cookies["django_language"] = language
    assert login(cast.administrator).get("/components/").status_code == 200


def test_what_a_block_component_is_given_is_escaped_and_what_it_holds_is_not():
    html = show('{% page_head title %}<a class="button">Go</a>{% endpage_head %}', title="<i>")
    assert "<h1>&lt;i&gt;</h1>" in html
    assert '<a class="button">Go</a>' in html


def test_a_page_head_without_actions_has_no_empty_place_for_them():
    assert "actions" not in show('{% page_head "Title" %} {% endpage_head %}')


def test_a_field_ties_label_hint_and_error_to_its_input():
    class Form(forms.Form):
        rate = forms.DecimalField(label="Rate", help_text="A fraction", widget=forms.TextInput())

    form = Form({"rate": "8,5%"}, auto_id="id_%s")
    html = show("{% field form.rate %}", form=form)
    assert '<label for="id_rate">' in html
    assert 'aria-describedby="id_rate_hint id_rate_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="8,5%"' in html


def test_every_state_has_a_shape_of_its_own():
    from perfcenter.ui.tags.components import STATES

    looks = {(shape, tone) for shape, tone, _ in STATES.values()}
    assert len(looks) == len(STATES)


def test_a_page_of_a_list_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/?search=a+b&page=2")
    page = Paginator(range(100), 10).get_page(2)
    html = show("{% pagination page %}", page=page, request=request)
    assert 'href="?search=a+b&amp;page=1"' in html
    assert 'href="?search=a+b&amp;page=3"' in html


def test_pages_beyond_a_thousand_have_plain_numbers():
    request = RequestFactory().get("/")
    page = Paginator(range(20_000), 10).get_page(1234)
    assert 'href="?page=1235"' in show("{% pagination page %}", page=page, request=request)


@pytest.mark.parametrize(
    ("query", "direction", "turned"),
    [("", None, "?sort=name"), ("?sort=name", "ascending", "?sort=-name"),
     ("?sort=-name", "descending", "?sort=name")],
)  # fmt: skip
def test_a_column_head_sorts_and_turns_round(query, direction, turned):
    html = show('{% sort_head "Name" "name" %}', request=RequestFactory().get(f"/{query}"))
    assert f'href="{turned}"' in html
    assert ("aria-sort" in html) == bool(direction)
    assert not direction or f'aria-sort="{direction}"' in html


def test_progress_of_nothing_is_not_a_division_by_zero():
    assert 'value="0" max="1"' in show("{% progress 0 0 %}")
