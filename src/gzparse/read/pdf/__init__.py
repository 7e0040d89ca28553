"""In: the bytes of a PDF, and how much of it may be read.
Out: a Document of paragraphs and tables, each letter with its page and box; or an error that names the reason.
Idea: tables are what ruled lines enclose, letters belong to the cell that holds their centre; pdfium only hands in both.
"""
