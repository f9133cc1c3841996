"""What all services share: what they work on, who acts, the durable work that there is."""
