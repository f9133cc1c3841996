"""What is found against making a part: a module for each check, found by entry point."""
