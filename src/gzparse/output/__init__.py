"""In: a Reading, or a part of one.
Out: its JSON object, the JSON Schema of that object, or its tables as text.
Idea: JSON and schema are both derived from the record's classes, so they cannot differ from them.
"""
