"""The tables of layout_indented.lark. Made by ``python -m gzparse.lark_tools.write``: edit the grammar, and run that."""

TERMINALS = (
    ('TABLE', '(?:[ ]*+\t(?:[^ \n]++|[ ]++(?![ \n]))*+(?:[ ]*+\n[ ]*+\t(?:[^ \n]++|[ ]++(?![ \n]))*+|(?<=[一-鿿])[ ]*+(?:\n[ ]*+)++[一-鿿]\\S{0,5}+(?=[ ]*+\n))*+[ ]*+(?:\n[ ]*+)*+)++', 2, None),
    ('layout__CELLS', '(?!)', 2, None),
    ('layout__LINES', '(?!)', 2, None),
    ('layout__UNMARKED', '(?!)', 2, None),
    ('LINE', '[^\n]++(?:\n[ ]*+)*+', 1, None),
    ('GAP', '(?:[ ]*+\n)++[ ]*+|[ ]++\\Z', 3, None),
    ('RULE', '(?!)', 4, None),
    ('ROW_END', '(?<![ \n])[ ]*+\n[ ]*+(?:\n[ ]*+)++(?=\t)', 0, None),
    ('CELL_END', '(?:\\A|\n)[ ]*+\t', 0, None),
)

RULES = (
    ('start', ('__start_star_0',), 'start', ((0, True),), False),
    ('start', (), 'start', None, False),
    ('start', ('ROW_END', 'CELL_END', 'GAP'), 'start', None, False),
    ('__start_star_0', ('TABLE',), '__start_star_0', None, False),
    ('__start_star_0', ('layout__CELLS',), '__start_star_0', None, False),
    ('__start_star_0', ('layout__LINES',), '__start_star_0', None, False),
    ('__start_star_0', ('layout__UNMARKED',), '__start_star_0', None, False),
    ('__start_star_0', ('LINE',), '__start_star_0', None, False),
    ('__start_star_0', ('RULE',), '__start_star_0', None, False),
    ('__start_star_0', ('__start_star_0', 'TABLE'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'layout__CELLS'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'layout__LINES'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'layout__UNMARKED'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'LINE'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'RULE'), '__start_star_0', ((0, True), (1, False)), False),
)

STATES = (
    ('$END', -2, 'LINE', 1, 'ROW_END', 2, 'RULE', 3, 'TABLE', 4, '__start_star_0', 5, 'layout__CELLS', 6, 'layout__LINES', 7, 'layout__UNMARKED', 8, 'start', 9),
    ('$END', -8, 'LINE', -8, 'RULE', -8, 'TABLE', -8, 'layout__CELLS', -8, 'layout__LINES', -8, 'layout__UNMARKED', -8),
    ('CELL_END', 10),
    ('$END', -9, 'LINE', -9, 'RULE', -9, 'TABLE', -9, 'layout__CELLS', -9, 'layout__LINES', -9, 'layout__UNMARKED', -9),
    ('$END', -4, 'LINE', -4, 'RULE', -4, 'TABLE', -4, 'layout__CELLS', -4, 'layout__LINES', -4, 'layout__UNMARKED', -4),
    ('$END', -1, 'LINE', 11, 'RULE', 12, 'TABLE', 13, 'layout__CELLS', 14, 'layout__LINES', 15, 'layout__UNMARKED', 16),
    ('$END', -5, 'LINE', -5, 'RULE', -5, 'TABLE', -5, 'layout__CELLS', -5, 'layout__LINES', -5, 'layout__UNMARKED', -5),
    ('$END', -6, 'LINE', -6, 'RULE', -6, 'TABLE', -6, 'layout__CELLS', -6, 'layout__LINES', -6, 'layout__UNMARKED', -6),
    ('$END', -7, 'LINE', -7, 'RULE', -7, 'TABLE', -7, 'layout__CELLS', -7, 'layout__LINES', -7, 'layout__UNMARKED', -7),
    (),
    ('GAP', 17),
    ('$END', -14, 'LINE', -14, 'RULE', -14, 'TABLE', -14, 'layout__CELLS', -14, 'layout__LINES', -14, 'layout__UNMARKED', -14),
    ('$END', -15, 'LINE', -15, 'RULE', -15, 'TABLE', -15, 'layout__CELLS', -15, 'layout__LINES', -15, 'layout__UNMARKED', -15),
    ('$END', -10, 'LINE', -10, 'RULE', -10, 'TABLE', -10, 'layout__CELLS', -10, 'layout__LINES', -10, 'layout__UNMARKED', -10),
    ('$END', -11, 'LINE', -11, 'RULE', -11, 'TABLE', -11, 'layout__CELLS', -11, 'layout__LINES', -11, 'layout__UNMARKED', -11),
    ('$END', -12, 'LINE', -12, 'RULE', -12, 'TABLE', -12, 'layout__CELLS', -12, 'layout__LINES', -12, 'layout__UNMARKED', -12),
    ('$END', -13, 'LINE', -13, 'RULE', -13, 'TABLE', -13, 'layout__CELLS', -13, 'layout__LINES', -13, 'layout__UNMARKED', -13),
    ('$END', -3),
)

STARTS = {'start': (0, 9)}
