"""Who makes a part and how far it is: factories, jobs, routes, and the record of what happened."""
