"""Notes on the cells of old Excel workbooks."""

from __future__ import annotations

import struct

from gzparse.read.xls_notes import notes_in

NOTE, OBJECT, TEXT, CONTINUED = 0x001C, 0x005D, 0x01B6, 0x003C


def object_of(number: int) -> tuple[int, bytes]:
    return OBJECT, struct.pack("<HHHH", 0x15, 0x12, 0x19, number)


def text_of(length: int) -> tuple[int, bytes]:
    return TEXT, struct.pack("<HH6xHH4x", 0, 0, length, 8)


def test_notes_have_the_text_of_their_object() -> None:
    records = [
        object_of(3),
        text_of(4),
        (CONTINUED, b"\1" + "应为14".encode("utf-16-le")),
        (CONTINUED, b"\0" * 8),
        object_of(4),
        text_of(5),
        (CONTINUED, b"\0ab"),
        (CONTINUED, b"\0cde"),
        (NOTE, struct.pack("<HHHH", 4, 1, 0, 3)),
        (NOTE, struct.pack("<HHHH", 6, 0, 0, 4)),
        (NOTE, struct.pack("<HHHH", 7, 2, 0, 9)),
        (NOTE, b"\0"),
    ]
    assert notes_in(records) == {(4, 1): "应为14", (6, 0): "abcde", (7, 2): ""}
