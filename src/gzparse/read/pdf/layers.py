"""Layers (optional content) of a PDF: those that are off. pdfium names the layer of an object, and not whether it is shown."""

from __future__ import annotations

import ctypes
import importlib
import logging
from io import BytesIO
from typing import Any

__all__ = ["layer_of", "layers_that_are_off"]

_LONGEST = 512


def layer_of(raw: Any, item: Any) -> str | None:
    """Return the name of the layer that an object of a page belongs to, if it does."""
    for index in range(max(0, raw.FPDFPageObj_CountMarks(item))):
        mark = raw.FPDFPageObj_GetMark(item, index)
        if mark and _said(raw.FPDFPageObjMark_GetName, mark) == "OC":
            return _said(raw.FPDFPageObjMark_GetParamStringValue, mark, b"Name") or ""
    return None


def _said(ask: Any, *given: Any) -> str:
    letters, length = (ctypes.c_ushort * (_LONGEST // 2))(), ctypes.c_ulong()
    if not ask(*given, letters, _LONGEST, length) or not 2 <= length.value <= _LONGEST:
        return ""
    return bytes(letters)[: length.value - 2].decode("utf-16-le", "replace")


def layers_that_are_off(data: bytes, password: str | None) -> set[str]:
    """Return the names of a file's layers that are not shown when it is opened."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        reader = importlib.import_module("pypdf").PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted:
            reader.decrypt(password or "")
        layers = reader.trailer["/Root"].get_object().get("/OCProperties", {}).get_object()
        default = layers.get("/D", {}).get_object()
        off = [each.get_object() for each in default.get("/OFF", ())]
        if default.get("/BaseState") == "/OFF":
            on = [each.get_object().get("/Name") for each in default.get("/ON", ())]
            off += [each.get_object() for each in layers.get("/OCGs", ()) if each.get_object().get("/Name") not in on]
        return {str(each.get("/Name")) for each in off}
    except Exception:  # pypdf raises many kinds on damaged files, which pdfium may read all the same
        return set()
    finally:
        logger.setLevel(level)
