"""In: nothing. These are the types that every stage speaks.
Out: the source text, grids, sections of an outline, figures, findings, readings, and the paths and labels of a record.
Idea: text is normalized letter for letter, so an offset means the same place in every stage.
"""
