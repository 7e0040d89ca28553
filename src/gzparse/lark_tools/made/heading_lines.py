"""The tables of heading_lines.lark. Made by ``python -m gzparse.lark_tools.write``: edit the grammar, and run that."""

TERMINALS = (
    ('HEADING_LINE', '\n[ \t|]*+[#*]*+ *+(?:(?:第 *+(?=[^\n]{1,3}[部章]))?[（(]? *+(?P<number>[一二三四五六七八九十](?![一二三四五六七八九十])|[1-9](?!\\d)) *+[)）]?(?: *+(?:部分|章))?[ 、.．,，：:]*+)?(?P<words>[^\n\t|。；！？\\d][^\n\t|。；！？]{1,45}?)[ \t*|：:]*+(?=\n|\\Z)', 0, None),
    ('HEADING_WITHIN', '(?<!\\S)(?P<number>[一二三四五六七八九十]) *[、.．] *(?P<words>[^\\s。；！？\\d]{4,40})(?!\\S)', 0, None),
)

RULES = (
    ('start', ('HEADING_LINE',), 'start', None, False),
    ('start', ('HEADING_WITHIN',), 'start', None, False),
)

STATES = (
    ('HEADING_LINE', 1, 'HEADING_WITHIN', 2, 'start', 3),
    ('$END', -1),
    ('$END', -2),
    (),
)

STARTS = {'start': (0, 3)}
