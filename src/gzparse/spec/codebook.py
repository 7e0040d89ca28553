"""A codebook as a form hands it in: what each of its figures is called, and with what it may be compared."""

from __future__ import annotations

from attrs import frozen

from gzparse.model.data import Data


@frozen(repr=False, eq=False)
class CodebookEntry(Data):
    """What a figure is, for those who work with tables of many reports.

    path: its path in the record. code: a short stable name, at most 12 of ``[a-z0-9_]``. label_zh: the official label, row and
    column. label_en: the same in English. section, row, column: the table's name, the row's path and the column's name in the
    record. kind: ``"count"``, ``"amount"`` (decimals), ``"change"`` (signed) or ``"text"``. unit: the form's unit, empty where
    it prescribes none. editions: those that prescribe the figure; it may be compared between them. same_as: the figure or sum
    of figures of another edition that counts the same, in codes; empty where there is none. note: with what it must not be
    compared, and why, in English and in Chinese. identities: the sums of the form in which it stands, in codes, each with the
    code of the finding that reports it broken.
    """

    path: str
    code: str
    label_zh: str
    label_en: str
    section: str
    row: str
    column: str
    kind: str
    unit: str
    editions: tuple[str, ...] = ()
    same_as: str = ""
    note: str = ""
    identities: tuple[str, ...] = ()
