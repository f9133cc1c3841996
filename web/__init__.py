"""The web pages and the HTTP interface: over services, never over the store or the kernel."""
