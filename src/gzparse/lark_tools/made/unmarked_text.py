"""The tables of unmarked_text.lark. Made by ``python -m gzparse.lark_tools.write``: edit the grammar, and run that."""

TERMINALS = (
    ('LETTERS', '(?:[〇㐀-鿿]++|\\d(?=[ ]*[.．、,，)）][ \n]*[“"\'‘]?[〇㐀-鿿]))', 0, None),
    ('DATE_IN_TEXT', '(?<![\\d.,])(?:(?:19|20)\\d\\d ?年(?!度)(?: ?\\d{1,2} ?月(?: ?\\d{1,2} ?日)?)?|\\d{1,2} ?月 ?\\d{1,2} ?日)', 0, None),
    ('SENTENCE_LINE', '(?m:^)[ ]*(?=[^\n]{12,160}[ ]*(?m:$))(?=[^\n]*[，,；;][^\n]*[。；;：:，,、][ ]*(?m:$))(?![^\n]*\\d[ ]+[-－+＋]?\\d)(?![^\n]*\\d[ ]*(?m:$))(?=[^\n]*\\d[ ]?(?:(?:件次|件|条|项|个|宗|起|份|次|部|篇|人次|人)|[年月日%％]))(?![^\n]*\\d{6})[^\n]{12,160}[ ]*(?m:$)', 0, None),
    ('LETTER_ALONE', '(?<!\\S)[〇㐀-鿿](?!\\S)', 0, None),
    ('NUMERAL_IN_BRACKETS', '[一二三四五六七八九十]{1,2}[ ]*[）)]', 0, None),
    ('FIGURE_IN_TEXT', '(?:(?:(?<!\\S)[+\\-－＋−])?(?:\\d{1,3}(?:[,，]\\d{3})+(?!\\d)|\\d+)(?:[.．]\\d+)?(?:(?:[ ]?(?:[（(][百千万亿]{0,2}元[）)]|[百千万亿]{0,2}元)|(?:件次|件|条|项|个|宗|起|份|次|部|篇|人次|人)(?![〇㐀-鿿])))?|(?<!\\S)(?:[-—–―\\/\\\\]{1,4}|[－─／]{1,4}|无)(?!\\S))', 0, None),
    ('LETTERS_OF_FIGURES', '(?:(?<=\\d)(?:[ ]?(?:[（(][百千万亿]{0,2}元[）)]|[百千万亿]{0,2}元)|(?:件次|件|条|项|个|宗|起|份|次|部|篇|人次|人)(?![〇㐀-鿿]))|(?<!\\S)无(?!\\S))', 0, None),
    ('FIGURE_WITHIN', '(?<!\\S)[+-]?\\d[\\d,.]*+(?!\\S)', 0, None),
    ('TOUCHING', '[^\\s\\d〇㐀-鿿（(《【\\[〔“"\'‘）)》】\\]〕”’、，,。:：;；]', 0, None),
    ('DIGIT_BEHIND', ' [OoIl](?![A-Za-z\\d])(?: \\d+)?', 0, None),
    ('DIGIT_BEFORE', '(?<![A-Za-z\\d])[OoIl] \\Z', 0, None),
    ('FRACTION', '(?<!\\d)[.．]\\d', 0, None),
    ('TEXTS_APART', '(?:(?<=[〇㐀-鿿])\\s|\\s(?=[〇㐀-鿿])|\\s\\s)', 0, None),
    ('PAGE_IN_TEXT', '(?:(?m:^)[ ]*[-—–―]{1,2} ?\\d{1,4} ?[-—–―]{1,2}(?=[ ]*(?m:$)|[ ]*[^-—–―\\s\\d\\/]|\\d)|(?<=[^-—–―\\s])[ ]*[-—–―]{1,2} ?\\d{1,4} ?[-—–―]{1,2}[ ]*(?m:$)|(?m:^)[ ]*第 ?\\d{1,4} ?页(?:[ ,，\\/]*共 ?\\d{1,4} ?页)?[ ]*(?m:$))', 0, None),
)

RULES = (
    ('start', ('LETTERS',), 'start', None, False),
    ('start', ('DATE_IN_TEXT',), 'start', None, False),
    ('start', ('SENTENCE_LINE',), 'start', None, False),
    ('start', ('LETTER_ALONE',), 'start', None, False),
    ('start', ('NUMERAL_IN_BRACKETS',), 'start', None, False),
    ('start', ('FIGURE_IN_TEXT',), 'start', None, False),
    ('start', ('FIGURE_WITHIN',), 'start', None, False),
    ('start', ('LETTERS_OF_FIGURES',), 'start', None, False),
    ('start', ('TOUCHING',), 'start', None, False),
    ('start', ('DIGIT_BEHIND',), 'start', None, False),
    ('start', ('DIGIT_BEFORE',), 'start', None, False),
    ('start', ('FRACTION',), 'start', None, False),
    ('start', ('PAGE_IN_TEXT',), 'start', None, False),
    ('start', ('TEXTS_APART',), 'start', None, False),
)

STATES = (
    ('DATE_IN_TEXT', 1, 'DIGIT_BEFORE', 2, 'DIGIT_BEHIND', 3, 'FIGURE_IN_TEXT', 4, 'FIGURE_WITHIN', 5, 'FRACTION', 6, 'LETTERS', 7, 'LETTERS_OF_FIGURES', 8, 'LETTER_ALONE', 9, 'NUMERAL_IN_BRACKETS', 10, 'PAGE_IN_TEXT', 11, 'SENTENCE_LINE', 12, 'TEXTS_APART', 13, 'TOUCHING', 14, 'start', 15),
    ('$END', -2),
    ('$END', -11),
    ('$END', -10),
    ('$END', -6),
    ('$END', -7),
    ('$END', -12),
    ('$END', -1),
    ('$END', -8),
    ('$END', -4),
    ('$END', -5),
    ('$END', -13),
    ('$END', -3),
    ('$END', -14),
    ('$END', -9),
    (),
)

STARTS = {'start': (0, 15)}
