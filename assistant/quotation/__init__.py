"""Whether a document really says it: quotations checked word for word, by code alone."""
