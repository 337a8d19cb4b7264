"""What people of the tests do in this room, with words that matter to none of them."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from reviews.feedback.improving import Item, close_plan, write_plan
from reviews.feedback.recognising import propose
from reviews.feedback.write import Talked, confirm_interview, refuse_interview, write_interview


def talked(**given) -> Talked:
    said = {"held_on": timezone.localdate(), "strengths": "存款", "next_steps": "走访"}
    return Talked(**{**said, **given})


def wrote(cast, cycle, who="supervisor", read=0, because="", **given):
    return write_interview(
        cycle=cycle, manager=cast.manager.manager, talked=talked(**given), because=because,
        read=read, actor=getattr(cast, who),
    )  # fmt: skip


def confirmed(cast, cycle, seen=1, who="manager", remark=""):
    return confirm_interview(
        cycle=cycle, manager=cast.manager.manager, seen=seen, remark=remark,
        actor=getattr(cast, who),
    )  # fmt: skip


def refused(cast, cycle, seen=1, remark="漏了一项"):
    return refuse_interview(
        cycle=cycle, manager=cast.manager.manager, seen=seen, remark=remark, actor=cast.manager
    )


def item(goal="得分", due: date | None = None, **given) -> Item:
    due = due or timezone.localdate() + timedelta(days=30)
    return Item(**{"goal": goal, "measure": "评分", "action": "走访", "due": due, **given})


def planned(cast, cycle, who="supervisor", read=0, items=None, review_on=None):
    return write_plan(
        cycle=cycle, manager=cast.manager.manager, items=items or [item()], review_on=review_on,
        read=read, actor=getattr(cast, who),
    )  # fmt: skip


def closed(cast, cycle, who="supervisor", read=1, result="完成", is_met=True):
    return close_plan(
        cycle=cycle, manager=cast.manager.manager, is_met=is_met, result=result, read=read,
        actor=getattr(cast, who),
    )  # fmt: skip


def proposed(cast, cycle, who="supervisor", title="标兵"):
    return propose(
        cycle=cycle, manager=cast.manager.manager, title=title, reason="超额完成",
        actor=getattr(cast, who),
    )  # fmt: skip
