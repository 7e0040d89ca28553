"""Normalize letters: text → text of the same length, with variants, spaces, line ends, markup and drawn lines made alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from gzparse.model.markup import (
    LOST_SIGNS,
    ZERO_WIDTH,
    without_invisible,
    without_lost_spaces,
    without_markup,
    without_words_for_nothing,
)
from gzparse.model.patterns import on_use

# What may end a line, and what may stand for a space, in text copied from pages and documents. Each is one character and
# becomes "\n" or " ", so that offsets stay those of the text as given.
_LINE_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_SPACES = "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_MARKUP = "<&*_`$[\\"  # a text with markup has one of these
# Lines drawn around cells, and the bars and dashes that they become.
_DRAWN = {
    **dict.fromkeys(range(9472, 9600), "+"),
    **{ord(c): "|" for c in "｜│┃┆┇┊┋║¦"},
    **{ord(c): "-" for c in "─━┄┅┈┉═"},
}
_DRAWN_MOSTLY = ("｜", "│", "┃", "║", "¦", "─", "━", "═")  # no table is drawn without one of these

# The form's letters, each followed by its traditional forms and variants. Others are not needed: titles, prose and figures are
# given as printed, so only labels, headings and units must be recognized.
_VARIANTS = (
    "万萬 业業 个個箇 为為爲 举舉擧 乡鄉鄊 于於 亿億 会會 体體軆 关關関 内內 决決 况況 减減 制製 办辦 务務 动動 区區 单單 "
    "厅廳 县縣 发發 只隻祇衹 后後 团團 国國囯 图圖 增増 处處処 复復複覆 它牠 审審 对對 属屬 应應 废廢 开開 强強 当當 总總縂 "
    "执執 护護 报報 据據 收収 效効 数數 无無 机機 权權 条條 构構 查査 步歩 没沒 现現 确確 秘祕 稳穩 类類 系係繫 "
    "纠糾 纳納 组組 织織 经經 结結 继繼 续續 维維 缴繳 罚罰 范範 获獲 补補 见見 规規 计計 认認 议議 许許 讼訟 "
    "访訪 诉訴 询詢 该該 说說説 请請 购購 费費 转轉 过過 这這 进進 采採 镇鎮鎭 问問 队隊 难難 页頁 项項 题題 额額 "
    "馆館舘"
)
_RADICALS = (
    "⺟母 ⺠民 ⺩王 ⺬示 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻢马 ⻣骨 "
    "⻥鱼 ⻦鸟 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙 ⻳龟"
)
SIMPLIFIED = {
    **{ord(variant): letters[0] for letters in _VARIANTS.split() for variant in letters[1:]},
    **{ord(pair[0]): pair[1] for pair in _RADICALS.split()},
}
"""Letters → the form's own: traditional ones, and radicals that NFKC leaves as they are."""
# Letters that headings, dates and names of organs need: a page in traditional letters or radicals has one of these.
_UNUSUAL = "況項總⾏⼯⽇⽉⺠\uf98e\ufa08"
# Words of the form in another spelling, which is the same word wherever it stands, and the form's own, letter for letter.
_SPELLINGS = {"其它": "其他", "部份": "部分", "制做": "制作"}
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ"
_TONED_LETTERS = {*_TONED, *_TONED.upper()}
_TONES = "áàéèíìóòúù"  # a page with pinyin annotations has one of these
# Pinyin in brackets behind a letter, as in 數(shù)據(jù): with a tone, since (km) may be something else.
# A tool that annotates a page again doubles them.
_HAN = "[\u3400-\u9fff]"
_TONED_SYLLABLE = rf"[(（](?=[^()（）]{{0,6}}[{_TONED}])[a-zɑɡü{_TONED}]{{1,7}}[)）]"
_ANNOTATION = rf"(?i)(?<={_HAN}){_TONED_SYLLABLE}(?:{_TONED_SYLLABLE})*"
# A syllable of pinyin without a tone, as in 數(shu)據(ju). It may be something else too: 面積(mu).
_INITIAL = "(?:[zcs]h|[b-df-hj-np-tw-z])?"
_FINAL = "(?:i?ang|i?ong|uang|eng|ing|i?an|uan|en|in|un|ia|iao|ie|iu|ua|uo|uai|ui|üe|ue|ve|ai|ei|ao|ou|er|[aoeiuüv])"
_PLAIN_SYLLABLE = rf"[(（]{_INITIAL}{_FINAL}[)）]"
_PLAIN = rf"(?<={_HAN}){_PLAIN_SYLLABLE}(?:{_PLAIN_SYLLABLE})*"
_PLAIN_ENDS = ("g)", "i)", "u)", "n)", "g）", "i）", "u）", "n）")  # a page with such annotations has one of these
_FEWEST_LETTERS = 3
"""So many different letters have an annotation without tone, some of them more than once, where it is no other note."""


def normalized(text: str) -> str:
    """Return the text with spaces, line ends, drawn lines, markup and variants of letters made alike, offsets kept."""
    for spelling in words_in(text, _SPELLINGS):
        text = text.replace(spelling, _SPELLINGS[spelling])
    signs = _signs(text)
    if not signs:
        return text
    if "\r" in signs:
        text = text.replace("\r\n", " \n")
    if "\f" in signs:  # next to a line end, a page break does not make a blank line
        text = text.replace("\n\f", "\n ").replace("\f\n", " \n")
    if not signs.isdisjoint(_MARKUP):
        text = without_markup(text)
        signs = _signs(text)
    for c in signs.intersection(_LINE_ENDS):
        text = text.replace(c, "\n")
    for c in signs.intersection(_SPACES):
        text = text.replace(c, " ")
    for some, step in _STEPS:
        if not signs.isdisjoint(some):
            text = step(text)
    return text


def words_in(text: str, words: Iterable[str]) -> list[str]:
    """Return those of some words that stand in a text.

    A single letter is found in a fraction of the time that a word takes, and most texts lack one of a rare word's.
    """
    return [word for word in words if word[-1] in text and word[0] in text and word in text]


def _signs(text: str) -> set[str]:
    """Return the characters of a text for which a step may be needed: few pages have any."""
    latin = text.encode("latin-1", "ignore").translate(None, _COMMON_LATIN)
    beyond = _SOME_BEYOND_LATIN.search(text) is not None  # most pages have none of them
    return {*latin.decode("latin-1"), *([c for c in _BEYOND_LATIN if c in text] if beyond else ())}


def _drawn(text: str) -> str:
    return text.translate(_DRAWN)


def plain_letters(text: str) -> str:
    """Replace traditional letters, Kangxi radicals and compatibility ideographs by the form's own, letter for letter."""
    return _plain_letters().of(text)


def blank_annotations(text: str) -> str:
    """Replace pinyin in brackets behind a letter by as many spaces."""
    if ("(" not in text and "（" not in text) or _TONED_LETTERS.isdisjoint(text):
        return text
    return re.sub(_ANNOTATION, lambda annotation: " " * len(annotation.group()), text)


def _blank_plain_annotations(text: str) -> str:
    """Replace pinyin without tones by spaces where the page has it regularly: a letter's annotation is the same each time."""
    if not any(end in text for end in _PLAIN_ENDS):
        return text
    of_letter: dict[str, list[str]] = {}
    for found in re.finditer(_PLAIN, text):
        of_letter.setdefault(text[found.start() - 1], []).append(re.split("[)）]", found.group())[0][1:])
    again = [each for each in of_letter.values() if len(each) > 1]
    if len(of_letter) < _FEWEST_LETTERS or not again or 2 * sum(len(set(each)) == 1 for each in again) <= len(again):
        return text
    return re.sub(_PLAIN, lambda annotation: " " * len(annotation.group()), text)


def annotation_end(text: str, normalized: str, at: int) -> int:
    """Return where the pinyin annotation ends that begins at an offset and is blank in the normalized text, or the offset."""
    if text[at : at + 1] not in ("(", "（") or normalized[at] != " ":
        return at
    annotation = re.compile(_ANNOTATION).match(text, at) or re.compile(_PLAIN).match(text, at)
    return at if annotation is None else annotation.end()


_STEPS: tuple[tuple[Iterable[str], Callable[[str], str]], ...] = (
    (ZERO_WIDTH, without_invisible),
    ("Nn", without_words_for_nothing),
    (_DRAWN_MOSTLY, _drawn),
    (LOST_SIGNS, without_lost_spaces),
    (_UNUSUAL, plain_letters),
    (_TONES, blank_annotations),
    ("giun", _blank_plain_annotations),
)
"""What a text may need, each with the signs of which it then has one."""
_SIGNS = f"\r{_LINE_ENDS}{_SPACES}{_MARKUP}" + "".join("".join(signs) for signs, _ in _STEPS)
_COMMON_LATIN = bytes(c for c in range(256) if chr(c) not in _SIGNS)
_BEYOND_LATIN = "".join(c for c in _SIGNS if c > "\xff")
_SOME_BEYOND_LATIN = on_use(f"[{_BEYOND_LATIN}]")


class Replaced:
    """Letters and what each of them becomes. ``str.translate`` looks up every letter of a text; here a search finds the few."""

    def __init__(self, letters: Mapping[int, int | str | None]) -> None:
        """Take them as ``str.translate`` does."""
        self._becomes = {
            chr(letter): "" if other is None else chr(other) if isinstance(other, int) else other
            for letter, other in letters.items()
        }
        self._search = on_use(f"[{''.join(map(re.escape, self._becomes))}]")

    def of(self, text: str) -> str:
        """Return a text with its letters replaced."""
        return self._search.sub(self._other, text)

    def _other(self, found: re.Match[str]) -> str:
        return self._becomes[found[0]]


@cache
def plain_alternatives() -> dict[int, str]:
    """Return the letters that are replaced by the form's own, with these."""
    plain = dict(SIMPLIFIED)
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)):
        letter = unicodedata.normalize("NFKC", chr(code))
        if len(letter) == 1 and letter != chr(code):
            plain[code] = SIMPLIFIED.get(ord(letter), letter)
    return plain


@cache
def _plain_letters() -> Replaced:
    return Replaced(plain_alternatives())
