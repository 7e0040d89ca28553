"""In: a record or a Reading, a form that lays it out, and a layout that writes cells.
Out: the text of a page, or HTML; and where each figure stands in it.
Idea: the inverse of parsing: record, document, sheets, text. What is printed can be read again.
"""
