"""Who may send what, how often: API keys, the list of public addresses, rate limits. Runs before any handler."""
