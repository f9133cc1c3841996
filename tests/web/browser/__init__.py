"""These tests share a browser and two servers."""
