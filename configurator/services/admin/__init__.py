"""For whoever runs the service: copies of what is kept, and whether all is as the record says."""
