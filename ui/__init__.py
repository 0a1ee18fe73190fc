"""What people see: the chat and the plain pages. Speaks to the API only."""
