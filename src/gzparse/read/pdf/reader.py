"""Reader: a PDF → a Document. Its steps are in the order in which they stand here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import define, field

from gzparse.errors import UnsupportedFormat
from gzparse.model.document import Document, Furniture, Note, Paragraph, Place, Table, Why, excerpt
from gzparse.read.pdf.budget import Budget
from gzparse.read.pdf.flow import Item, flow_of
from gzparse.read.pdf.frame import Frame
from gzparse.read.pdf.joining import Joined
from gzparse.read.pdf.lattice import lattices_of
from gzparse.read.pdf.letters import Letter, RawLetter, majority_turn, place_letter, without_repeats
from gzparse.read.pdf.lines import Line, joined_text, line_of, lines_in_order, lines_of
from gzparse.read.pdf.margins import PageContent, take_margins
from gzparse.read.pdf.opened import RawPage, raw_pages
from gzparse.read.pdf.remarks import note_remarks
from gzparse.read.pdf.struck import without_decoration, without_struck
from gzparse.read.pdf.tables import TableDraft, tables_of
from gzparse.read.sniff import Kind, is_of
from gzparse.spec.hooks import Reader
from gzparse.spec.limits import ReadOptions

_FEWEST_CELLS = 60
"""Tables with fewer cells in all are not those of a report: it is read as text."""
_FEW, _MOST = 0.05, 0.5
"""The shares of letters without Unicode from which on it is noted, and the file refused."""
_SCANNED = 0.9
_EXCERPT = 60
_APART = 0.3
"""In em: what is set aside has a place of its own beyond such a gap, for what is read may stand between."""
_WIDE, _LARGE = 0.4, 0.08
"""The share of the page's width and area from which on a picture may hold a table."""


@define(eq=False)
class _Found:
    """What is found on the pages besides what is read."""

    furniture: list[Furniture] = field(factory=list)
    hidden: list[Line] = field(factory=list)
    repeats: list[Line] = field(factory=list)
    struck: list[Line] = field(factory=list)
    notes: list[Note] = field(factory=list)


def read(data: bytes, name: str | None = None, options: ReadOptions | None = None) -> Document:
    """Return the document that a PDF holds.

    Raises:
        Encrypted, DamagedFile, LimitExceeded, MissingLibrary: see :func:`gzparse.read.pdf.opened.raw_pages`.
        UnsupportedFormat: it is a scan, or its letters have no meaning.
    """
    options = options or ReadOptions()
    subject = name or "The input"
    budget = Budget(options.limits, subject)
    budget.check_bytes(len(data))
    start = max(0, data[:1100].find(b"%PDF-"))
    pages = raw_pages(data[start:] if start else data, subject, options.password, budget)
    _refuse_scans(pages, subject)
    _refuse_meaningless(pages, subject)
    found = _Found()
    _note_file(data, pages, found)
    contents = [_content(page, found, budget) for page in pages]
    if sum(len(table.cells) for content in contents for table in content[0].tables) < _FEWEST_CELLS:
        contents = [(_as_lines(content, letters), letters) for content, letters in contents]
    sheets = [content for content, _ in contents]
    for page, sheet in zip(pages, sheets, strict=True):
        if page.remarks:
            found.notes += note_remarks(page.remarks, _reading_of(page)[0], sheet.tables, sheet.lines)
    margins = take_margins(sheets)
    for sheet in sheets:
        _take_overhang(sheet)
    items, joined = flow_of(sheets)
    return _document(items, joined, margins, found)


READER = Reader(
    name="pdf",
    fits=is_of(Kind.PDF),
    read=read,
    takes_options=True,
    reads="PDF with text in it; tables by their ruled lines, or as text where they have none",
)


def _refuse_scans(pages: Sequence[RawPage], subject: str) -> None:
    count = f"{len(pages)} page{'s' if len(pages) > 1 else ''}"
    what_to_do = "Recognize its text first (OCR), or ask the organ for the text or the original file."
    letters = [letter for page in pages for letter in page.letters]
    covered = sum(len(page.letters) if page.drawn.is_covered else sum(x.is_hidden for x in page.letters) for page in pages)
    if letters and covered < len(letters) * (_SCANNED if any(page.drawn.pictures for page in pages) else 1):
        return
    if any(page.drawn.pictures for page in pages):
        layer = " with a hidden layer of recognized text, which is not proven" if letters else ""
        raise UnsupportedFormat(f"{subject} is a PDF without text that is shown: a scan of {count}{layer}. {what_to_do}")
    if letters:
        raise UnsupportedFormat(f"{subject} is a PDF of {count} whose text is all hidden. {what_to_do}")
    raise UnsupportedFormat(
        f"{subject} is a PDF of {count} without text: it is empty, or its letters are drawn as shapes. {what_to_do}"
    )


def _refuse_meaningless(pages: Sequence[RawPage], subject: str) -> None:
    letters = [letter for page in pages for letter in page.letters if not letter.is_hidden]
    without = sum(not letter.has_meaning for letter in letters)
    if without > _MOST * len(letters):
        raise UnsupportedFormat(
            f"The letters of {subject} have no meaning: it is a PDF whose fonts do not say which letters {without} of its "
            f"{len(letters)} signs are. Recognize its text first (OCR), or ask the organ for the text or the original file."
        )


def _note_file(data: bytes, pages: Sequence[RawPage], found: _Found) -> None:
    if b"%%EOF" not in data[-4096:]:
        found.notes.append(Note("damaged-bytes", "the file has no end: it may be cut off"))
    letters = without = 0
    first: Place | None = None
    for page in pages:
        if page.is_damaged:
            found.notes.append(Note("damaged-bytes", f"page {page.number} cannot be read", Place(page=page.number)))
        for letter in page.letters:
            letters += 1
            if not letter.has_meaning:
                without += 1
                first = first or Place(page=page.number, box=_rounded(page.shown.box(letter.paint)))
    if without > _FEW * letters and first is not None:
        found.notes.append(Note("no-unicode", f"{without} of {letters} letters", first))


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    return round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)


def _content(page: RawPage, found: _Found, budget: Budget) -> tuple[PageContent, list[Letter]]:
    """Return the lines and tables of a page, and its letters in the order of the file."""
    where = f"page {page.number}"
    budget.check_time(where)
    shown = page.shown
    reading, turn = _reading_of(page)
    read, apart = _divided(page, turn)
    letters = [place_letter(letter, reading, shown) for letter in read]
    letters, again = without_repeats(letters)
    found.repeats += lines_in_order(again, page.number, _APART)
    _keep_apart(apart, page, reading, found)
    lines = [reading.box(line) for line in page.drawn.lines]
    lattices = lattices_of(without_decoration(letters, lines))
    letters, struck = without_struck(letters, lines, lattices)
    found.struck += lines_in_order(struck, page.number, _APART)
    boxes = [shown.box(reading.content_box(lattice.box)) for lattice in lattices]
    content = PageContent(page.number, round(reading.width, 1), reading.height)
    content.tables, outside = tables_of(lattices, letters, page.number, boxes)
    for table in content.tables:
        budget.add_table(len(table.cells), where)
    content.lines = lines_of(outside, page.number)
    _note_pictures(page, reading, letters, content, found)
    return content, letters


def _reading_of(page: RawPage) -> tuple[Frame, int]:
    """Return the frame in which most letters of a page are read, and its turn."""
    turn = majority_turn(letter for letter in page.letters if not letter.is_hidden)
    return Frame(turn, page.shown.left, page.shown.bottom, page.shown.right, page.shown.top), turn


def _divided(page: RawPage, turn: int) -> tuple[list[RawLetter], list[RawLetter]]:
    """Return the letters that are read, and the others: hidden, off the page, or turned otherwise than the text."""
    read: list[RawLetter] = []
    apart: list[RawLetter] = []
    for letter in page.letters:
        is_read = not letter.is_hidden and letter.turn == turn and _is_on_page(letter, page.shown)
        (read if is_read else apart).append(letter)
    return read, apart


def _is_on_page(letter: RawLetter, shown: Frame) -> bool:
    left, bottom, right, top = letter.paint
    return shown.left <= (left + right) / 2 <= shown.right and shown.bottom <= (bottom + top) / 2 <= shown.top


def _keep_apart(apart: Iterable[RawLetter], page: RawPage, reading: Frame, found: _Found) -> None:
    """Keep the letters that are not read as furniture."""
    hidden: list[Letter] = []
    turned: dict[int, list[Letter]] = {}
    for letter in apart:
        if letter.is_hidden or not _is_on_page(letter, page.shown):
            hidden.append(place_letter(letter, reading, page.shown))
        else:
            frame = Frame(max(letter.turn, 0), reading.left, reading.bottom, reading.right, reading.top)
            turned.setdefault(letter.turn, []).append(place_letter(letter, frame, page.shown))
    found.hidden += lines_in_order(hidden, page.number, _APART)
    for turn, letters in turned.items():
        lines = [line_of(letters, page.number)] if turn < 0 else lines_of(letters, page.number)  # aslant: as it was written
        found.furniture += [_furniture(line, "other") for line in lines]


def _furniture(line: Line, why: Why) -> Furniture:
    return Furniture(line.text, why, (line.piece,))


def _by_page(lines: Iterable[Line], why: Why) -> list[Furniture]:
    """Return one piece of furniture for the lines of each page, which are in the order of pages."""
    return [
        Furniture(text, why, pieces)
        for _, group in groupby(lines, key=lambda line: line.place.page)
        for text, pieces in (joined_text(group),)
    ]


def _note_pictures(page: RawPage, reading: Frame, letters: list[Letter], content: PageContent, found: _Found) -> None:
    """Note pictures that may hold a table: they are large, and no letter of the text stands on them."""
    for picture in page.drawn.pictures:
        left, top, right, bottom = reading.box(picture)
        width, height = right - left, bottom - top
        if width < _WIDE * reading.width or width * height < _LARGE * reading.width * reading.height:
            continue
        if not any(left <= letter.x <= right and top <= letter.y <= bottom for letter in letters):
            found.notes.append(Note("picture", "", Place(page=page.number, box=_rounded(page.shown.box(picture)))))
    for drawn in (*page.drawn.pictures, *page.drawn.shapes):
        for table in content.tables:
            table.note_picture(reading.box(drawn), Place(page=page.number, box=_rounded(page.shown.box(drawn))))


def _take_overhang(content: PageContent) -> None:
    """Give the last table of a page what overhangs it. That can be said only when page numbers are out of the way."""
    if not content.tables:
        return
    letters = [letter for line in content.lines for letter in line.letters]
    taken = content.tables[-1].take_overhang(letters, content.number)
    if taken:
        content.lines = lines_of([letter for letter in letters if id(letter) not in taken], content.number)


def _as_lines(content: PageContent, letters: list[Letter]) -> PageContent:
    """Return a page whose tables are read as lines of text, in the order of the file."""
    lines = lines_in_order(letters, content.number)
    return PageContent(content.number, content.width, content.height, lines, in_order=True)


def _document(items: Sequence[Item], joined: Joined, margins: Iterable[tuple[Line, Why]], found: _Found) -> Document:
    blocks: list[Paragraph | Table] = []
    notes = found.notes
    for item in items:
        if isinstance(item, TableDraft):
            notes += _notes_of(item, len(blocks), joined)
            blocks.append(item.table())
        else:
            blocks.append(Paragraph(*joined_text(item)))
    furniture = found.furniture
    furniture += [_furniture(line, why) for line, why in margins]
    furniture += [_furniture(line, "repeated-header") for line in joined.headers]
    furniture += [*_by_page(found.hidden, "hidden"), *_by_page(found.repeats, "other"), *_by_page(found.struck, "deleted")]
    for code, lines in (("hidden-text", found.hidden), ("double-struck", found.repeats), ("deleted-text", found.struck)):
        if lines:
            notes.append(Note(code, _excerpt(lines), lines[0].place))
    return Document(tuple(blocks), "pdf", tuple(furniture), tuple(notes), _title(furniture, blocks))


def _excerpt(lines: Sequence[Line]) -> str:
    return excerpt("".join(line.text for line in lines[:10]), _EXCERPT)


def _notes_of(table: TableDraft, index: int, joined: Joined) -> list[Note]:
    """Return what is to be said of a table; each note names it by its index among the blocks."""
    notes = [
        Note("cell-shape", cell.text[:_EXCERPT], _place(cell.lines, table), index) for cell in table.cells if not cell.fills
    ]
    notes += [Note("cell-shape", "a number runs over a line", place, index) for place in table.cut_digits]
    notes += [Note("picture", "", place, index) for place in table.pictures]
    notes += [Note("note-on-cell", text, place or Place(page=table.place.page), index) for place, text in table.remarks]
    cut = {id(cell) for cell in joined.rows}
    notes += [Note("row-cut", cell.text[:_EXCERPT], _place(cell.lines, table)) for cell in table.cells if id(cell) in cut]
    return notes


def _place(lines: Sequence[Line], table: TableDraft) -> Place:
    return lines[0].place if lines else table.place


def _title(furniture: Iterable[Furniture], blocks: Sequence[Paragraph | Table]) -> str | None:
    """Return the running head if it is a title that stands nowhere else."""
    front = "".join(block.text for block in blocks[:8] if isinstance(block, Paragraph))
    for item in furniture:
        if item.why == "running-head" and "报告" in item.text and "".join(item.text.split()) not in "".join(front.split()):
            return item.text
    return None
