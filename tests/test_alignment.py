"""Alignment: a tiny form's labels found in unmarked text, as worked out by hand, and as trying all ways finds them."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator

import pytest

from gzparse.form.items import TEXT
from gzparse.form.unmarked import alignment
from gzparse.form.unmarked.alignment import HIT, LEFT, WORDS, Aligner
from gzparse.model.grid import Row

PATTERNS = {
    "NEW": "本年新收",
    "GRANTED": "予以公开",
    "PART": "部分公开",
    "OTHER": "其他",
    "OTHER_LAW": "其他法律禁止",
    "LAW": "法律禁止",
    "FIRST": "1总计",
    "GROUP_RESULTS": "三本年度办理结果",
    "HEADER": "自然人法人",
    "ANY": ".{3}",
    "PROSE": "注.*",
}
PRIORITY = {**dict.fromkeys(PATTERNS, 0), "HEADER": -1, "ANY": -2, "PROSE": -3, "": -9}
MARKS = re.compile(r"[\s（）()、，。.．：:“”|]")


def label_of(text: str) -> str:
    """Know a label by all its letters, or with a letter that was misread."""
    letters = MARKS.sub("", text).translate(str.maketrans("幵入", "开人"))
    return next((name for name in PATTERNS if PRIORITY[name] >= -1 and re.fullmatch(PATTERNS[name], letters)), "")


def kind_of(text: str) -> str:
    if text[0] in "表图":
        return "TABLE_TEXT" if text[0] == "表" else "PICTURE"
    return "PROSE" if text.startswith("注") or text.endswith(("。", "！”")) else ""


def value_of(text: str) -> int:
    return int(text) if text.isdecimal() else TEXT


def new_aligner() -> Aligner:
    return Aligner(PATTERNS, PRIORITY, label_of, kind_of, value_of)


ALL = frozenset(PATTERNS)
Found = tuple[str, str, str]


def rows(text: str, accepted: frozenset[str] = ALL) -> list[Found]:
    """Give each row's terminal, its label's pieces and its figures, joined with bars; those within the label before a slash."""
    found = []
    for row in new_aligner().rows(Row("UNMARKED", text, 100, [text]), accepted):
        cells = row.row.cells
        assert [text[a - 100 : b - 100] for a, b in row.row.cell_ranges()] == [cell.strip() for cell in cells]
        assert row.row.start == 100 + text.index(row.row.text) or row.row.text in text[row.row.start - 100 :]
        assert row.items == [value_of(cell) for cell in cells[row.at :]]
        figures = cells[row.at :]
        inside = "|".join(figures[: row.inside]) + "/" if row.inside else ""
        found.append((row.type, "|".join(cells[: row.at]), inside + "|".join(figures[row.inside :])))
    return found


# --- labels and figures -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("本年新收 1 2 3\n予以公开 4 5 9\n", [("NEW", "本年新收", "1|2|3"), ("GRANTED", "予以公开", "4|5|9")]),
        ("本年新收1部分公开2", [("NEW", "本年新收", "1"), ("PART", "部分公开", "2")]),
        ("本 年\n新收 1", [("NEW", "本 年|新收", "1")]),
        ("本年\n\n新收\n1\n2", [("NEW", "本年|新收", "1|2")]),
        ("7\n8 本年新收 1", [("FIGURES", "", "7|8"), ("NEW", "本年新收", "1")]),
        ("本年新收", [("NEW", "本年新收", "")]),
        ("", []),
        ("5", [("FIGURES", "", "5")]),
        # figures between a label's halves
        ("予以 4 5 公开 9", [("GRANTED", "予以|公开", "4|5/9")]),
        ("予以\n4\n公开", [("GRANTED", "予以|公开", "4/")]),
        ("予 1 以公 2 开 3", [("GRANTED", "予|以公|开", "1|2/3")]),
        ("予 1 以 公开 3", [("GRANTED", "予|以 公开", "1/3")]),
        ("其他 1\n法律禁止 2", [("OTHER_LAW", "其他|法律禁止", "1/2")]),  # figures may stand within a label, once
        ("其他 1 法律 2 禁止", [("OTHER", "其他", "1"), ("LAW", "法律|禁止", "2/")]),
        # with a letter misread, where nothing else is near
        ("予以公幵 5", [("GRANTED", "予以公幵", "5")]),
        ("予以 5 公幵 7", [("GRANTED", "予以|公幵", "5/7")]),
        ("予以公幵 甲乙 5", [("GRANTED", "予以公幵", ""), ("STRAY", "甲乙", "5")]),
        ("甲乙 予以公幵 5", [("STRAY", "甲乙", ""), ("GRANTED", "予以公幵", "5")]),
        ("予以公幵（甲 2 乙） 5", [("STRAY", "予以公幵（甲 2 乙）", "5")]),
        ("予以\n- 3 -\n公幵 5", [("GRANTED", "予以|公幵", "5"), ("FURNITURE", "- 3 -", "")]),
        ("甲乙 1\n予以\n2\n公幵 5", [("STRAY", "甲乙", "1"), ("STRAY", "予以", "2"), ("STRAY", "公幵", "5")]),
        ("自然人法人\n甲乙", [("HEADER", "自然人法人", ""), ("STRAY", "甲乙", "")]),
        ("甲乙\n自然人法人", [("STRAY", "甲乙", ""), ("HEADER", "自然人法人", "")]),
        ("甲乙自然人法人", [("STRAY", "甲乙自然人法人", "")]),
        # the fewest letters left over, then the fewest labels
        ("其他法律禁止 1", [("OTHER_LAW", "其他法律禁止", "1")]),
        ("其他\n法律禁止 1", [("OTHER_LAW", "其他|法律禁止", "1")]),
        ("其他 1\n其他法律禁止 2", [("OTHER", "其他", "1"), ("OTHER_LAW", "其他法律禁止", "2")]),
        ("法律禁止 1\n其他 2", [("LAW", "法律禁止", "1"), ("OTHER", "其他", "2")]),
        # what touches a label makes it another
        ("不予以公开 7", [("STRAY", "不予以公开", "7")]),
        ("予以公开了 7", [("STRAY", "予以公开了", "7")]),
        ("不、予以公开 7", [("STRAY", "不、予以公开", "7")]),
        ("不 予以公开 7", [("STRAY", "不", ""), ("GRANTED", "予以公开", "7")]),
        ("予以公开 不 7", [("GRANTED", "予以公开", ""), ("STRAY", "不", "7")]),
        ("予以公开（含 1 不） 7", [("STRAY", "予以公开（含 1 不）", "7")]),
        ("(甲) 予以公开 7", [("STRAY", "(甲)", ""), ("GRANTED", "予以公开", "7")]),
        # an ordinal is part of its label where it is printed as one
        ("1.总计 5", [("FIRST", "1.总计", "5")]),
        ("1、 总计 5", [("FIRST", "1、 总计", "5")]),
        ("1．“总计” 5", [("FIRST", "1．“总计”", "5")]),
        ("1 总计 5", [("FIGURES", "", "1"), ("STRAY", "总计", "5")]),
        ("部分公开 1\n1.总计 5", [("PART", "部分公开", "1"), ("FIRST", "1.总计", "5")]),
        ("部分公开 1 2.予以公开 5", [("STRAY", "部分公开", "1"), ("STRAY", "2.予以公开", "5")]),
    ],
)
def test_labels_take_the_figures_up_to_the_next(text: str, wanted: list[Found]) -> None:
    assert rows(text) == wanted


def test_only_labels_that_are_accepted_are_found() -> None:
    assert rows("其他 1\n法律禁止 2", ALL - {"LAW", "OTHER_LAW"}) == [("OTHER", "其他", "1"), ("STRAY", "法律禁止", "2")]
    assert rows("其他法律禁止 2", ALL - {"OTHER_LAW"}) == [("OTHER", "其他", ""), ("LAW", "法律禁止", "2")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("自然人法人\n予以公开 5", [("HEADER", "自然人法人", ""), ("GRANTED", "予以公开", "5")]),
        ("自然人 法人 5", [("HEADER", "自然人 法人", "5")]),
        ("注：本表 5 予以公开 7", [("PROSE", "注：本表", "5"), ("GRANTED", "予以公开", "7")]),
        ("注：本表共 5 件，没有 7 件。", [("PROSE", "注：本表共 5 件，没有 7 件。", "")]),
        ("甲乙丙丁 5\n6\n戊己 7", [("STRAY", "甲乙丙丁", "5|6"), ("STRAY", "戊己", "7")]),
        ("甲乙丙丁 5 戊己 7", [("STRAY", "甲乙丙丁 5 戊己", "7")]),
    ],
)
def test_what_is_no_label_is_a_headers_words_or_prose_or_stray(text: str, wanted: list[Found]) -> None:
    assert rows(text) == wanted


# --- brute force --------------------------------------------------------------------------------------------------------


def segmentations(letters: str) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Return every way to cut letters into labels and letters left over, and its cost."""
    if not letters:
        yield 0.0, ()
        return
    for cost, rest in segmentations(letters[1:]):
        yield cost + LEFT, rest
    for name, pattern in PATTERNS.items():
        if PRIORITY[name] >= -1 and letters.startswith(pattern):
            for cost, rest in segmentations(letters[len(pattern) :]):
                yield cost + (HIT if PRIORITY[name] == 0 else WORDS), (name, *rest)


@pytest.mark.parametrize("seed", range(60))
def test_labels_are_those_of_the_cheapest_way_to_cut_the_letters(seed: int) -> None:
    r = random.Random(seed)
    words = ["其他", "法律禁止", "予以公开", "自然人法人", "其他法律禁止"]
    letters = "".join(r.choice(words) for _ in range(4))
    least = min(cost for cost, _ in segmentations(letters))
    cheapest = {names for cost, names in segmentations(letters) if cost == least}
    broken = "".join(c + ("\n" if r.random() < 0.2 else "") for c in letters)
    assert tuple(kind for kind, _, _ in rows(broken)) in cheapest
    if len(cheapest) == 1:
        assert "".join("".join(label.split("|")) for _, label, _ in rows(broken)) == letters


def test_labels_are_found_wherever_they_stand_in_a_long_text() -> None:
    for filler in range(1_000, 1_230, 7):
        text = "甲" * filler + " 5\n其他法律禁止 7\n" + "甲" * 700 + " 1\n予以公开 9"
        assert [row for row in rows(text) if row[0] != "STRAY"] == [
            ("OTHER_LAW", "其他法律禁止", "7"),
            ("GRANTED", "予以公开", "9"),
        ]


@pytest.mark.parametrize("before", range(985, 1_215, 5))
def test_labels_are_proposed_once_wherever_they_stand_in_a_long_text(before: int) -> None:
    """In windows of 1200 letters, each of which begins 200 before the end of the last; a label is no longer."""
    letters = "甲" * before + "其他法律禁止" + "甲" * 1_300 + "予以公开"
    at = before + 1_306
    assert sorted(new_aligner().proposals(letters, ALL)) == [
        (before, before + 2, "OTHER", HIT),
        (before, before + 6, "OTHER_LAW", HIT),
        (before + 2, before + 6, "LAW", HIT),
        (at, at + 4, "GRANTED", HIT),
    ]


def test_what_a_pattern_finds_and_is_no_label_is_not_proposed() -> None:
    aligner = Aligner({"A": "甲乙"}, {"A": 0, "": -9}, lambda text: "", kind_of, value_of)
    assert [*aligner.proposals("甲乙", {"A"})] == []


def test_a_section_of_too_many_letters_is_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "予以公开 5"
    monkeypatch.setattr(alignment, "_MOST_LETTERS", 4)
    assert rows(text) == [("GRANTED", "予以公开", "5")]
    monkeypatch.setattr(alignment, "_MOST_LETTERS", 3)
    assert rows(text) == [("STRAY", text, "")]


def test_a_label_may_have_as_many_letters_as_the_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_LONGEST_LABEL", 6)
    assert [*new_aligner().proposals("其他法律禁止", ALL)] == [
        (0, 2, "OTHER", HIT),
        (0, 6, "OTHER_LAW", HIT),
        (2, 6, "LAW", HIT),
    ]
    monkeypatch.setattr(alignment, "_LONGEST_LABEL", 5)
    assert [*new_aligner().proposals("其他法律禁止", ALL)] == [(0, 2, "OTHER", HIT), (2, 6, "LAW", HIT)]


def test_words_of_a_header_cost_more_than_a_label() -> None:
    assert [*new_aligner().proposals("自然人法人", ALL)] == [(0, 5, "HEADER", WORDS)]
    assert [*new_aligner().proposals("自然人法人", ALL - {"HEADER"})] == []
    assert HIT < WORDS < 2 * HIT <= LEFT


# --- figures ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "figure",
    [
        *("0", "12", "1,234", "1，234，567", "3.5", "3．5", "+4", "-4", "－4", "−4", "＋4", "-1,234.5"),
        *("5件", "5 件", "5人次", "5 件次", "3万元", "3 万元", "3（万元）", "3 (万元)", "3元", "3.5 百万元"),
        *("-", "—", "--", "————", "/", "\\", "无", "－5"),
    ],
)
def test_a_figure_is_taken_with_its_sign_its_separators_and_its_unit(figure: str) -> None:
    if figure == "－5":
        figure = "－5"
    spaced = re.sub(r" (?=件)", "", figure)
    assert rows(f"予以公开 {spaced} 7") == [("GRANTED", "予以公开", f"{spaced}|7")]
    assert rows(f"予以公开\n{spaced}\n部分公开 7") == [("GRANTED", "予以公开", spaced), ("PART", "部分公开", "7")]


@pytest.mark.parametrize(
    "figure", [".5", "5O", "O5", "≥5", "5①", "<5", "5%", "±5", "5+", "~5", "*5", "………5", "5………", "aaaaaaaa5", "5bbbbbbbb"]
)
def test_a_figure_is_taken_with_what_it_touches(figure: str) -> None:
    assert rows(f"予以公开 {figure} 7") == [("GRANTED", "予以公开", f"{figure}|7")]
    assert rows(f"予以公开 7 {figure}") == [("GRANTED", "予以公开", f"7|{figure}")]


def test_no_more_than_eight_marks_are_taken_with_a_figure() -> None:
    assert rows("予以公开 " + "a" * 9 + "5") == [("GRANTED", "予以公开", "aaaaaaaa5"), ("STRAY", "a", "")]
    assert rows("予以公开 5" + "a" * 9) == [("GRANTED", "予以公开", "5aaaaaaaa"), ("STRAY", "a", "")]
    assert rows("予以公开 5aaa6") == [("GRANTED", "予以公开", "5aaa|6")]


@pytest.mark.parametrize("around", ["（5）", "(5)", "【5】", "5、", "5，", "5；", "：5", "|5|", "“5”"])
def test_marks_that_figures_are_set_in_are_no_part_of_them(around: str) -> None:
    (found, *others) = rows(f"予以公开 甲 {around} 7")[1:] or rows(f"予以公开 {around} 7")
    figures = [cell for row in (found, *others) for cell in re.split(r"[|/]", row[2]) if cell]
    assert figures == ["5", "7"]


@pytest.mark.parametrize(
    "page", ["- 3 -", "-3-", "— 12 —", "–1–", "-- 3 --", "第3页", "第 3 页", "第3页共10页", "第 3 页 / 共 10 页"]
)
def test_page_numbers_are_no_figures(page: str) -> None:
    wanted = [("GRANTED", "予以公开", "1|2"), ("FURNITURE", page, ""), ("PART", "部分公开", "3")]
    assert rows(f"予以公开 1 2\n{page}\n部分公开 3") == wanted
    assert rows(f"予以公开 1 2\n  {page}  \n部分公开 3") == wanted
    if "页" not in page:
        assert rows(f"予以公开 1 2\n{page}部分公开 3") == wanted
        assert rows(f"予以公开 1 2{page}\n部分公开 3") == wanted
        assert rows(f"予以公开 1 2{page}部分公开 3") != wanted


def test_a_dash_without_its_fellow_is_a_nil_mark_and_five_digits_are_no_page() -> None:
    assert rows("予以公开\n- 3\n部分公开 3")[0] == ("GRANTED", "予以公开", "-|3")
    assert rows("予以公开\n- 12345 -\n部分公开 3")[0] == ("GRANTED", "予以公开", "-|12345|-")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # brackets and marks around a label go with it
        ("（予以公开） 5", [("GRANTED", "（予以公开）", "5")]),
        ("“予以公开”： 5", [("GRANTED", "“予以公开”：", "5")]),
        ("x5 予以公开 7", [("FIGURES", "", "x5"), ("GRANTED", "予以公开", "7")]),
        ("5予以公开 7", [("FIGURES", "", "5"), ("GRANTED", "予以公开", "7")]),
        ("予以公 4开 5", [("GRANTED", "予以公|开", "4/5")]),
        ("甲乙\n予以公开 5 部分公开 7", [("STRAY", "甲乙", ""), ("GRANTED", "予以公开", "5"), ("PART", "部分公开", "7")]),
        ("予以公开 5 甲乙。", [("STRAY", "予以公开", "5"), ("PROSE", "甲乙。", "")]),
        ("予以公开： 5 .5", [("GRANTED", "予以公开：", "5|.5")]),
        ("（ 予以公开 ） 5", [("GRANTED", "（ 予以公开 ）", "5")]),
        ("  予以公开 5", [("GRANTED", "予以公开", "5")]),
        ("予以公开.5 7", [("GRANTED", "予以公开", ".5|7")]),
        ("予以公开. 5", [("GRANTED", "予以公开.", "5")]),
        ("5（予以公开）7", [("FIGURES", "", "5"), ("GRANTED", "（予以公开）", "7")]),
        # words that go on behind a figure make a sentence of its label
        ("予以公开 5 篇，甲乙", [("STRAY", "予以公开", "5"), ("STRAY", "篇，甲乙", "")]),
        ("予以公开 5，甲乙丙", [("GRANTED", "予以公开", ""), ("STRAY", "5，甲乙丙", "")]),
        ("予以公开 5  甲乙丙", [("GRANTED", "予以公开", "5"), ("STRAY", "甲乙丙", "")]),
        ("予以公开 5\n甲乙丙", [("GRANTED", "予以公开", "5"), ("STRAY", "甲乙丙", "")]),
        ("予以公开 5 |||甲乙丙", [("GRANTED", "予以公开", "5"), ("FURNITURE", "|||", ""), ("STRAY", "甲乙丙", "")]),
        ("5、 予以公开 7", [("FIGURES", "", "5"), ("FURNITURE", "、", ""), ("GRANTED", "予以公开", "7")]),
        ("5、 予以公幵 7", [("FIGURES", "", "5"), ("FURNITURE", "、", ""), ("GRANTED", "予以公幵", "7")]),
        ("5、 甲乙 7", [("STRAY", "5、 甲乙", "7")]),
        # what touches the words of a header, or stands in a bracket behind them
        ("自然人法人 （甲", [("STRAY", "自然人法人 （甲", "")]),
        ("自然人法人（甲） 乙", [("STRAY", "自然人法人（甲） 乙", "")]),
        ("自然人法人 （1） 甲", [("STRAY", "自然人法人 （1） 甲", "")]),
        ("甲、 自然人法人", [("STRAY", "甲、", ""), ("HEADER", "自然人法人", "")]),
        ("甲乙 自然入法人 5", [("STRAY", "甲乙 自然入法人", "5")]),
        ("自然入法人 5", [("HEADER", "自然入法人", "5")]),
        # labels with a letter misread among other words
        ("甲 予以公幵 5", [("STRAY", "甲", ""), ("GRANTED", "予以公幵", "5")]),
        ("甲乙、 予以公幵 5", [("STRAY", "甲乙、", ""), ("GRANTED", "予以公幵", "5")]),
        ("予以公幵5", [("GRANTED", "予以公幵", "5")]),
        ("予以公（ 2 ）幵 5", [("STRAY", "予以公（ 2 ）幵", "5")]),
        ("甲乙\n5 丙丁。", [("STRAY", "甲乙", "5"), ("PROSE", "丙丁。", "")]),
        ("甲乙 5\n 丙丁。", [("STRAY", "甲乙", "5"), ("PROSE", "丙丁。", "")]),
        ("表 5 甲乙 7", [("TABLE_TEXT", "表 5 甲乙", "7")]),
        ("图 5 甲乙 7", [("PICTURE", "图 5 甲乙", "7")]),
        ("〇甲 5", [("STRAY", "〇甲", "5")]),
        # an ordinal that no label has, and one that is a figure's last digit
        ("予以公开 15、部分公开 7", [("STRAY", "予以公开", "1"), ("STRAY", "5、部分公开", "7")]),
        ("甲乙 5、\n部分公开 7", [("STRAY", "甲乙 5、", ""), ("PART", "部分公开", "7")]),
        (
            "予以公开 7 8、9\n2、部分公开 1",
            [("GRANTED", "予以公开", "7|8|9"), ("FURNITURE", "、", ""), ("STRAY", "2、部分公开", "1")],
        ),
        ("（1）予以公开 5", [("STRAY", "（1）予以公开", "5")]),
        # prose ends with its marks, and goes on over a line's end only where no figures stand between
        ("甲乙。 5", [("PROSE", "甲乙。", "5")]),
        ("甲乙 5 丙丁。 7", [("PROSE", "甲乙 5 丙丁。", "7")]),
        ("甲乙 “丙丁！” 7", [("PROSE", "甲乙 “丙丁", "7"), ("FURNITURE", "！”", "")]),
        ("甲乙\n丙丁。 5", [("PROSE", "甲乙|丙丁。", "5")]),
        ("甲乙 5\n丙丁。", [("STRAY", "甲乙", "5"), ("PROSE", "丙丁。", "")]),
        ("甲乙\n5\n丙丁。", [("STRAY", "甲乙", "5"), ("PROSE", "丙丁。", "")]),
        ("甲(乙)\n丙 5", [("STRAY", "甲(乙)|丙", "5")]),
        # letters far apart are pieces of their own
        ("予以" + " " * 39 + "公开 5", [("GRANTED", "予以" + " " * 39 + "公开", "5")]),
        ("予以" + " " * 40 + "公开 5", [("GRANTED", "予以|公开", "5")]),
        # figures adjacent to page numbers and to others
        ("- 3 -5 予以公开", [("FURNITURE", "- 3 -", ""), ("FIGURES", "", "5"), ("GRANTED", "予以公开", "")]),
        ("予以公开 5- 3 -\n6", [("GRANTED", "予以公开", "5|6"), ("FURNITURE", "- 3 -", "")]),
        ("予以公开 5aa6 aa7", [("GRANTED", "予以公开", "5aa|6|aa7")]),
        ("予以公开 5a.6", [("GRANTED", "予以公开", "5a.|6")]),
        ("予以公开 5（件）7", [("STRAY", "予以公开", "5"), ("STRAY", "（件）", "7")]),
        ("予以公开 5 a甲", [("STRAY", "予以公开", "5"), ("STRAY", "a", ""), ("STRAY", "甲", "")]),
        ("予以公开 5\n，部分公开 6", [("GRANTED", "予以公开", "5"), ("FURNITURE", "，", ""), ("PART", "部分公开", "6")]),
        ("予以公开 5 ((部分公开 )) 7", [("GRANTED", "予以公开", "5"), ("PART", "((部分公开 ))", "7")]),
        # what is left of the text
        ("予以公开 5 | 部分公开 7", [("GRANTED", "予以公开", "5"), ("FURNITURE", "|", ""), ("PART", "部分公开", "7")]),
        ("予以公开 5 ab 部分公开 7", [("GRANTED", "予以公开", "5"), ("STRAY", "ab", ""), ("PART", "部分公开", "7")]),
    ],
)
def test_marks_and_words_adjacent_to_labels_and_figures(text: str, wanted: list[Found]) -> None:
    assert rows(text) == wanted


# --- printed downwards --------------------------------------------------------------------------------------------------


def test_a_groups_label_that_is_printed_downwards_is_one() -> None:
    text = "三\n予以公开 1\n本\n年\n度\n部分公开 2\n办\n理\n结\n果\n"
    assert rows(text) == [
        ("GROUP_RESULTS", "三|本|年|度|办|理|结|果", ""),
        ("GRANTED", "予以公开", "1"),
        ("PART", "部分公开", "2"),
    ]
    assert rows(text, ALL - {"GROUP_RESULTS"})[0][0] == "STRAY"


DOWNWARDS = [("GROUP_RESULTS", "三|本|年|度|办|理|结|果", "")]


@pytest.mark.parametrize("others", range(5))
def test_other_letters_may_stand_alone_among_those_printed_downwards(others: int) -> None:
    text = "三\n予以公开 1\n本\n年\n度" + "\n甲" * others + "\n部分公开 2\n办\n理\n结\n果"
    assert rows(text)[:1] == DOWNWARDS


@pytest.mark.parametrize("printed", ["三本年度办", "本年度办理结", "三本年度理结果", "三年度办理果"])
def test_some_letters_may_be_missing_of_those_printed_downwards(printed: str) -> None:
    """The text may be cut off within the label, or a letter stand on the line of a page's number."""
    text = f"{printed[0]}\n予以公开 1\n" + "\n".join(printed[1:4]) + "\n部分公开 2\n" + "\n".join(printed[4:])
    assert rows(text)[0] == ("GROUP_RESULTS", "|".join(printed), "")


@pytest.mark.parametrize("printed", ["三本年度", "办理结果", "年本办度结理"])
def test_few_letters_or_in_another_order_are_no_label_printed_downwards(printed: str) -> None:
    text = "予以公开 1\n" + "\n".join(printed) + "\n部分公开 2\n甲\n乙"
    assert "GROUP_RESULTS" not in [kind for kind, _, _ in rows(text)]


@pytest.mark.parametrize("others", range(6, 11))
def test_more_letters_alone_than_any_label_has_are_not_examined(others: int) -> None:
    """Sixteen are examined, eight of them the label's."""
    text = "三\n予以公开 1\n本\n年\n度\n部分公开 2\n办\n理\n结\n果\n其他 3" + "\n甲" * others
    assert (rows(text)[:1] == DOWNWARDS) is (others < 9)


def test_only_the_label_of_a_group_is_printed_downwards() -> None:
    text = "自\n予以公开 1\n然\n人\n法\n人 5"
    assert rows(text) == [("STRAY", "自", ""), ("GRANTED", "予以公开", "1"), ("STRAY", "然|人|法|人", "5")]


def test_figures_behind_the_first_letter_of_such_a_label_are_not_within_it() -> None:
    text = "三 7\n予以公开 1\n本\n年\n度\n部分公开 2\n办\n理\n结\n果\n"
    assert rows(text)[0] == ("GROUP_RESULTS", "三|本|年|度|办|理|结|果", "7")


def test_a_few_letters_alone_are_no_label() -> None:
    short = Aligner(
        {"GROUP_ABC": "甲乙丙丁", "GROUP_ABCDE": "甲乙丙丁戊"}, {"GROUP_ABC": 0, "GROUP_ABCDE": 0, "": -9}, str, str, value_of
    )
    for letters, wanted in (("甲乙丙丁", None), ("甲乙丙丁戊", "GROUP_ABCDE"), ("甲乙丙丁己", None), ("己甲乙丙丁", None)):
        text = "\n部部 5\n".join(letters)
        found = short.rows(Row("UNMARKED", text, 0, [text]), {"GROUP_ABC", "GROUP_ABCDE"})
        assert [row.type for row in found if row.type.startswith("GROUP")] == [wanted] * (wanted is not None)


def test_letters_in_a_row_are_not_printed_downwards() -> None:
    assert rows("三本年度办理结果") == [("GROUP_RESULTS", "三本年度办理结果", "")]
    assert rows("三 本 年 度\n部分公开 2\n办理结果")[0][0] == "STRAY"


def test_all_places_of_a_row_are_its_own() -> None:
    """Every sign of the text that is no white space stands in one row, and in no more than one."""
    r = random.Random(5)
    words = [
        "予以公开",
        "部分公开",
        "其他",
        "注：表",
        "甲",
        "5",
        "12",
        ".5",
        "- 3 -",
        "（",
        "）",
        "|",
        "无",
        "1.总计",
        "ab",
        "\n",
        " ",
        "  ",
    ]
    for _ in range(300):
        text = "".join(r.choice(words) for _ in range(14))
        covered = [0] * len(text)
        for row in new_aligner().rows(Row("UNMARKED", text, 0, [text]), ALL):
            for a, b in row.row.cell_ranges():
                for at in range(a, b):
                    covered[at] += 1
        assert max(covered, default=0) <= 1, text
        assert not any(c.strip() and not n for c, n in zip(text, covered, strict=True)), text


def test_pairs_of_labels_are_found_in_either_order() -> None:
    labels = {"NEW": "本年新收", "GRANTED": "予以公开", "OTHER": "其他", "LAW": "法律禁止", "PART": "部分公开"}
    for one, two in itertools.permutations(labels, 2):
        if (one, two) != ("OTHER", "LAW"):
            text = f"{labels[one]}\n{labels[two]} 5"
            assert [kind for kind, _, _ in rows(text)] == [one, two]
