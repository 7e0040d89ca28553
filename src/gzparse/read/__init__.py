"""In: text, or the bytes of a file: text in UTF-8, UTF-16 or GB18030, HTML, MHTML, DOCX, PDF, a spreadsheet.
Out: a Source: the text, its normalized twin, and for each letter its place in the file; or an error that says what the file is.
Idea: a file is what its content is, whatever its name says; a reader makes paragraphs and tables of it, and never guesses.
"""
