"""The queries, one module each with its texts in a YAML file of the same name beside it."""
