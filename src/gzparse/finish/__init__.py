"""In: the outline, the table readings, and what the caller said of organ and year.
Out: the form's record, its findings in the order of the text, and the evidence for each figure.
Idea: evidence and coverage are worked out on demand, from what the stages kept.
"""

# page puts it together: front and titles (title, organ, year), narrative, table_findings, evidence.
