"""Who changes her one-time password on its page leaves a login for which the log answers."""

from __future__ import annotations

from django.urls import reverse

from perfcenter.models import AuditEntry, User
from perfcenter.trail.keeping import KEPT, digests_of
from tests.factories import make_user

NEW = "细雨湿衣看不见闲花落地"


def test_the_entry_of_a_changed_password_has_the_digest_of_the_login(client, db):
    user = make_user(role="hr")
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    client.force_login(user)
    fields = {"old_password": "secret", "new_password1": NEW, "new_password2": NEW}
    assert client.post(reverse("perfcenter:password_change"), fields).status_code == 302
    entry = AuditEntry.objects.get(action="user.password_changed")
    assert not User.objects.get(pk=user.pk).must_change_password
    assert entry.detail[KEPT] == digests_of({User: [user.pk]})
