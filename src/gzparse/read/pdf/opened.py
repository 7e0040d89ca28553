"""Opened: the bytes of a PDF → what pdfium finds on each page. One thread at a time: pdfium is not safe for more."""

from __future__ import annotations

import importlib
import threading
from typing import Any

from attrs import define, field

from gzparse.errors import DamagedFile, Encrypted, MissingLibrary
from gzparse.read.pdf.budget import Budget
from gzparse.read.pdf.fonts import same_fonts
from gzparse.read.pdf.frame import Frame
from gzparse.read.pdf.guard import check_forms, check_streams
from gzparse.read.pdf.layers import layers_that_are_off
from gzparse.read.pdf.letters import RawLetter, raw_letters
from gzparse.read.pdf.remarks import Remark, remarks_on
from gzparse.read.pdf.rulings import Drawn, drawn_on
from gzparse.read.pdf.seen import mark_layers_off, mark_unseen

_LOCK = threading.Lock()
_PASSWORD, _SECURITY = 4, 5
_FREE_TEXT, _STAMP, _WIDGET = 3, 13, 20
_PAINTED_ANNOTATIONS = (_FREE_TEXT, _STAMP, _WIDGET)


@define(eq=False)
class RawPage:
    """A page as pdfium gives it: its number from 1, its frame as shown, its letters, what is drawn on it, and annotations."""

    number: int
    shown: Frame
    letters: list[RawLetter]
    drawn: Drawn
    is_damaged: bool = False
    remarks: list[Remark] = field(factory=list)


def raw_pages(data: bytes, subject: str, password: str | None, budget: Budget) -> list[RawPage]:
    """Return the pages of a PDF.

    Raises:
        Encrypted: the file asks for a password, and the one given does not open it.
        DamagedFile: pdfium cannot open it.
        LimitExceeded: it has more pages or letters, or takes longer, than the limits allow.
        MissingLibrary: pypdfium2 is not installed.
    """
    try:
        importlib.import_module("pypdfium2")
        raw: Any = importlib.import_module("pypdfium2.raw")
    except ImportError:
        raise MissingLibrary(
            f"{subject} is a PDF, which is read with the library pypdfium2, and that is not installed. "
            "Install it: pip install 'gzparse[pdf]'."
        ) from None
    check_streams(data, budget)
    with _LOCK, same_fonts(raw):
        document = raw.FPDF_LoadMemDocument64(data, len(data), _password(password))
        if not document:
            raise _not_opened(raw.FPDF_GetLastError(), subject, password)
        try:
            count = raw.FPDF_GetPageCount(document)
            if count < 1:
                raise DamagedFile(f"{subject} is a PDF without pages: it is cut off or damaged. Fetch the file again.")
            budget.check_pages(count)
            check_forms(data, subject, password, count, budget)
            pages = []
            for index in range(count):
                where = f"page {index + 1} of {count}"
                budget.check_time(where)
                pages.append(_page(raw, document, index, budget, where))
                budget.add_letters(len(pages[-1].letters), where)
            if any(ink.layer is not None for page in pages for ink in page.drawn.inks.values()):
                off = layers_that_are_off(data, password)
                for page in pages if off else ():
                    mark_layers_off(page.letters, page.drawn, off)
            return pages
        finally:
            raw.FPDF_CloseDocument(document)


def _password(password: str | None) -> bytes | None:
    return None if password is None else password.encode("utf-8", "surrogateescape").split(b"\0")[0]


def _not_opened(code: int, subject: str, password: str | None) -> Exception:
    if code == _PASSWORD:
        if password is None:
            return Encrypted(
                f"{subject} is a PDF that asks for a password (its user password) and was opened without one. "
                "Pass the password in the options, or ask for a copy without one."
            )
        return Encrypted(f"{subject} is a PDF that asks for a password, and the password given does not open it.")
    if code == _SECURITY:
        return Encrypted(
            f"{subject} is a PDF encrypted by a method that is not supported, such as a certificate. Ask for a copy without it."
        )
    return DamagedFile(f"{subject} begins as a PDF and cannot be opened: it is cut off or damaged. Fetch the file again.")


def _page(raw: Any, document: Any, index: int, budget: Budget, where: str) -> RawPage:
    page = raw.FPDF_LoadPage(document, index)
    remarks = remarks_on(raw, page) if page else []
    if page and _shows_annotations(raw, page) and raw.FPDFPage_Flatten(page, 0) == 1:
        raw.FPDF_ClosePage(page)  # what fields of forms show is content only when the page is loaded again
        page = raw.FPDF_LoadPage(document, index)
    if not page:
        return RawPage(index + 1, Frame(0, 0.0, 0.0, 0.0, 0.0), [], Drawn(), True)
    try:
        shown = _frame(raw, page)
        textpage = raw.FPDFText_LoadPage(page)
        if not textpage:
            return RawPage(index + 1, shown, [], Drawn(), True)
        try:
            letters = raw_letters(raw, textpage)
        finally:
            raw.FPDFText_ClosePage(textpage)
        drawn = drawn_on(raw, page, shown, budget, where)
        mark_unseen(letters, drawn)
        # pdfium sorts text objects that stand on one line; the order of the file is what tables without lines are read by.
        letters.sort(key=lambda letter: drawn.texts.get(letter.address, len(drawn.texts)))
        return RawPage(index + 1, shown, letters, drawn, remarks=remarks)
    finally:
        raw.FPDF_ClosePage(page)


def _frame(raw: Any, page: Any) -> Frame:
    rect = raw.FS_RECTF()
    quarter = raw.FPDFPage_GetRotation(page) % 4
    if raw.FPDF_GetPageBoundingBox(page, rect):
        return Frame(quarter, rect.left, rect.bottom, rect.right, rect.top)
    return Frame(quarter, 0.0, 0.0, 595.0, 842.0)


def _shows_annotations(raw: Any, page: Any) -> bool:
    count = min(max(0, raw.FPDFPage_GetAnnotCount(page)), 1_000)
    for index in range(count):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in _PAINTED_ANNOTATIONS:
            return True
    return False
