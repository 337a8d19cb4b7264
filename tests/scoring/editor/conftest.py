"""A draft to work on, and who writes it."""

import pytest
from django.conf import settings

from perfcenter.models import User
from scoring.editor.write import begin_draft
from scoring.models import Scheme
from tests import factories as make


@pytest.fixture
def hr(db):
    return make.make_user(role=User.Role.HR)


@pytest.fixture
def balanced(db):
    return Scheme.objects.get(name="balanced")


@pytest.fixture
def draft(hr, balanced):
    return begin_draft(text=balanced.source, base=balanced, actor=hr)


@pytest.fixture
def desk(client, hr):
    client.force_login(hr)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client
