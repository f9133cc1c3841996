"""What can be sold: processes, materials and finishes, and what each does to a part."""
