"""Relations: tasks with roles and deadlines, targets, measurements, and what documents do to one another."""
