"""How well documents are read: annotations made by hand, compared with what the extraction says, counted by section."""
