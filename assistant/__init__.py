"""A question in, a cited answer out."""

__version__ = "0.1.0"
