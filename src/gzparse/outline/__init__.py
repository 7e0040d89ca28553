"""In: a Source, a form, and the grammar of the form's headings.
Out: an Outline: title, preamble, sections, subsections and signature, each with its range in the text.
Idea: only headings are tokens. A search finds them, and the text between two of them belongs to the first.
"""
