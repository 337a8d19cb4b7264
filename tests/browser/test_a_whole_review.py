"""A review of twelve people from the opening of its cycle to the sealed record, in windows of
everybody's own."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, window
from tests.browser.small_bank import HEAD, NORTH, TEXTS, WEST
from tests.browser.steps import Bank
from tests.browser.windows import Windows, small_bank

pytestmark = pytest.mark.browser
HR, SECOND, THIRD, AUDITOR, ADMINISTRATOR = "fang", "meng", "jiang", "shen", "luo"
WRITER, ASKING, PEER = "2102", "2103", "2104"
"""Who is returned and mends; who queries and appeals; whom neither concerns."""
AWAY = "2202"
"""Whose supervisor is absent."""
CYCLE = "2025"
REFUSER, REFUSED = "2106", "任务高于上年实际，未与本人沟通"
OVERRIDDEN = "抽查时发现一份问卷重复计分。"
GUIDANCE = "写明措施、时限和责任人。"
MENDED = "下半年走访客户十二次，少于计划的二十次。"
SAVED = re.compile(r"^[\d:]+已保存$")
REPORT = f"/cycles/{CYCLE}/reports/{WRITER}/"
SHEET = f"/cycles/{CYCLE}/scores/{WRITER}/"


@pytest.fixture
def bank(chromium, first_day, tmp_path) -> Iterator[Windows]:
    with small_bank(chromium, first_day, tmp_path) as windows:
        yield windows


def test_from_the_opening_to_the_sealed_record(bank: Windows):
    open_the_cycle(bank)
    say_what_is_asked(bank)
    ask_for_contracts(bank)
    open_the_survey(bank)
    score(bank)
    sign_or_refuse(bank)
    write_and_submit(bank)
    return_and_mend(bank)
    judge_and_approve(bank)
    decide_as_a_deputy(bank)
    judge_the_rest(bank)
    answer_the_survey(bank)
    close_the_survey_and_score(bank)
    see_what_was_overridden(bank)
    query_a_line(bank)
    calibrate(bank)
    publish(bank)
    acknowledge(bank)
    appeal(bank)
    seal_and_verify(bank)


def open_the_cycle(bank: Windows) -> None:
    """The wizard: the year, its scheme, two levels of approval; he who only leads stays out."""
    hr, today = bank.of(HR), localdate()
    page = hr.page
    hr.walk("考核周期", "开启考核周期")
    page.get_by_label("年度").fill(CYCLE)
    hr.press("继续，选择条线与考核方案")
    page.get_by_label("全部条线").select_option(label="临江银行客户经理考核方案 · small 1")
    hr.press("保存并继续")
    page.get_by_label("工号", exact=True).fill(HEAD)
    page.locator("input[name$=reason]").first.fill("只带团队，名下无客户")
    hr.press("指定")
    hr.sees("不列入1人")
    hr.walk("下一步")
    days = {"述职报告": 7, "述职审核": 14, "发布": 21}
    for step, days_from_now in days.items():
        page.get_by_label(step).fill(str(today + timedelta(days=days_from_now)))
    page.get_by_label("审核人的上级作二级批准").check()
    hr.press("保存并继续")
    hr.walk("下一步")
    hr.press("开启2025")
    page.wait_for_url(f"**/cycles/{CYCLE}/board/")


def say_what_is_asked(bank: Windows) -> None:
    hr = bank.of(HR)
    hr.walk("人员和日期", "查看和修改")
    hr.page.locator("[name$=-guidance_zh]").nth(2).fill(GUIDANCE)
    hr.press("保存")
    expect(hr.page.locator("[name$=-guidance_zh]").nth(2)).to_have_value(GUIDANCE)


def ask_for_contracts(bank: Windows) -> None:
    hr = bank.of(HR)
    hr.page.goto(f"/cycles/{CYCLE}/changes/")
    hr.walk("查看签署情况", "编写文本")
    hr.page.locator("[name=text_zh]").fill("本人{name}已阅知{cycle}考核方案，承诺按下列任务履职。")
    hr.press("存为新版本")
    hr.page.goto(f"/cycles/{CYCLE}/contracts/")
    hr.press("发起全员签署")
    hr.sees("未签署")


def open_the_survey(bank: Windows) -> None:
    hr = bank.of(HR)
    hr.page.goto(f"/cycles/{CYCLE}/changes/")
    hr.walk("360度评价与客户核实")
    hr.press("设置")
    hr.press("开放测评")
    hr.sees("测评已开放")


def score(bank: Windows) -> None:
    hr = bank.of(HR)
    hr.page.goto(f"/cycles/{CYCLE}/board/")
    hr.press("首次评分")
    expect(hr.page.locator("body")).to_contain_text("评分批次#1")


def sign_or_refuse(bank: Windows) -> None:
    """Her to-do list leads to the contract; who refuses says why, and human resources reads it."""
    writer = bank.of(WRITER)
    writer.page.goto("/")
    writer.follow("/contracts/")
    writer.sees("本人陈雨桐已阅知")
    writer.press("签署合约")
    writer.sees("陈雨桐于")
    refuser = bank.of(REFUSER)
    refuser.page.goto("/")
    refuser.follow("/contracts/")
    refuser.press("拒签")
    refuser.page.locator("[name=reason]").fill(REFUSED)
    refuser.press("拒签")
    refuser.sees(REFUSED)
    assert bank.of(PEER).answers(f"/cycles/{CYCLE}/contracts/{WRITER}/") == 404
    bank.others("sign_contracts", CYCLE, less=[WRITER, REFUSER])
    bank.of(HR).page.goto(f"/cycles/{CYCLE}/contracts/")
    bank.of(HR).sees(REFUSED)


def write_and_submit(bank: Windows) -> None:
    """The page saves itself: what was typed is there when it is opened again."""
    writer = bank.of(WRITER)
    page = writer.page
    writer.walk("述职报告")
    writer.sees(GUIDANCE)
    for section, text in TEXTS.items():
        page.locator(f"textarea[name={section}]").fill(text)
    expect(page.locator("[data-autosave-status]")).to_have_text(SAVED)
    page.reload()
    expect(page.locator("textarea[name=problems]")).to_have_value(TEXTS["problems"])
    page.locator("input[name=target_DEP]").fill("350")
    page.locator("input[name=action_DEP]").fill("扩大代发")
    writer.press("提交给周明远")
    expect(page.locator(".badge", has_text="已提交").first).to_be_visible()
    expect(page.locator(".kept-here")).to_have_count(0)
    assert bank.of(PEER).answers(REPORT) == 404
    assert bank.of(ADMINISTRATOR).answers(REPORT) == 404
    bank.others("hand_in", CYCLE, less=[WRITER])


def return_and_mend(bank: Windows) -> None:
    """Who returns says why; she reads it over the section, and he sees what has changed."""
    reviewer, writer = bank.of(NORTH), bank.of(WRITER)
    reviewer.page.goto("/")
    reviewer.walk("述职审核", "陈雨桐")
    reviewer.press("退回修改")
    expect(reviewer.page.locator(".band.bad")).to_contain_text("未退回")
    reviewer.page.locator("[name=comment_problems]").fill("补充走访次数的数据。")
    reviewer.press("退回修改")
    expect(reviewer.page.locator(".badge", has_text="已退回").first).to_be_visible()
    writer.page.goto("/")
    writer.walk("述职报告")
    writer.sees("补充走访次数的数据。")
    writer.page.locator("textarea[name=problems]").fill(MENDED)
    writer.press("提交给周明远")
    expect(writer.page.locator(".badge", has_text="已提交").first).to_be_visible()
    auditor = bank.of(AUDITOR)
    assert auditor.answers(REPORT) == 200
    auditor.sees(MENDED)
    expect(auditor.page.locator("main button[name=action]")).to_have_count(0)


def judge_and_approve(bank: Windows) -> None:
    """No score without its reason; after the reviewer his own superior approves."""
    reviewer, head = bank.of(NORTH), bank.of(HEAD)
    reviewer.page.goto(REPORT)
    reviewer.sees(MENDED)
    reviewer.page.locator("input[name=score_POSTLOAN][value='90']").check(force=True)
    reviewer.press("批准")
    expect(reviewer.page.locator("main [role=alert]")).to_contain_text("未")
    reviewer.page.locator("[name=basis_POSTLOAN]").fill("贷后检查及时，档案齐全。")
    override(reviewer)
    reviewer.press("批准")
    reviewer.press("批准")
    reviewer.sees("何志远")
    head.page.goto("/")
    head.walk("述职审核", "陈雨桐")
    head.press("批准")
    expect(head.page.locator(".badge", has_text="已批准").first).to_be_visible()


def override(reviewer: Bank) -> None:
    """A computed score gives way within its bounds, and for a reason alone."""
    page = reviewer.page
    page.locator("[name=score_SAT]").fill("99")
    page.locator("[name=basis_SAT]").fill(OVERRIDDEN)
    reviewer.press("批准")
    expect(page.locator("[name=score_SAT]")).to_have_attribute("aria-invalid", "true")
    computed = float(re.findall(r"[\d.]+", page.locator("#overrides td.num").inner_text())[-1])
    page.locator("[name=score_SAT]").fill(f"{computed + 0.5}")


def see_what_was_overridden(bank: Windows) -> None:
    """Both scores stand on the number's page, with who and why; the run counts the reviewer's."""
    for who in (NORTH, HR):
        bank.of(who).page.goto(f"{SHEET}SAT/")
        expect(bank.of(who).page.locator("#override")).to_contain_text(OVERRIDDEN)


def decide_as_a_deputy(bank: Windows) -> None:
    """Who stands in for an absent supervisor sees her people from then on, and decides for her."""
    absent, deputy = bank.of(WEST), bank.of(NORTH)
    there = f"/cycles/{CYCLE}/reports/{AWAY}/"
    assert deputy.answers(there) == 404
    absent.page.goto("/")
    absent.walk("述职审核", "代理人")
    absent.page.get_by_label("代理人工号").fill(NORTH)
    absent.page.get_by_label("最后一日").fill(str(localdate() + timedelta(days=5)))
    absent.press("指定")
    absent.sees("周明远")
    deputy.page.goto("/")
    deputy.walk("述职审核", "高晓燕")
    deputy.sees("你代林秀华审核")
    deputy.page.locator("input[name=score_POSTLOAN][value='80']").check(force=True)
    deputy.page.locator("[name=basis_POSTLOAN]").fill("代为抽查档案两份。")
    deputy.press("批准")
    deputy.press("批准")
    deputy.sees("代林秀华")


def judge_the_rest(bank: Windows) -> None:
    """Side by side he judges his team, and approves together what nothing stands against."""
    reviewer = bank.of(NORTH)
    reviewer.walk("述职审核", "团队对照")
    page = reviewer.page
    for place, who in enumerate(("2103", "2104", "2105", "2106")):
        page.locator(f"select[name='score_{who}_POSTLOAN']").select_option(str(70 + 10 * place))
        page.locator(f"input[name='basis_{who}_POSTLOAN']").fill("贷后抽查结果")
    reviewer.press("保存评分")
    reviewer.walk("批准无异议的述职报告")
    reviewer.press("全部批准")
    bank.others("decide", CYCLE)
    bank.others("confirm_all", CYCLE)


def answer_the_survey(bank: Windows) -> None:
    """A client on a phone by a link that is good once; a colleague behind her login."""
    hr = bank.of(HR)
    hr.page.goto(f"/cycles/{CYCLE}/surveys/review/")
    with hr.page.expect_download() as download:
        hr.press("生成链接并下载CSV")
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        addresses = {client: address for client, address, *_whom in list(csv.reader(file))[1:]}
    client, address = next(iter(addresses.items()))
    with window(bank.chromium, bank.server, width=390) as phone:
        phone.goto(address)
        for question in phone.locator("fieldset").all():
            question.locator("input[value='4']").check(force=True)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        bank.look("client", phone)
        phone.get_by_role("button", name="提交").click()
        expect(phone.locator("h1")).to_have_text("已收到你的测评")
        phone.goto(address)  # as before: whether it was used, nobody can tell by it
        expect(phone.locator("fieldset").first).to_be_visible()
    peer = bank.of(PEER)
    peer.page.goto("/")
    peer.follow("/surveys/")
    peer.follow("/surveys/")
    for question in peer.page.locator("main fieldset").all():
        question.locator("input[value='3']").check(force=True)
    peer.press("提交")
    secrets = {one: text.rstrip("/").rpartition("/")[2] for one, text in addresses.items()}
    del secrets[client]
    bank.others("answer", CYCLE, secrets)


def close_the_survey_and_score(bank: Windows) -> None:
    """Its results are there once it is closed, and for the person herself with the publication."""
    hr = bank.of(HR)
    hr.page.goto(f"/cycles/{CYCLE}/surveys/review/")
    hr.press("关闭测评")
    hr.press("关闭测评")
    hr.sees("测评已关闭")
    result = f"/cycles/{CYCLE}/surveys/review/results/{WRITER}/"
    assert bank.of(NORTH).answers(result) == 200
    assert bank.of(WRITER).answers(result) == 403
    hr.page.goto(f"/cycles/{CYCLE}/board/")
    hr.press("重新评分")
    expect(hr.page.locator("body")).to_contain_text("评分批次#2")


def query_a_line(bank: Windows) -> None:
    """Who scored does not decide; somebody else of human resources does, with a reason."""
    asking = bank.of(ASKING)
    asking.page.goto(f"/cycles/{CYCLE}/scores/{ASKING}/SAT/")
    asking.walk("提出异议")
    asking.page.locator("[name=kind]").select_option("amount")
    asking.page.get_by_label("应为").fill("95")
    asking.page.locator("[name=text]").fill("漏计两份问卷。")
    asking.press("提交异议")
    asking.page.wait_for_url("**/queries/*/")
    query = asking.page.url.removeprefix(bank.server)
    assert bank.of(PEER).answers(query) == 404
    scored, second = bank.of(HR), bank.of(SECOND)
    scored.page.goto(query)
    expect(scored.page.get_by_role("button", name="决定")).to_have_count(0)
    second.page.goto("/")
    second.follow(query)
    second.page.get_by_label("不成立").check()
    second.page.locator("[name=reason]").fill("供应商名单内无该两份问卷。")
    second.press("决定")
    second.sees("供应商名单内无该两份问卷。")
    asking.page.reload()
    asking.sees("供应商名单内无该两份问卷。")


def calibrate(bank: Windows) -> None:
    """Human resources moves a grade for a reason; he who owns the session closes it."""
    hr, owner = bank.of(HR), bank.of(HEAD)
    hr.page.goto(f"/cycles/{CYCLE}/board/")
    hr.walk("校准")
    hr.page.get_by_label("负责人登录名").fill(HEAD)
    hr.page.get_by_label("主持人登录名").fill(HR)
    hr.page.get_by_label("列席人登录名").fill(AUDITOR)
    hr.press("开启会议")
    session = hr.page.url.removeprefix(bank.server)
    moved = hr.page.locator(f"select[name=who] option[value^='{PEER}:']").get_attribute("value")
    assert moved is not None
    hr.page.locator("select[name=who]").select_option(moved)
    hr.page.locator("select[name=grade]").select_option("A")
    hr.page.locator("form[data-moves] [name=reason]").fill("全年无客户投诉，团队培训主讲。")
    hr.press("显示影响")
    hr.page.locator("button[value=move]").click()
    hr.sees("全年无客户投诉")
    auditor = bank.of(AUDITOR)
    assert auditor.answers(session) == 200
    expect(auditor.page.locator("form[data-moves]")).to_have_count(0)
    assert bank.of(PEER).answers(session) == 404
    owner.page.goto("/")
    owner.walk("校准", "全行")
    owner.page.get_by_label("参会人").fill("何志远、方丽、沈明远")
    owner.page.locator("[name=minutes]").fill("调整一人，其余按评分结果。")
    owner.press("保存纪要")
    owner.press("结束会议")
    owner.sees("何志远")


def publish(bank: Windows) -> None:
    """Prepared by one, done by another; grades are known from then on, the moved one as moved."""
    hr, second, peer = bank.of(HR), bank.of(SECOND), bank.of(PEER)
    sheet = f"/cycles/{CYCLE}/scores/{PEER}/"
    peer.page.goto(sheet)
    expect(peer.page.locator("main")).not_to_contain_text("优秀")
    hr.page.goto(f"/cycles/{CYCLE}/board/")
    hr.walk("准备发布")
    hr.press("准备发布")
    hr.sees("已准备，由人力资源部另一人发布")
    second.page.goto("/")
    second.follow("/board/publish/")
    second.press("发布评级")
    second.sees("已发布")
    peer.page.reload()
    peer.sees("优秀")
    bank.look("moved", peer.page)
    assert peer.answers(SHEET) == 404


def acknowledge(bank: Windows) -> None:
    writer = bank.of(WRITER)
    writer.page.goto("/")
    writer.follow("/acknowledge/")
    writer.press("已阅知，确认")
    writer.sees("已确认考核结果")
    bank.others("acknowledge_all", CYCLE, less=[WRITER, ASKING])
    bank.of(HR).page.goto(f"/cycles/{CYCLE}/acknowledgments/")
    bank.of(HR).sees("12人中11人已确认结果")


def appeal(bank: Windows) -> None:
    """Decided by somebody who neither reviewed nor published; her result alone is amended."""
    asking, decider = bank.of(ASKING), bank.of(THIRD)
    asking.page.goto(f"/cycles/{CYCLE}/acknowledge/")
    asking.walk("对结果提出申诉")
    asking.page.locator("[name=text]").fill("附两份问卷回执，要求更正客户满意度。")
    asking.page.locator("[name=queries]").check()
    asking.press("申诉")
    asking.page.wait_for_url("**/queries/*/")
    place = asking.page.url.removeprefix(bank.server)
    for barred in (HR, SECOND, AUDITOR):
        assert bank.of(barred).answers(place) == 200
        expect(bank.of(barred).page.get_by_role("button", name="决定")).to_have_count(0)
    for out_of_it in (PEER, NORTH):
        assert bank.of(out_of_it).answers(place) == 404
    decider.page.goto("/")
    decider.follow(place)
    decider.page.get_by_label("成立", exact=True).check()
    decider.page.locator("[name=reason]").fill("回执核对属实。")
    decider.page.locator("[name=measure]").select_option("SAT")
    decider.page.locator("[name=number]").fill("95")
    decider.press("决定")
    decider.press("认定成立并更正")
    decider.sees("回执核对属实。")
    asking.page.goto("/")
    asking.follow("/acknowledge/")
    asking.sees("回执核对属实。")
    asking.press("已阅知，确认")
    asking.sees("已确认考核结果")
    assert bank.of(PEER).answers(f"/cycles/{CYCLE}/amendments/{ASKING}/1/") == 404


def seal_and_verify(bank: Windows) -> None:
    """Her bundle proves itself on any computer, and no more with a byte changed."""
    hr = bank.of(HR)
    hr.page.goto(f"/cycles/{CYCLE}/board/")
    hr.walk("密封档案")
    hr.page.get_by_label("仍予密封").check()
    hr.press("密封档案")
    seal = hr.page.locator(".seals code")
    expect(seal).to_have_count(1, timeout=3 * PATIENCE)  # a deck and a sheet for everybody
    root = seal.inner_text()
    with hr.page.expect_download() as download:
        hr.page.locator(f"a[href$='/{ASKING}.zip']").click()
    bundle = Path(download.value.path())
    assert verified(bundle, root).returncode == 0
    changed = changed_by_a_byte(bundle)
    broken = verified(changed, root)
    assert broken.returncode == 1


def verified(bundle: Path, root: str) -> subprocess.CompletedProcess[str]:
    """Run the bundle's own script, alone in a plain Python."""
    with ZipFile(bundle) as files:
        script = bundle.with_name("verify.py")
        script.write_bytes(files.read("verify.py"))
    command = [sys.executable, "-I", str(script), root, "--in", str(bundle)]
    return subprocess.run(command, cwd=bundle.parent, capture_output=True, text=True, check=False)


def changed_by_a_byte(bundle: Path) -> Path:
    """Copy the bundle with one byte of her score sheet changed."""
    copy = bundle.with_name("changed.zip")
    with ZipFile(bundle) as old, ZipFile(copy, "w") as new:
        victim = next(name for name in sorted(old.namelist()) if name.startswith("numbers/"))
        for name in old.namelist():
            content = old.read(name)
            if name == victim:
                content = content[:-1] + bytes([content[-1] ^ 1])
            new.writestr(name, content)
    return copy
