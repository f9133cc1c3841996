"""How to measure, drawn: line drawings in which the line, girth or landmark of each measurement can be lit."""
