"""The tables of layout_bar_cells.lark. Made by ``python -m gzparse.lark_tools.write``: edit the grammar, and run that."""

TERMINALS = (
    ('TABLE', '(?!)', 0, None),
    ('CELLS', '(?:(?!(?=[ |:+=-]*+(?:\n|\\Z))[^\n]*?(?:[-=]{3}|[-=]\\+|\\+[-=]))[^\n]++(?:\n++[ ]*+)*+)++', 2, None),
    ('LINES', '(?!)', 2, None),
    ('layout_bars__layout__UNMARKED', '(?!)', 2, None),
    ('LINE', '[^\n]++(?:\n[ ]*+)*+', 1, None),
    ('GAP', '(?:[ ]*+\n)++[ ]*+|[ ]++\\Z', 3, None),
    ('RULE', '[ ]*+(?=[ |:+=-]*+(?:\n|\\Z))(?=[^\n]*?(?:[-=]{3}|[-=]\\+|\\+[-=]))[ |:+=-]++(?:\n[ ]*+)*+', 4, None),
    ('ROW_END', '\\\n', 0, '\n'),
    ('CELL_END', '\\|[ \t\n]*+|(?<![ \t\n|])[ \t\n]++\\|[ \t\n]*+|(?<![ \t\n|])[ \t]*+\n[ \t\n]*+', 0, None),
)

RULES = (
    ('start', ('__start_star_0',), 'start', ((0, True),), False),
    ('start', (), 'start', None, False),
    ('start', ('ROW_END', 'CELL_END', 'GAP'), 'start', None, False),
    ('__start_star_0', ('TABLE',), '__start_star_0', None, False),
    ('__start_star_0', ('CELLS',), '__start_star_0', None, False),
    ('__start_star_0', ('LINES',), '__start_star_0', None, False),
    ('__start_star_0', ('layout_bars__layout__UNMARKED',), '__start_star_0', None, False),
    ('__start_star_0', ('LINE',), '__start_star_0', None, False),
    ('__start_star_0', ('RULE',), '__start_star_0', None, False),
    ('__start_star_0', ('__start_star_0', 'TABLE'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'CELLS'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'LINES'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'layout_bars__layout__UNMARKED'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'LINE'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'RULE'), '__start_star_0', ((0, True), (1, False)), False),
)

STATES = (
    ('$END', -2, 'CELLS', 1, 'LINE', 2, 'LINES', 3, 'ROW_END', 4, 'RULE', 5, 'TABLE', 6, '__start_star_0', 7, 'layout_bars__layout__UNMARKED', 8, 'start', 9),
    ('$END', -5, 'CELLS', -5, 'LINE', -5, 'LINES', -5, 'RULE', -5, 'TABLE', -5, 'layout_bars__layout__UNMARKED', -5),
    ('$END', -8, 'CELLS', -8, 'LINE', -8, 'LINES', -8, 'RULE', -8, 'TABLE', -8, 'layout_bars__layout__UNMARKED', -8),
    ('$END', -6, 'CELLS', -6, 'LINE', -6, 'LINES', -6, 'RULE', -6, 'TABLE', -6, 'layout_bars__layout__UNMARKED', -6),
    ('CELL_END', 10),
    ('$END', -9, 'CELLS', -9, 'LINE', -9, 'LINES', -9, 'RULE', -9, 'TABLE', -9, 'layout_bars__layout__UNMARKED', -9),
    ('$END', -4, 'CELLS', -4, 'LINE', -4, 'LINES', -4, 'RULE', -4, 'TABLE', -4, 'layout_bars__layout__UNMARKED', -4),
    ('$END', -1, 'CELLS', 11, 'LINE', 12, 'LINES', 13, 'RULE', 14, 'TABLE', 15, 'layout_bars__layout__UNMARKED', 16),
    ('$END', -7, 'CELLS', -7, 'LINE', -7, 'LINES', -7, 'RULE', -7, 'TABLE', -7, 'layout_bars__layout__UNMARKED', -7),
    (),
    ('GAP', 17),
    ('$END', -11, 'CELLS', -11, 'LINE', -11, 'LINES', -11, 'RULE', -11, 'TABLE', -11, 'layout_bars__layout__UNMARKED', -11),
    ('$END', -14, 'CELLS', -14, 'LINE', -14, 'LINES', -14, 'RULE', -14, 'TABLE', -14, 'layout_bars__layout__UNMARKED', -14),
    ('$END', -12, 'CELLS', -12, 'LINE', -12, 'LINES', -12, 'RULE', -12, 'TABLE', -12, 'layout_bars__layout__UNMARKED', -12),
    ('$END', -15, 'CELLS', -15, 'LINE', -15, 'LINES', -15, 'RULE', -15, 'TABLE', -15, 'layout_bars__layout__UNMARKED', -15),
    ('$END', -10, 'CELLS', -10, 'LINE', -10, 'LINES', -10, 'RULE', -10, 'TABLE', -10, 'layout_bars__layout__UNMARKED', -10),
    ('$END', -13, 'CELLS', -13, 'LINE', -13, 'LINES', -13, 'RULE', -13, 'TABLE', -13, 'layout_bars__layout__UNMARKED', -13),
    ('$END', -3),
)

STARTS = {'start': (0, 9)}
