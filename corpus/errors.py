"""What can be wrong with the catalogue."""


class CatalogueError(ValueError):
    """A file of the catalogue is missing, malformed or contradicts another; the message names it."""
