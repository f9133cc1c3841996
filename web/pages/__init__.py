"""The pages, a blueprint per family: each parses, calls a service, and shows what came of it."""
