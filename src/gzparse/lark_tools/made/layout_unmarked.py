"""The tables of layout_unmarked.lark. Made by ``python -m gzparse.lark_tools.write``: edit the grammar, and run that."""

TERMINALS = (
    ('TABLE', '(?!)', 0, None),
    ('layout__CELLS', '(?!)', 2, None),
    ('layout__LINES', '(?!)', 2, None),
    ('UNMARKED', '[^ \n](?:[\\s\\S]*[^ \n])?', 2, None),
    ('layout__LINE', '[^\n]++(?:\n[ ]*+)*+', 1, None),
    ('GAP', '[ \n]++', 3, None),
    ('layout__RULE', '(?!)', 4, None),
    ('layout__ROW_END', '\\\n', 0, '\n'),
    ('layout__CELL_END', '\\\t', 0, '\t'),
)

RULES = (
    ('start', ('__start_star_0',), 'start', ((0, True),), False),
    ('start', (), 'start', None, False),
    ('start', ('layout__ROW_END', 'layout__CELL_END', 'GAP'), 'start', None, False),
    ('__start_star_0', ('TABLE',), '__start_star_0', None, False),
    ('__start_star_0', ('layout__CELLS',), '__start_star_0', None, False),
    ('__start_star_0', ('layout__LINES',), '__start_star_0', None, False),
    ('__start_star_0', ('UNMARKED',), '__start_star_0', None, False),
    ('__start_star_0', ('layout__LINE',), '__start_star_0', None, False),
    ('__start_star_0', ('layout__RULE',), '__start_star_0', None, False),
    ('__start_star_0', ('__start_star_0', 'TABLE'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'layout__CELLS'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'layout__LINES'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'UNMARKED'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'layout__LINE'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'layout__RULE'), '__start_star_0', ((0, True), (1, False)), False),
)

STATES = (
    ('$END', -2, 'TABLE', 1, 'UNMARKED', 2, '__start_star_0', 3, 'layout__CELLS', 4, 'layout__LINE', 5, 'layout__LINES', 6, 'layout__ROW_END', 7, 'layout__RULE', 8, 'start', 9),
    ('$END', -4, 'TABLE', -4, 'UNMARKED', -4, 'layout__CELLS', -4, 'layout__LINE', -4, 'layout__LINES', -4, 'layout__RULE', -4),
    ('$END', -7, 'TABLE', -7, 'UNMARKED', -7, 'layout__CELLS', -7, 'layout__LINE', -7, 'layout__LINES', -7, 'layout__RULE', -7),
    ('$END', -1, 'TABLE', 10, 'UNMARKED', 11, 'layout__CELLS', 12, 'layout__LINE', 13, 'layout__LINES', 14, 'layout__RULE', 15),
    ('$END', -5, 'TABLE', -5, 'UNMARKED', -5, 'layout__CELLS', -5, 'layout__LINE', -5, 'layout__LINES', -5, 'layout__RULE', -5),
    ('$END', -8, 'TABLE', -8, 'UNMARKED', -8, 'layout__CELLS', -8, 'layout__LINE', -8, 'layout__LINES', -8, 'layout__RULE', -8),
    ('$END', -6, 'TABLE', -6, 'UNMARKED', -6, 'layout__CELLS', -6, 'layout__LINE', -6, 'layout__LINES', -6, 'layout__RULE', -6),
    ('layout__CELL_END', 16),
    ('$END', -9, 'TABLE', -9, 'UNMARKED', -9, 'layout__CELLS', -9, 'layout__LINE', -9, 'layout__LINES', -9, 'layout__RULE', -9),
    (),
    ('$END', -10, 'TABLE', -10, 'UNMARKED', -10, 'layout__CELLS', -10, 'layout__LINE', -10, 'layout__LINES', -10, 'layout__RULE', -10),
    ('$END', -13, 'TABLE', -13, 'UNMARKED', -13, 'layout__CELLS', -13, 'layout__LINE', -13, 'layout__LINES', -13, 'layout__RULE', -13),
    ('$END', -11, 'TABLE', -11, 'UNMARKED', -11, 'layout__CELLS', -11, 'layout__LINE', -11, 'layout__LINES', -11, 'layout__RULE', -11),
    ('$END', -14, 'TABLE', -14, 'UNMARKED', -14, 'layout__CELLS', -14, 'layout__LINE', -14, 'layout__LINES', -14, 'layout__RULE', -14),
    ('$END', -12, 'TABLE', -12, 'UNMARKED', -12, 'layout__CELLS', -12, 'layout__LINE', -12, 'layout__LINES', -12, 'layout__RULE', -12),
    ('$END', -15, 'TABLE', -15, 'UNMARKED', -15, 'layout__CELLS', -15, 'layout__LINE', -15, 'layout__LINES', -15, 'layout__RULE', -15),
    ('GAP', 17),
    ('$END', -3),
)

STARTS = {'start': (0, 9)}
