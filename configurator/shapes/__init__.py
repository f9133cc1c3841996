"""What templates share. Imported inside a template's functions, so that reading one stays cheap.

`outline`, `foot_outline` and `foot_bed` need only numpy and scipy; the rest loads the CAD kernel.
"""
