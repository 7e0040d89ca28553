"""Walk: the tree of a page → its lines and tables in order, what is hidden, and what of it has no letters.

Elements with lines of their own (p, div, td …) and br end a line; all others are part of one, and never make a space. White
space is joined as a browser joins it; a line end between two Chinese letters is nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gzparse.read.html_declared import (
    ADDED,
    CLASSED,
    DELETED,
    FORCED,
    HIDDEN,
    LINES,
    MOVED,
    NAMED,
    OPEN,
    OWN_LINE,
    PAINTED,
    PASSED_ON,
    RAISED,
    TAKEN_BACK,
    TURNED,
    UNSEEN,
)
from gzparse.read.html_elements import (
    ASIDE,
    BLOCKS,
    KEEP_LINES,
    MOST_COLUMNS,
    OF_A_TABLE,
    SPECIAL,
    UNSHOWN,
    span_of,
)
from gzparse.read.html_inline import OFTEN, Inline
from gzparse.read.html_styles import styles_of
from gzparse.read.html_tables import Grid, Item, PageCell, PageRow, PageTable, resolved
from gzparse.read.html_tree import too_many
from gzparse.spec.limits import Limits

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

Enter = Callable[["LexborNode", int], bool]
"""Enters an element at a depth; whether its children are to be walked through."""


class Walk(Inline):
    """What a walk through a page's tree has found: its lines and tables, and what is hidden, pictures among it.

    tables, rows, cells: how many have been met.
    """

    def __init__(self, limits: Limits, deadline: float | None = None, before: Walk | None = None) -> None:
        super().__init__(limits, deadline)
        self.rows = self.cells = 0
        if before is not None:  # through another piece of the same file
            self.tables, self.rows, self.cells, self.letters = before.tables, before.rows, before.cells, before.letters
        self._flows: list[list[Item]] = []
        self._figures: list[tuple[list[Item], int]] = []  # where lines go in each open figure, and how many came before it

    def through(self, tree: LexborHTMLParser, text: str) -> None:
        """Walk through a page's tree.

        Raises:
            LimitExceeded: it is larger or deeper than the limits allow, or takes too long.
        """
        node, depth, most = tree.root, 0, self.limits.depth
        styles = self.begin_painting(styles_of(tree, text))
        entering: dict[int, Enter | None] = {}
        leaving, add = self._leaving, self.add
        while node is not None:
            self.number += 1
            if not self.number % OFTEN:
                self._check_time()
            tag, child = node.tag_id, None
            if tag == 2:  # a text, in every document
                add(node.text_content or "")
            else:
                if tag not in entering:
                    entering[tag] = self._enter_of(node.tag or "")
                enter = entering[tag]
                flags = styles.get(node.mem_id, 0) if styles else 0
                if flags and self._is_left_out(node, depth, flags):
                    pass
                elif enter is None or enter(node, depth):
                    child = node.first_child
                    if flags & (ADDED | MOVED | TURNED | CLASSED):
                        self._note_style(node, depth, flags)
            if child is not None:
                node, depth = child, depth + 1
                if depth > most:
                    raise too_many("elements within each other", most, "depth")
                continue
            while node is not None:  # leave it, and the elements that end with it
                while leaving and leaving[-1][0] == depth:
                    leaving.pop()[1]()
                following = node.next if depth else None
                if following is not None or not depth:
                    node = following
                    break
                node, depth = node.parent, depth - 1
        self.end_line()

    def _enter_of(self, name: str) -> Enter | None:
        """Return what is done at the elements of a name; nothing at most inline elements."""
        if name in SPECIAL:
            return self._special(name)
        if name in BLOCKS:
            return self._block(name)
        if name in UNSHOWN:
            return self._unshown
        return {
            "table": self._table,
            "thead": self._group,
            "tbody": self._group,
            "tfoot": self._group,
            "tr": self._row,
            "td": self._cell,
            "th": self._cell,
            "br": self._break,
            "hr": self._break,
            "a": self._link,
            "sup": self._raised,
            "sub": self._raised,
            "small": self._raised,  # the mark of a note may be small and not raised
            "mn": self._raised,  # numbers of a formula: 10 with a small 2 is not 102
            **dict.fromkeys(("mfrac", "msqrt", "mroot", "menclose", "mtable"), self._formula),
            **dict.fromkeys(("annotation", "annotation-xml", "mphantom"), self._unshown),
            "rt": self._ruby,
            "del": self._deleted,
            "s": self._deleted,
            "strike": self._deleted,
            "script": self._script,
            "style": lambda node, depth: False,
            "head": lambda node, depth: False,
            "-comment": self._comment,
            "img": self._picture,
            "image": self._picture,
            "iframe": self._picture,
            "embed": self._picture,
            "object": self._picture,
            "input": self._field,
            "select": self._choice,
        }.get(name)

    # --- elements with lines of their own

    def _block(self, name: str) -> Enter:
        counts, paths, around, ends, leaving, end_line = (
            self.counts,
            self.paths,
            self.around,
            self.ends,
            self._leaving,
            self.end_line,
        )

        def leave() -> None:
            end_line()
            paths.pop()
            ends[around.pop()] = self.number

        def enter(node: LexborNode, depth: int) -> bool:
            end_line()
            count = counts[name] = counts.get(name, 0) + 1
            paths.append(f"{name}[{count}]")
            around.append(self.number)
            leaving.append((depth, leave))
            return True

        return enter

    def _special(self, name: str) -> Enter:
        """Return what is done at blocks that also change how their lines are read."""
        block = self._block(name)
        aside, keeps, caption = name in ASIDE, name in KEEP_LINES, name == "caption"
        figure, below = name == "figure", name == "figcaption"

        def leave() -> None:
            self.end_line()
            self.asides -= aside
            self.keeps -= keeps

        def leave_caption() -> None:
            self.end_line()
            self.flow = self._flows.pop()

        def leave_figure() -> None:
            self._figures.pop()

        def leave_caption_of_figure() -> None:
            """Put the caption of a figure before what it speaks of, wherever it is shown."""
            self.end_line()
            lines, self.flow = self.flow, self._flows.pop()
            flow, at = self._figures[-1] if self._figures else (self.flow, len(self.flow))
            if flow is self.flow:
                flow[at:at] = lines
            else:
                self.flow += lines

        def enter(node: LexborNode, depth: int) -> bool:
            if name == "dialog" and "open" not in node.attributes:
                return self._leave_out(node, "hidden", None)
            block(node, depth)
            self.asides += aside
            self.keeps += keeps
            self._leaving.append((depth, leave))
            if figure:
                self._figures.append((self.flow, len(self.flow)))
                self._leaving.append((depth, leave_figure))
            if below:
                self._flows.append(self.flow)
                self.flow = []
                self._leaving.append((depth, leave_caption_of_figure))
            if caption and self._open_tables:
                self._flows.append(self.flow)
                self.flow = self._open_tables[-1].captions
                self._leaving.append((depth, leave_caption))
            return True

        return enter

    def _break(self, node: LexborNode, depth: int) -> bool:
        self.end_line()
        return False

    def _table(self, node: LexborNode, depth: int) -> bool:
        self.end_line()
        self.tables += 1
        if self.tables > self.limits.tables:
            raise too_many("tables", self.limits.tables, "tables")
        self._check_time()
        self.open("")
        self._open_tables.append(PageTable(self.tables))
        self._leaving.append((depth, self._leave_table))
        return True

    def _leave_table(self) -> None:
        self.end_line()
        self.close()
        found = resolved(self._open_tables.pop(), self.limits)
        self.flow += found
        if self._open_cells and any(isinstance(item, Grid) for item in found):
            self._open_cells[-1].holds = True

    def _group(self, node: LexborNode, depth: int) -> bool:
        if self._open_tables:
            self._open_tables[-1].groups.append(node.tag or "")
            self.open("")
            self._leaving.append((depth, self.close))
        return True

    def _row(self, node: LexborNode, depth: int) -> bool:
        if not self._open_tables:
            return self._stray(depth)
        table = self._open_tables[-1]
        self.rows += 1
        if self.rows > self.limits.rows:
            raise too_many("rows in tables", self.limits.rows, "rows")
        table.seen += 1
        row = table.row = PageRow(len(table.groups) - 1, self.number)
        self.open("")

        def leave() -> None:
            self.close()
            row.last = self.number
            table.row = None
            if any(cell.items for cell in row.cells) or (node.attributes.get("height") or "").strip() != "0":
                table.rows.append(row)  # Word ends tables with a row without height that has no text, only widths

        self._leaving.append((depth, leave))
        return True

    def _cell(self, node: LexborNode, depth: int) -> bool:
        row = self._open_tables[-1].row if self._open_tables else None
        if row is None:
            return self._stray(depth)
        self.cells += 1
        if self.cells > self.limits.cells:
            raise too_many("cells in tables", self.limits.cells, "cells")
        self.end_line()
        row.seen += 1
        cell = self._cell_of(node, row)
        row.cells.append(cell)
        self._flows.append(self.flow)
        self.flow = cell.items
        self._open_cells.append(cell)
        self.open("")
        self._leaving.append((depth, self._leave_cell))
        return True

    def _stray(self, depth: int) -> bool:
        """Enter a row or cell that stands in no table, as in a drawing: its text never runs together with that of the next."""
        self.end_line()
        self._leaving.append((depth, self.end_line))
        return True

    def _leave_cell(self) -> None:
        self.end_line()
        self.close()
        self._open_cells.pop()
        self.flow = self._flows.pop()

    def _cell_of(self, node: LexborNode, row: PageRow) -> PageCell:
        attributes = node.attributes
        rowspan = span_of(attributes["rowspan"], 0) if "rowspan" in attributes else 1
        colspan = min(span_of(attributes["colspan"], 1), MOST_COLUMNS) if "colspan" in attributes else 1
        return PageCell(self._place_of_cell(row), rowspan, colspan)

    def _is_left_out(self, node: LexborNode, depth: int, flags: int) -> bool:
        """Do what an element's style says, and return whether its text is not shown."""
        name = node.tag or ""
        if flags & PASSED_ON and self.is_taken_back(node):
            flags &= ~UNSEEN
        elif flags & PASSED_ON:
            flags &= ~PASSED_ON
        if flags & HIDDEN or (flags & UNSEEN and name not in ("td", "th")):
            self._leave_out(node, "hidden", "hidden-text")
            return True
        if flags & (PAINTED | NAMED | PASSED_ON | TAKEN_BACK | OPEN):
            self.paint(node.mem_id, depth, flags)
        if flags & RAISED and name in ("span", "font", "a", "b", "i", "em", "small", "strong", "u"):
            self._raised(node, depth)
        if flags & (DELETED | UNSEEN) and name in ("td", "th"):
            self._unread_cell(node, flags)
            return True
        if flags & DELETED:
            self._leave_out(node, "deleted", "deleted-text")
            return True
        if flags & LINES:
            self.keeps += 1
            self._leaving.append((depth, self._leave_lines))
        if flags & OWN_LINE and name not in BLOCKS and name not in OF_A_TABLE:
            self.end_line()
            self._leaving.append((depth, self.end_line))
        return False

    def _note_style(self, node: LexborNode, depth: int, flags: int) -> None:
        """Do what an element's style says of the order of its text, and of what stands before and behind it."""
        if flags & (MOVED | TURNED | FORCED):
            self.note_order(node, flags)
        if flags & CLASSED:
            self.note_classes(node)
        if flags & ADDED:
            self.add_by_style(node, depth)

    def _leave_lines(self) -> None:
        self.keeps -= 1

    def _unread_cell(self, node: LexborNode, flags: int) -> None:
        """Leave out the text of a cell, and keep the cell: the others of its row stay in their columns."""
        row = self._open_tables[-1].row if self._open_tables else None
        self._leave_out(node, *(("hidden", "hidden-text") if flags & UNSEEN else ("deleted", "deleted-text")))
        if row is not None:
            row.cells.append(self._cell_of(node, row))
