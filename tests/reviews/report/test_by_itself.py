"""A page that saves by itself: what is confirmed is there, nothing is flooded or overwritten."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from perfcenter.models import AuditEntry
from reviews.models import AnnualReport, Autosave, Revision
from reviews.report import write
from reviews.report.read import Stand, content_at, standing_of
from reviews.report.storing import Conflict, Held
from reviews.report.write import save_by_itself, save_draft
from tests.factories import rewritten


@pytest.fixture
def type_in(cast, cycle):
    def typed(stand=None, **texts):
        said = {
            "cycle": cycle,
            "manager": cast.manager.manager,
            "content": rewritten(**texts),
            **vars(stand or Stand()),
            "actor": cast.manager,
        }
        return standing_of(save_by_itself(**said).report)

    return typed


@pytest.fixture
def windows(cast, cycle):
    """Let a window save by itself; return what became of it."""

    def typed(stand, held=(), **texts):
        return save_by_itself(
            cycle=cycle, manager=cast.manager.manager, content=rewritten(**texts), **vars(stand),
            held=held, actor=cast.manager,
        )  # fmt: skip

    return typed


def stored(place: str) -> str:
    return standing_of(AnnualReport.objects.get()).content.text(place)


def test_in_one_sitting_it_makes_one_version_and_one_entry(type_in):
    now = type_in(problems="一")
    for text in ("一二", "一二三"):
        now = type_in(now.stand, problems=text)
    assert now.stand == Stand(1, 2)
    assert standing_of(AnnualReport.objects.get()).content.text("problems") == "一二三"
    assert Revision.objects.count() == 1
    assert AuditEntry.objects.filter(action="report.save").count() == 1


@pytest.mark.parametrize(("minutes", "version"), [(30, 1), (31, 2)])
def test_after_a_sitting_it_becomes_a_version(type_in, monkeypatch, minutes, version):
    now = type_in(problems="一")
    later = timezone.now() + timedelta(minutes=minutes, seconds=-1)
    monkeypatch.setattr(write.timezone, "now", lambda: later)
    assert type_in(now.stand, problems="一二").stand.version == version


def test_two_windows_keep_what_each_left_alone(type_in):
    first = type_in(problems="一")
    type_in(first.stand, problems="甲")
    now = type_in(first.stand, problems="一", goals="乙")
    assert (now.content.text("problems"), now.content.text("goals")) == ("甲", "乙")


def test_where_two_windows_differ_that_place_waits_and_the_others_are_saved(type_in, windows):
    first = type_in(problems="一")
    type_in(first.stand, problems="甲")
    kept = windows(first.stand, problems="乙", goals="丙")
    assert (kept.held, kept.is_new) == ({"problems"}, True)
    assert (stored("problems"), stored("goals")) == ("甲", "丙")
    now = standing_of(kept.report).stand
    again = windows(now, held=["problems"], problems="乙二", goals="丙丁")
    assert (again.held, stored("problems"), stored("goals")) == ({"problems"}, "甲", "丙丁")
    nothing = windows(standing_of(again.report).stand, ["problems"], problems="乙三", goals="丙丁")
    assert not nothing.is_new


def test_a_place_that_waits_is_asked_about_on_what_was_read_there(type_in, windows, cast, cycle):
    first = type_in(problems="一")
    type_in(first.stand, problems="甲")
    now = standing_of(windows(first.stand, problems="乙", goals="丙").report)
    said = {"cycle": cycle, "manager": cast.manager.manager, "actor": cast.manager}
    mine = {**said, "content": rewritten(problems="乙", goals="丙丁"), **vars(now.stand)}
    waiting = Held(frozenset({"problems"}), first.stand)
    with pytest.raises(Conflict) as conflict:
        save_draft(**mine, held=waiting)
    # Her own other section, saved since and typed into again, is no second window.
    assert conflict.value.merged.asked == {"problems"}
    assert stored("problems") == "甲"


def test_what_is_so_old_that_nobody_knows_it_waits_everywhere_it_differs(type_in, windows):
    type_in(type_in(problems="一").stand, problems="一二")
    kept = windows(Stand(1, 9), problems="乙", goals="丙")
    assert kept.held == {"problems", "goals"}
    assert stored("problems") == "一二"


def test_a_draft_takes_in_what_saved_itself_and_the_same_again_is_none(type_in, cast, cycle):
    now = type_in(type_in(problems="一").stand, problems="一二")
    said = {"cycle": cycle, "manager": cast.manager.manager, "actor": cast.manager}
    report = save_draft(**said, content=now.content, **vars(now.stand))
    assert (report.version, report.text("problems")) == (2, "一二")
    assert standing_of(report).stand == Stand(2, 0)
    assert content_at(report, now.stand) == now.content


def test_going_back_to_the_last_version_is_a_change_too(type_in, cast, cycle):
    first = type_in(problems="一")
    now = type_in(first.stand, problems="一二")
    said = {"cycle": cycle, "manager": cast.manager.manager, "actor": cast.manager}
    save_draft(**said, content=first.content, **vars(now.stand))
    assert standing_of(AnnualReport.objects.get()).content.text("problems") == "一"


def test_what_no_open_page_can_be_written_on_is_forgotten(type_in):
    now = type_in(problems="一")
    for text in ("二", "三"):
        now = type_in(now.stand, problems=text)
    Autosave.objects.update(saved_at=timezone.now() - write.REMEMBERED - timedelta(seconds=1))
    type_in(now.stand, problems="四")
    assert [one.number for one in Autosave.objects.all()] == [3]


@pytest.fixture
def send(login, cast, cycle):
    mine, address = login(cast.manager), reverse("reviews:report_edit", args=[cycle.code])
    return lambda **typed: mine.post(address, {"version": "0", "action": "by_itself", **typed})


def test_the_page_is_told_when_and_what_another_window_saved(send):
    assert send(problems="一").json()["fields"] == {"version": "1", "saves": "0"}
    send(version="1", saves="0", problems="一", goals="甲")
    told = send(version="1", saves="0", problems="二").json()
    assert told["fields"] == {"version": "1", "saves": "2", "goals": "甲"}
    assert told["said"].endswith("已保存")


def test_a_conflict_a_wrong_field_and_a_report_that_is_handed_in_say_why(send, submitted):
    assert send(target_DEP="四百").status_code == 422
    answer = send(problems="一")
    assert (answer.status_code, "已提交" in answer.json()["said"]) == (403, True)


def test_where_two_windows_differ_the_places_are_named_and_the_rest_is_saved(send):
    send(problems="一")
    told = send(problems="二", target_DEP="5", action_DEP="拜访", goals="丙").json()
    assert told["held"] == ["problems"]
    assert "存在的问题" in told["said"]
    assert "problems" not in told["fields"]
    assert stored("goals") == "丙"
    other = {"version": "1", "saves": told["fields"]["saves"], "action_DEP": "上门"}
    send(**{**other, "problems": "一", "target_DEP": "5", "goals": "丙"})
    late = {"version": "1", "saves": told["fields"]["saves"], "action_DEP": "电话"}
    held = {"held": "problems", "held_version": "0", "problems": "二", "goals": "丙丁"}
    told = send(**{**late, **held, "target_DEP": "5"}).json()
    assert told["held"] == ["goal_DEP", "problems"]
    assert not {"target_DEP", "action_DEP", "problems"} & told["fields"].keys()
    assert (stored("problems"), stored("goals")) == ("一", "丙丁")


def test_the_page_asks_about_what_waited_and_takes_the_answer(send, login, cast, cycle):
    send(problems="一")
    told = send(problems="二", goals="丙").json()["fields"]
    mine, address = login(cast.manager), reverse("reviews:report_edit", args=[cycle.code])
    typed = {"version": told["version"], "saves": told["saves"], "problems": "二", "goals": "丙丁"}
    waiting = {"held": "problems", "held_version": "0", "held_saves": "0"}
    page = mine.post(address, {**typed, **waiting, "action": "save"})
    assert page.status_code == 409
    assert sorted(page.context["form"].asked) == ["problems"]
    assert page.context["form"]["held"].value() in {None, ""}
    stand = page.context["form"].stand
    answer = {**typed, **{name: str(value) for name, value in vars(stand).items()}}
    asked = {"asked": "problems", "keep_problems": "typed", "action": "save"}
    assert mine.post(address, {**answer, **asked}).status_code == 302
    assert (stored("problems"), stored("goals")) == ("二", "丙丁")
