"""In: text, or bytes in UTF-8, UTF-16 or GB18030.
Out: a Source, which is the text as given and its normalized twin; or an error that names the format.
Idea: nothing is guessed. Bytes that are not text are refused with what to do.
"""
