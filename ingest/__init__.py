"""Documents in, a snapshot out: fetch, read, segment, check, embed, index."""
