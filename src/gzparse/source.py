"""Read: bytes or text → :class:`Source`, the text that every later step looks at and every origin points into."""

from __future__ import annotations

import bisect
import re
import unicodedata
from functools import cache

from attrs import field, frozen

from gzparse.data import Data
from gzparse.errors import DecodeError, UnsupportedFormat

# What may end a line, and what may stand for a space, in text copied from pages and documents. Each is one character and
# is looked at as "\n" or " ", so that offsets stay those of the text as given.
_LINE_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_SPACES = (
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    "\u200b\u200c\u200d\u2060\ufeff\xad"
)
# Lines drawn around cells, and the bars and dashes that they are looked at as.
_DRAWN = {
    **dict.fromkeys(range(9472, 9600), "+"),
    **{ord(c): "|" for c in "｜│┃┆┇┊┋║¦"},
    **{ord(c): "-" for c in "─━┄┅┈┉═"},
}
_DRAWN_MOSTLY = ("｜", "│", "┃", "║", "¦", "─", "━", "═")  # no table is drawn without one of these

# The form's letters, each before the traditional ones and variants that are looked at as it. No others: what they are printed
# with is given as printed, so that only labels, headings and units need to be known.
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
"""Letters and the form's own that they are looked at as: traditional ones, and radicals that NFKC leaves as they are."""
# No page has such letters throughout and none of these: some that its headings, dates or organ cannot do without.
_UNUSUAL = "況項總⾏⼯⽇⽉⺠\uf98e\ufa08"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ"
_TONES = "ùàèìīéǒ"  # no page with glosses has none of these
# Pinyin in brackets behind a letter, as in 數(shù)據(jù): with a tone, since (km) may be something else.
_GLOSS = rf"(?i)(?<=[\u3400-\u9fff])[(（](?=[^()（）]{{0,6}}[{_TONED}])[a-zɑɡü{_TONED}]{{1,7}}[)）]"

_HTML = r"(?i:<(?:!doctype\s+html|!--|\?xml|html|head|body|meta|title|table|tbody|tr|div|span|p|section|article)\b)"
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, such as a Word document (DOCX)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document (DOC, XLS)"),
    (b"{\\rtf", "a rich-text document (RTF)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
)
_WHAT_TO_DO = "Extract its text first (for a table, keep one row a line and its cells apart with tabs), then parse that text."
# Words that no annual report does without: they tell Chinese text from bytes that merely decode.
_FAMILIAR = ("政府", "公开", "信息")


@frozen(repr=False, eq=False)
class Span(Data):
    """A place in the source text: ``text[start:end]``; ``line`` and ``column`` (from 1) tell where it starts."""

    start: int
    end: int
    line: int
    column: int


@frozen(eq=False)
class Source:
    """The text of one report as given, and the same text with spaces, line ends and variants of letters looked at alike."""

    name: str | None
    text: str = field(repr=False)
    scan: str = field(repr=False)
    encoding: str | None = None

    def span(self, start: int, end: int) -> Span:
        """Give the place of ``text[start:end]``; lines end at LF, CR LF and CR, as in editors."""
        starts = line_starts(self.text)
        line = bisect.bisect_right(starts, start)
        return Span(start, end, line, start - starts[line - 1] + 1)

    def excerpt(self, span: Span, width: int = 60) -> str:
        """Give the line of a place and, below it, carets under the place; wide characters count as two columns."""
        starts = line_starts(self.text)
        line_start = starts[span.line - 1]
        line_end = starts[span.line] if span.line < len(starts) else len(self.text)
        line = self.text[line_start:line_end].rstrip("\r\n")
        first = max(0, span.start - line_start - width // 2)
        shown = line[first : first + width]
        at = span.start - line_start - first
        marked = shown[at : max(at + 1, span.end - line_start - first)]
        flat = "".join(" " if c.isspace() or unicodedata.category(c)[0] == "C" else c for c in shown)
        lead = "…" if first else ""
        tail = "…" if first + width < len(line) else ""
        return f"{lead}{flat}{tail}\n{' ' * display_width(lead + flat[:at])}{'^' * max(1, display_width(marked))}"


_starts_memo: tuple[str, list[int]] = ("", [0])


def line_starts(text: str) -> list[int]:
    """Give the offset at which each line of the text begins."""
    global _starts_memo
    memo = _starts_memo
    if memo[0] is not text:
        memo = (text, [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", text))])
        _starts_memo = memo
    return memo[1]


def repeats_lines(scan: str) -> bool:
    """Tell whether a line of words stands twice in a text.

    None does where repeated lines were removed from it, and the form itself repeats its headers: 信息内容 stands in each
    block of section two.
    """
    lines = [line for part in scan.split("\n") if re.search(r"[^\W\d]", line := " ".join(part.split()))]
    return len(set(lines)) < len(lines)


def fills_its_line(scan: str, start: int, end: int) -> bool:
    """Tell whether a stretch of a text is all that stands on one line."""
    stop = scan.find("\n", end)
    around = scan[scan.rfind("\n", 0, start) + 1 : start] + scan[end : stop if stop >= 0 else len(scan)]
    return "\n" not in scan[start:end] and not around.strip()


def display_width(text: str) -> int:
    """Give the columns that a text takes on a terminal: East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def read(data: str | bytes, name: str | None = None) -> Source:
    """Decode what was given and prepare it for scanning.

    Raises:
        DecodeError: the bytes are no text in UTF-8, UTF-16 or GB18030.
        UnsupportedFormat: the first bytes are those of HTML, DOCX, PDF or another format that is not plain text.
    """
    encoding = None
    if isinstance(data, str):
        text = data
    else:
        text, encoding = _decode(data, name)
    opening = text[:1_000].lstrip("\ufeff \t\r\n")
    if opening.startswith("<") and (m := re.match(_HTML, opening)) is not None:
        raise UnsupportedFormat(
            f"{_subject(name)} is HTML (it begins with {m.group()!r}), which is not read yet. {_WHAT_TO_DO}"
        )
    return Source(name, text, _scannable(text), encoding)


def _scannable(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", " \n")
    if "\f" in text:  # beside a line end, a page break is no blank line
        text = text.replace("\n\f", "\n ").replace("\f\n", " \n")
    for c in _LINE_ENDS:
        if c in text:
            text = text.replace(c, "\n")
    for c in _SPACES:
        if c in text:
            text = text.replace(c, " ")
    for c in _DRAWN_MOSTLY:
        if c in text:
            text = text.translate(_DRAWN)
            break
    for c in _UNUSUAL:
        if c in text:
            text = plain_letters(text)
            break
    for c in _TONES:
        if c in text:
            text = blank_glosses(text)
            break
    return text


def plain_letters(text: str) -> str:
    """Look at traditional letters, Kangxi radicals and compatibility ideographs as the form's own: each is one letter."""
    return text.translate(_plain_letters())


def blank_glosses(text: str) -> str:
    """Put spaces, as many as there are letters, in the place of pinyin in brackets behind a letter."""
    return re.sub(_GLOSS, lambda gloss: " " * len(gloss.group()), text)


def gloss_end(text: str, at: int) -> int:
    """Give where the gloss ends that begins at an offset; the offset itself where there is none."""
    if text[at : at + 1] not in ("(", "（"):
        return at
    gloss = re.compile(_GLOSS).match(text, at)
    return at if gloss is None else gloss.end()


@cache
def _plain_letters() -> dict[int, str]:
    plain = dict(SIMPLIFIED)
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)):
        letter = unicodedata.normalize("NFKC", chr(code))
        if len(letter) == 1 and letter != chr(code):
            plain[code] = SIMPLIFIED.get(ord(letter), letter)
    return plain


def _subject(name: str | None) -> str:
    return name if name else "The input"


def _decode(data: bytes, name: str | None) -> tuple[str, str]:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnsupportedFormat(f"{_subject(name)} is {what}, which is not read yet. {_WHAT_TO_DO}")
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _undecodable(data, name, encoding, error) from None
    if b"\0" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if any(word in text for word in _FAMILIAR):
                return text, encoding
        raise DecodeError(f"{_subject(name)} is a binary file: a NUL byte stands at offset {data.index(0)}. {_WHAT_TO_DO}")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        utf8_error = error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        # The encoding that goes on for longer is the one that was meant.
        encoding, worst = max((("utf-8", utf8_error), ("gb18030", error)), key=lambda pair: pair[1].start)
        raise _undecodable(data, name, encoding, worst) from None
    mostly_utf8 = data.decode("utf-8", "replace")
    if any(word in mostly_utf8 for word in _FAMILIAR) and not any(word in text for word in _FAMILIAR):
        raise _undecodable(data, name, "utf-8", utf8_error)
    return text, "gb18030"


def _undecodable(data: bytes, name: str | None, encoding: str, error: UnicodeDecodeError) -> DecodeError:
    line = data.count(b"\n", 0, error.start) + 1
    return DecodeError(
        f"{_subject(name)} is not text in UTF-8, UTF-16 or GB18030: read as {encoding.removesuffix('-sig').upper()}, "
        f"byte {error.start} (line {line}) is 0x{data[error.start]:02x}, which cannot stand there. "
        "Save the file again in UTF-8, or pass its text decoded."
    )
