"""The tables of layout_csv.lark. Made by ``python -m gzparse.lark_tools.write``: edit the grammar, and run that."""

TERMINALS = (
    ('RECORD', '(?:(?: *+"(?:[^"]|""){0,600}+" *+|(?! *")[^,;\t\n]++))?(?:[,;\t](?:(?: *+"(?:[^"]|""){0,600}+" *+|(?! *")[^,;\t\n]++))?){1,99}(?=\n|\\Z)', 2, None),
    ('LINE', '[^\n]+', 1, None),
    ('GAP', '\n[ \n]*', 0, None),
    ('QUOTED', ' *+"(?:[^"]|""){0,600}+" *+', 0, None),
    ('SEPARATOR', '[,;\t]', 0, None),
)

RULES = (
    ('start', ('__start_star_0',), 'start', ((0, True),), False),
    ('start', (), 'start', None, False),
    ('start', ('SEPARATOR', 'QUOTED'), 'start', None, False),
    ('__start_star_0', ('RECORD',), '__start_star_0', None, False),
    ('__start_star_0', ('LINE',), '__start_star_0', None, False),
    ('__start_star_0', ('GAP',), '__start_star_0', None, False),
    ('__start_star_0', ('__start_star_0', 'RECORD'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'LINE'), '__start_star_0', ((0, True), (1, False)), False),
    ('__start_star_0', ('__start_star_0', 'GAP'), '__start_star_0', ((0, True), (1, False)), False),
)

STATES = (
    ('$END', -2, 'GAP', 1, 'LINE', 2, 'RECORD', 3, 'SEPARATOR', 4, '__start_star_0', 5, 'start', 6),
    ('$END', -6, 'GAP', -6, 'LINE', -6, 'RECORD', -6),
    ('$END', -5, 'GAP', -5, 'LINE', -5, 'RECORD', -5),
    ('$END', -4, 'GAP', -4, 'LINE', -4, 'RECORD', -4),
    ('QUOTED', 7),
    ('$END', -1, 'GAP', 8, 'LINE', 9, 'RECORD', 10),
    (),
    ('$END', -3),
    ('$END', -9, 'GAP', -9, 'LINE', -9, 'RECORD', -9),
    ('$END', -8, 'GAP', -8, 'LINE', -8, 'RECORD', -8),
    ('$END', -7, 'GAP', -7, 'LINE', -7, 'RECORD', -7),
)

STARTS = {'start': (0, 6)}
