"""The version of gzparse, where every stage may ask for it."""

__version__ = "0.1.0"
