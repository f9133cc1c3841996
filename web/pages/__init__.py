"""The pages, a blueprint per family: each parses the request, calls a service, and renders the result."""
