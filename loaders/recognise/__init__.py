"""Recognition: which stretches of the text name a document, an agency, a programme, a database, a platform, a date or a quantity."""
