"""In: what a plugin, or gzparse itself, says of a layout, a form, a table, a reader, a check or a sheet.
Out: the same as frozen objects that the stages read.
Idea: a form or a layout is data. What it does with a page is done by the stages, the same for all.
"""
