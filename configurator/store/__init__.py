"""The database and the artefact store: how records are saved and read, without business rules."""
