"""In: paths, and what is wanted of each file.
Out: that, in the order given, made in several processes.
Idea: what travels is small, and a worker notes which file it is at, so that one that ends or hangs costs that file alone.
"""
