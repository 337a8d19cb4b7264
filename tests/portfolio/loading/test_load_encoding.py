"""UTF-8 or GB18030: names come into the database as they were, or the file is refused."""

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.loading.encoding import read_text
from portfolio.loading.letters import Meant, weigh
from portfolio.loading.octets import CHUNK, BadBytesError
from portfolio.models import Branch, Manager
from tests.portfolio.loading.sets import GOOD, errors_of, load

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DAMAGED = "UTF-8 to the end of the file, as it began"
NEITHER = "text in UTF-8 (with or without BOM), or in GB18030 from beginning to end"
MIXED = "GB18030 to the end of the file, as it began; this is UTF-8"

LEVEL_1 = [
    bytes([high, low]).decode("gb2312")
    for high in range(0xB0, 0xD8)
    for low in range(0xA1, 0xFF)
    if (high, low) < (0xD7, 0xFA)
]
"""The 3,755 characters of everyday Chinese."""
NAMES = st.text(st.sampled_from(LEVEL_1), min_size=1, max_size=4)

FIRST = ["郑州", "谢家集支行", "石家庄支行", "陆家嘴", "营业部", "铜陵", "孝感", "泰安", "湛江"]
FIRST += ["魏都", "韦维", "钱", "史", "毛", "莫"]
FOREIGN = ["Müller", "José", "JOSÉ", "Ελένη", "Иван", "Łukasz", "Özgür", "Zoë", "Ли", "Нина"]
FOREIGN += ["ΓΙΩΡΓΟΣ", "Τίνα", "Žižek", "Mu\u0308ller", "Հայկ", "محمد", "İstanbul"]
FOREIGN += ["Straße", "Café", "Bob·Dylan", "Visa®"]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def is_also_utf8(character: str) -> bool:
    high, low = character.encode("gbk")
    return 0xC2 <= high <= 0xDF and low <= 0xBF


def branches(*names: str, encoding: str = "utf-8") -> bytes:
    """A file of branches with these names."""
    rows = "".join(f"B{number},{name},\n" for number, name in enumerate(names))
    return f"code,name,parent_code\n{rows}".encode(encoding)


def read(folder, data: bytes) -> tuple[str, str]:
    """Return the encoding and the text that a file of these bytes is read as."""
    path = folder / "branches.csv"
    path.write_bytes(data)
    text = read_text(path, folder, lambda done: None)
    return text.encoding, text.path.read_text("utf-8-sig")


def refusal(folder, data: bytes) -> tuple[int, str]:
    """Return line and sentence of the refusal of a file of these bytes."""
    with pytest.raises(BadBytesError) as refused:
        read(folder, data)
    return refused.value.line, str(refused.value.expected)


def loaded(folder, *names: str, encoding: str) -> tuple[str, list[str]]:
    """Load branches with these names; return the encoding and the names that were stored."""
    result = load(folder, "branches", branches=branches(*names, encoding=encoding))
    stored = list(Branch.objects.order_by("code").values_list("name", flat=True))
    return result.files[0].encoding, stored


class TestGbkThatLooksLikeUtf8:
    @pytest.mark.parametrize("name", FIRST)
    def test_as_the_first_name_is_read_as_gb18030(self, tmp_path, name):
        assert loaded(tmp_path, name, "总行", encoding="gbk") == ("GB18030", [name, "总行"])

    @pytest.mark.parametrize("name", ["太原", "石", "谢", "陆", "路", "毛", "鲁", "郑莫", "魏薇"])
    def test_and_nothing_else_is_read_as_gb18030(self, tmp_path, name):
        assert loaded(tmp_path, name, name, encoding="gbk") == ("GB18030", [name, name])

    def test_as_the_name_of_managers_and_branches_of_one_set(self, tmp_path):
        text = GOOD["managers"].replace("王芳", "钱一鸣").replace("李强", "谢思远")
        result = load(
            tmp_path,
            managers=text.encode("gbk"),
            branches=GOOD["branches"].replace("总行", "营业部").encode("gbk"),
        )
        assert {f.encoding for f in result.files if f.name != "products"} == {"GB18030"}
        assert Manager.objects.get(staff_no="001").name == "钱一鸣"

    def test_alone_is_never_taken_for_a_letter(self):
        words = [c.encode("gbk").decode() for c in LEVEL_1 if is_also_utf8(c)]
        assert len(words) == 682
        assert {weigh(word) for word in words} == {Meant.CHINESE}

    @pytest.mark.parametrize("name", ["瀚华", "岑建国", "岷江支行", "浔江"])
    def test_a_first_name_that_begins_like_three_bytes_of_utf8(self, tmp_path, name):
        data = branches(name, "总行", encoding="gbk")
        assert read(tmp_path, data) == ("GB18030", data.decode("gbk"))

    def test_a_word_of_another_script_by_chance_does_not_outweigh_chinese(self, tmp_path):
        data = branches("小芯", "太原", "携薪邪", "陆", encoding="gbk")
        assert read(tmp_path, data) == ("GB18030", data.decode("gbk"))


class TestOtherLanguages:
    @pytest.mark.parametrize("name", FOREIGN)
    def test_names_in_utf8_load_as_they_are(self, tmp_path, name):
        assert loaded(tmp_path, name, encoding="utf-8") == ("UTF-8", [name])

    def test_a_name_between_two_readings_is_refused_with_both(self, tmp_path):
        expected = (
            "bytes of one meaning; in GB18030 these are “携薪邪”: save the file as UTF-8 with BOM"
        )
        assert errors_of(tmp_path, "branches", branches=branches("Яна")) == [
            ("branches.csv", 2, "", "Яна", expected)
        ]

    def test_a_bom_makes_it_certain(self, tmp_path):
        assert loaded(tmp_path, "Яна", encoding="utf-8-sig") == ("UTF-8 BOM", ["Яна"])

    def test_beside_clear_words_a_doubtful_one_is_what_they_are(self, tmp_path):
        assert loaded(tmp_path, "Яна", "Иван", encoding="utf-8") == ("UTF-8", ["Яна", "Иван"])

    def test_a_space_that_does_not_break_is_no_word(self, tmp_path):
        assert loaded(tmp_path, "\u00a0Head Office", encoding="utf-8") == ("UTF-8", ["Head Office"])


class TestDamage:
    @pytest.mark.parametrize("first", ["Müller", "Ελένη", "Иван", "总行"])
    def test_utf8_that_turns_into_gbk_is_refused_with_its_line(self, tmp_path, first):
        data = branches(first, "A") + "B9,王芳,\n".encode("gbk")
        assert refusal(tmp_path, data) == (4, DAMAGED)

    @pytest.mark.parametrize("name", ["Müller", "Zoë Peña", "Große"])
    def test_latin_1_is_not_taken_for_gb18030(self, tmp_path, name):
        line, expected = refusal(tmp_path, branches(name, encoding="latin-1"))
        assert (line, expected) == (2, NEITHER)

    @pytest.mark.parametrize("encoding", ["big5", "shift_jis"])
    def test_nor_are_the_encodings_of_taiwan_and_japan(self, tmp_path, encoding):
        data = branches("東京支店", "江北有限公司", "台北分行", encoding=encoding)
        assert refusal(tmp_path, data) == (2, NEITHER)

    def test_chinese_with_some_rare_and_old_characters_is_gb18030(self, tmp_path):
        data = branches("朱镕基", "陶喆", "銀行總部", "江北分行", encoding="gbk")
        assert read(tmp_path, data) == ("GB18030", data.decode("gbk"))

    def test_a_damaged_first_name_does_not_make_the_file_gb18030(self, tmp_path):
        data = branches("总行", "北区").replace("行".encode(), b"\xe8\xc5\x8c")
        assert refusal(tmp_path, data) == (2, DAMAGED)

    def test_names_cut_to_a_number_of_bytes_are_not_taken_for_gb18030(self, tmp_path):
        names = ("城北支行", "江北机械", "流动资金", "国际结算", "反洗钱")
        data = b"code,name\n" + b"".join(b"B,%s\n" % name.encode()[:8] for name in names)
        assert refusal(tmp_path, data) == (2, DAMAGED)

    def test_gb18030_that_turns_into_utf8_is_refused_with_its_line(self, tmp_path):
        data = branches("总行", "北区", encoding="gbk") + "B9,王芳,\n".encode()
        assert refusal(tmp_path, data) == (4, MIXED)

    @pytest.mark.parametrize("place", [CHUNK - 3, CHUNK - 2, CHUNK - 1, CHUNK])
    def test_a_first_name_on_the_seam_of_two_chunks_is_read_whole(self, tmp_path, place):
        head = "code,name,parent_code\nB0,"
        data = f"{head}{'x' * (place - len(head))}石家庄,\nB1,总行,\n".encode("gbk")
        assert read(tmp_path, data) == ("GB18030", data.decode("gbk"))


def test_chinese_names_in_gbk_and_in_utf8_are_read_as_they_were(tmp_path):
    @settings(max_examples=300, deadline=None)
    @given(
        names=st.lists(NAMES, min_size=1, max_size=5), encoding=st.sampled_from(["gbk", "utf-8"])
    )
    def come_back(names, encoding):
        data = branches(*names, encoding=encoding)
        assert read(tmp_path, data)[1] == data.decode(encoding)

    come_back()


def test_chinese_in_utf8_with_a_byte_lost_or_changed_is_refused_or_still_utf8(tmp_path):
    @settings(max_examples=300, deadline=None)
    @given(
        names=st.lists(NAMES, min_size=2, max_size=5),
        at=st.floats(0, 1),
        byte=st.binary(max_size=1),
    )
    def never_gb18030(names, at, byte):
        data = branches(*names)
        place = 25 + int(at * (len(data) - 26))
        path = tmp_path / "branches.csv"
        path.write_bytes(data[:place] + byte + data[place + 1 :])
        try:
            text = read_text(path, tmp_path, lambda done: None)
        except BadBytesError:
            return
        assert text.encoding == "UTF-8"

    never_gb18030()
