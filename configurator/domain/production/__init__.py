"""Production: factories, jobs, their states and routes, and the record of events."""
