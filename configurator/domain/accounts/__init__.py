"""Who may come, as whom, and what each may do: accounts, organisations, sessions, tokens and rights."""
