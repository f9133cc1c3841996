"""The database and the artefacts: what is kept, and nothing about why."""
