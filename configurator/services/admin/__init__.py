"""Administration: backups, copies of the database, and checks of the store against the event record."""
