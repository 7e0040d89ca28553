"""The documentation of alternatives, made from the catalogue: ``python -m gzparse.output.alternatives_page docs`` writes it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from gzparse.form.alternatives.accounts import EVERY_ROW, Alternative
from gzparse.form.alternatives.catalogue import CATALOGUE, OF_LAYOUTS
from gzparse.model.codes import LANGUAGES, Language
from gzparse.model.grid import RowKind
from gzparse.output.pages import write_pages

__all__ = ["alternatives_page", "built_in_alternatives", "main"]

_HEAD: dict[Language, str] = {
    "en": """\
# Alternatives

<!-- Made from the catalogue by `python -m gzparse.output.alternatives_page docs`. -->

Printed text has one *account* or several: which printed item is which column's figure, which columns are blank, which are
lost. The plain account is the one without mishap. An *alternative* is a mishap that happens to pages; where a page shows its
*sign*, it adds accounts. *Evidence* refutes some. A figure is given where all accounts that are left agree on it; the others
are withheld, and a finding names the alternative. An alternative can only take away.

`gzparse explain FILE PATH --trace` prints the accounts of a figure's row, and what became of them. Each alternative has a page
that it exists for, and one that it must leave alone, in `tests/pages`. What it *accepts* are the pages that it reads wrongly or
withholds in vain: nobody likes to hear them, so they stand here.

""",
    "zh": """\
# 另一种可能一览

<!-- 由登记表生成：`python -m gzparse.output.alternatives_page docs`。 -->

原文有一种或几种读法（account）：哪个数字属于哪一列，哪几列为空白，哪几列丢失。按原样的读法不假设任何差错。\
“另一种可能”（alternative）是原文常见的一种差错；页面上出现其迹象（sign）时，就多出几种读法，有的可由证据排除。\
不能排除的各种读法都一致的数字才采用，其余不予采用，并提示是哪一种可能。任何一种可能只会减少采用的数字，不会增加。

`gzparse explain 文件 路径 --trace` 列出某一数据所在行的各种读法及其结果。\
每一种可能在 `tests/pages` 中都有一个应当触发的页面和一个不应触发的页面。\
“不及之处”列出会读错或误不采用的情形：没有人爱听，因此写在这里。

""",
}
_WORDS: dict[str, tuple[str, str]] = {
    "sign": ("sign", "迹象"),
    "refuted": ("refuted if", "可排除的证据"),
    "rows": ("rows", "适用的行"),
    "tables": ("tables", "适用的表"),
    "pages": ("pages", "页面"),
    "accepts": ("accepts", "不及之处"),
    "sums": ("with sums in their rows", "行内有合计的表"),
    "no_sums": ("without sums in their rows", "行内无合计的表"),
    "example": ("`{}`; left alone: `{}`", "`{}`；不应触发：`{}`"),
    "colon": (": ", "："),
    "between": ("; ", "；"),
}
_ROWS: dict[str, tuple[str, str]] = {
    RowKind.TABLE_ROW: ("rows whose cells and ends are marked", "单元格和行尾均有标记的行"),
    RowKind.CELL_RUN: ("runs of cells", "只有单元格标记的行"),
    RowKind.LINE_RUN: ("runs of lines, where blanks are not preserved", "一格一行、空白未保留的行"),
    RowKind.TEXT: ("text without marks", "没有标记的文字"),
}


def alternatives_page(language: Language) -> str:
    """Return the page that lists the alternatives that come with gzparse, in English or Chinese."""
    at = LANGUAGES.index(language)
    return _HEAD[language] + "\n".join("".join(_entry(one, at)) for one in built_in_alternatives())


def built_in_alternatives() -> tuple[Alternative, ...]:
    """Return the alternatives that come with gzparse: those of all tables, then those of its forms."""
    from gzparse.parser import FORMS

    own = (table for form in FORMS if form.is_there for table in form.load().specs.values())
    return (*CATALOGUE, *OF_LAYOUTS, *(one for table in own for one in table.alternatives))


def _entry(one: Alternative, at: int) -> Iterator[str]:
    yield f"## `{one.name}`\n\n{one.supposes[at][:1].upper()}{one.supposes[at][1:]}{'。' if at else '.'}\n\n"
    between = _WORDS["between"][at]
    lines = {
        "sign": one.sign[at],
        "refuted": between.join(f"{evidence.says[at]} (`{evidence.name}`)" for evidence in one.refuted_by),
        "rows": between.join(says[at] for kind, says in _ROWS.items() if kind in one.kinds) if one.kinds != EVERY_ROW else "",
        "tables": "" if one.sums is None else _WORDS["sums" if one.sums else "no_sums"][at],
        "pages": _WORDS["example"][at].format(one.example, one.near_miss),
        "accepts": one.accepts[at],
    }
    for name, said in lines.items():
        if said:
            yield f"* {_WORDS[name][at]}{_WORDS['colon'][at]}{said}\n"


def main(arguments: Sequence[str]) -> int:
    """Write ``en/alternatives.md`` and ``zh/alternatives.md`` into a folder."""
    return write_pages(arguments, "alternatives", alternatives_page)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
