"""Elements of Word documents: which hold no text, which are formulas, and what some of them are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzparse.read.docx_looks import W
from gzparse.read.docx_styles import value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["FORMULAS", "MC", "SKIPPED", "chosen_of", "is_contents", "is_in_line"]

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SKIPPED = ("rPr", "pPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "fldData", "rubyPr", "smartTagPr", "customXmlPr")
FORMULAS = (
    "f",
    "sSup",
    "sSub",
    "sSubSup",
    "sPre",
    "rad",
    "d",
    "nary",
    "m",
    "eqArr",
    "limLow",
    "limUpp",
    "acc",
    "bar",
    "groupChr",
)


def is_in_line(picture: Element) -> bool:
    """Whether a picture stands among the letters: it is not anchored to some place on the page."""
    for around in picture.iterancestors():
        if around.tag == W + "r":
            return True
        if around.tag.endswith("}anchor") or "absolute" in (around.get("style") or ""):
            return False
    return True


def is_contents(control: Element) -> bool:
    """Whether a content control (w:sdt) holds a table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return value(gallery) == "Table of Contents"


def chosen_of(alternatives: Element) -> Element | None:
    """Return what of mc:AlternateContent is read: the first choice; where there is none, the fallback."""
    choice = alternatives.find(MC + "Choice")
    return alternatives.find(MC + "Fallback") if choice is None else choice
