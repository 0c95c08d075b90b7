"""Why a backup cannot be made or restored."""


class BackupError(Exception):
    """One sentence for the administrator."""
