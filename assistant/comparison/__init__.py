"""Comparison of sources on a topic: rows by theme, provisions side by side, honest empty cells."""
