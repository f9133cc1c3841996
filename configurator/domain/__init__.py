"""The words of the trade as plain, frozen objects. Knows no kernel, no files, no network."""
