"""Commands that measure quality and speed; each prints one JSON line."""
