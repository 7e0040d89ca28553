"""In: table readings and a page, by the hooks of a Form; a reading, by the hook of a Check.
Out: the record of 政府信息公开工作年度报告, its document to print, and the identities that its figures break.
Idea: one specification lists editions, rows, columns and sums. gzparse runs without this folder, as without any other form.
"""
