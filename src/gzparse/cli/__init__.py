"""In: the arguments of the command ``gzparse``, and files, folders or patterns.
Out: JSON lines or text on standard output, a summary on standard error, an exit status.
Idea: reports are read by the public functions of the package alone. The command prints what they return.
"""
