"""The formats that this program brings: each module here brings some as FORMATS."""
