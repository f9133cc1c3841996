"""The network of factories: who is in it."""
