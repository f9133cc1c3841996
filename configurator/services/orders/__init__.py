"""Orders, from the sheet to the approval of what was made."""
