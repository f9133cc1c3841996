"""What printed sheets share: type, pages, tables, codes. It knows nothing of orders, nor of geometry."""
