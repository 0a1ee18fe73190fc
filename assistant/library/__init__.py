"""Reading without asking: sources, provisions and their pages, themes, the glossary, coverage."""
