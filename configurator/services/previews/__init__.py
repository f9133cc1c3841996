"""Previews and pictures of designs."""
