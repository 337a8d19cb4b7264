"""The demo's performance contracts and a mid-year check-in, by the services that users call."""

from datetime import date, timedelta
from typing import Any

from perfcenter.demo import logins
from perfcenter.models import User
from portfolio.models import Manager
from reviews.contracts.read import standing_of
from reviews.contracts.write import call, refuse, sign, write_wording
from reviews.meetings.write import confirm_check_in, save_check_in, write_note
from scoring.models import Cycle

WORDING = (
    "本人{name}（工号{number}）已阅知{cycle}绩效考核方案，承诺按下列指标、权重与任务履职，"
    "遵守{bank}合规要求。任务如有调整，须重新签署。"
)
WORDING_EN = (
    "I, {name} (staff no. {number}), know the scheme of {cycle} and undertake to work by the "
    "measures, weights and targets below, and by the rules of {bank}. If they change, I sign anew."
)
UNDECIDED, REFUSING = {"乔安", "童磊"}, "樊玉成"
REASON = "存款任务高于上年实际三成，需先核定客户划转"
STANDING = "存款日均和中间业务收入进度正常；新增对公客户偏慢。"
OWN_WORDS = "下半年集中拜访园区企业，每周至少三户。"
BOSS_WORDS = "认可目前进展；对公客户按名单推进，月末复盘。"
NOTE = "近期可带教新入行同事，待年末再议。"


def agree(cycle: Cycle, users: dict[str, User], hr: User, today: date) -> None:
    """Let all but a few sign their contracts, and two agree on how the year stands."""
    wording = write_wording(text_zh=WORDING, text=WORDING_EN, read=0, actor=hr)
    due = today + timedelta(days=10)
    call(cycle=cycle, wording=wording, due=due, read=0, actor=hr)
    places = cycle.participants.filter(ended_on=None).select_related("manager")
    for place in places.order_by("manager"):
        manager, me = place.manager, users[place.manager_id]
        if manager.name in UNDECIDED or manager.left_on:
            continue
        standing = standing_of(cycle, manager)
        assert standing is not None  # noqa: S101 - it was asked for
        said: dict[str, Any] = {
            "cycle": cycle,
            "manager": manager,
            "seen": standing.digest,
            "actor": me,
        }
        if manager.name == REFUSING:
            refuse(reason=REASON, **said)
        else:
            sign(**said)
    _talk(cycle, users, min(today, cycle.ends))


def _talk(cycle: Cycle, users: dict[str, User], today: date) -> None:
    writer = Manager.objects.get(name=logins.WRITER)
    me, boss = users[writer.staff_no], users[str(writer.supervisor_id)]
    held = max(cycle.begins, today - timedelta(days=30))
    about: dict[str, Any] = {"cycle": cycle, "manager": writer}
    talk = {**about, "held_on": held}
    save_check_in(standing=STANDING, words=BOSS_WORDS, version=0, actor=boss, **talk)
    save_check_in(standing=STANDING, words=OWN_WORDS, version=1, actor=me, **talk)
    confirm_check_in(version=2, actor=boss, **about)
    confirm_check_in(version=3, actor=me, **about)
    write_note(text=NOTE, is_private=False, actor=boss, **talk)
