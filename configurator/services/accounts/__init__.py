"""Accounts: who they are, how they sign in, what programs of theirs may do."""
