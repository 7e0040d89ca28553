"""The tables of layout_lines.lark. Made by ``python -m gzparse.lark_tools.write``: edit the grammar, and run that."""

TERMINALS = (
    ('TABLE', '(?!)', 0, None),
    ('layout__CELLS', '(?!)', 2, None),
    ('LINES', '[^\n]++(?:\n[ \t\n]*+[^\n]++)*+', 2, None),
    ('layout__UNMARKED', '(?!)', 2, None),
    ('layout__LINE', '[^\n]++(?:\n[ ]*+)*+', 1, None),
    ('GAP', '[ \t\n]++', 3, None),
    ('layout__RULE', '(?!)', 4, None),
    ('layout__ROW_END', '\\\n', 0, '\n'),
    ('CELL_END', '(?<![ \t\n])[ ]*+[\t\n][ \t\n]*+', 0, None),
)

RULES = (
    ('start', ('__start_star_0',), 'start', ((0, True),), False),
    ('start', (), 'start', None, False),
    ('start', ('layout__ROW_END', 'CELL_END', 'GAP'), 'start', None, False),
    ('__start_star_0', ('TABLE',), '__start_star_0', None, False),
    ('__start_star_0', ('layout__CELLS',), '__start_star_0', None, False),
    ('__start_star_0', ('LINES',), '__start_star_0', None, False),
    ('__start_star_0', ('layout__UNMARKED',), '__start_star_0', None, False),
    ('__start_star_0', ('layout__LINE',), '__start_star_0', None, False),
    ('__start_star_0', ('layout__RULE',), '__start_star_0', None, False),
    ('__start_star_0', ('__start_star_0', 'TABLE'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'layout__CELLS'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'LINES'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'layout__UNMARKED'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'layout__LINE'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'layout__RULE'), '__start_star_0', ((0, True), (1, False)), False),
)

STATES = (
    ('$END', -2, 'LINES', 1, 'TABLE', 2, '__start_star_0', 3, 'layout__CELLS', 4, 'layout__LINE', 5, 'layout__ROW_END', 6, 'layout__RULE', 7, 'layout__UNMARKED', 8, 'start', 9),
    ('$END', -6, 'LINES', -6, 'TABLE', -6, 'layout__CELLS', -6, 'layout__LINE', -6, 'layout__RULE', -6, 'layout__UNMARKED', -6),
    ('$END', -4, 'LINES', -4, 'TABLE', -4, 'layout__CELLS', -4, 'layout__LINE', -4, 'layout__RULE', -4, 'layout__UNMARKED', -4),
    ('$END', -1, 'LINES', 10, 'TABLE', 11, 'layout__CELLS', 12, 'layout__LINE', 13, 'layout__RULE', 14, 'layout__UNMARKED', 15),
    ('$END', -5, 'LINES', -5, 'TABLE', -5, 'layout__CELLS', -5, 'layout__LINE', -5, 'layout__RULE', -5, 'layout__UNMARKED', -5),
    ('$END', -8, 'LINES', -8, 'TABLE', -8, 'layout__CELLS', -8, 'layout__LINE', -8, 'layout__RULE', -8, 'layout__UNMARKED', -8),
    ('CELL_END', 16),
    ('$END', -9, 'LINES', -9, 'TABLE', -9, 'layout__CELLS', -9, 'layout__LINE', -9, 'layout__RULE', -9, 'layout__UNMARKED', -9),
    ('$END', -7, 'LINES', -7, 'TABLE', -7, 'layout__CELLS', -7, 'layout__LINE', -7, 'layout__RULE', -7, 'layout__UNMARKED', -7),
    (),
    ('$END', -12, 'LINES', -12, 'TABLE', -12, 'layout__CELLS', -12, 'layout__LINE', -12, 'layout__RULE', -12, 'layout__UNMARKED', -12),
    ('$END', -10, 'LINES', -10, 'TABLE', -10, 'layout__CELLS', -10, 'layout__LINE', -10, 'layout__RULE', -10, 'layout__UNMARKED', -10),
    ('$END', -11, 'LINES', -11, 'TABLE', -11, 'layout__CELLS', -11, 'layout__LINE', -11, 'layout__RULE', -11, 'layout__UNMARKED', -11),
    ('$END', -14, 'LINES', -14, 'TABLE', -14, 'layout__CELLS', -14, 'layout__LINE', -14, 'layout__RULE', -14, 'layout__UNMARKED', -14),
    ('$END', -15, 'LINES', -15, 'TABLE', -15, 'layout__CELLS', -15, 'layout__LINE', -15, 'layout__RULE', -15, 'layout__UNMARKED', -15),
    ('$END', -13, 'LINES', -13, 'TABLE', -13, 'layout__CELLS', -13, 'layout__LINE', -13, 'layout__RULE', -13, 'layout__UNMARKED', -13),
    ('GAP', 17),
    ('$END', -3),
)

STARTS = {'start': (0, 9)}
