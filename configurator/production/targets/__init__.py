"""Where jobs are handed over to a factory: its hot folder."""
