"""Sealed texts: read by the key of their purpose alone, and never twice the same."""

import base64

import pytest

from perfcenter.base.sealing import NotOurs, seal, unseal


@pytest.mark.parametrize("text", ["", "甲" * 5_000, "a\0b"])
def test_a_text_comes_back_as_it_went_in(text):
    assert unseal(seal(text, "one"), "one") == text


def test_equal_texts_look_different_and_none_shows_its_words():
    first, second = seal("secret words", "one"), seal("secret words", "one")
    assert first != second
    assert b"secret" not in base64.b64decode(first)


def test_another_purpose_opens_nothing():
    with pytest.raises(NotOurs):
        unseal(seal("text", "one"), "another")


@pytest.mark.parametrize("place", [0, 16, 48])
def test_a_changed_text_is_refused(place):
    whole = bytearray(base64.b64decode(seal("text", "one")))
    whole[place] ^= 1
    with pytest.raises(NotOurs):
        unseal(base64.b64encode(bytes(whole)).decode(), "one")


def test_an_earlier_key_still_opens_and_a_forgotten_one_does_not(settings):
    settings.SECRET_KEY = "the key of before"
    sealed = seal("text", "one")
    settings.SECRET_KEY = "the key of now"
    with pytest.raises(NotOurs):
        unseal(sealed, "one")
    settings.SECRET_KEY_FALLBACKS = ["the key of before"]
    assert unseal(sealed, "one") == "text"
