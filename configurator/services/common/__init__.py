"""Shared by all services: the context, actors, idempotency keys, caches and the work for the queue."""
