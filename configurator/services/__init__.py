"""The verbs, one file each: what every way in (command line, pages, worker) calls."""
