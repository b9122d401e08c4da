"""Structure: the document proper without furniture, its head, and each passage with its place in the outline."""
