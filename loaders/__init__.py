"""From files to bundles: readers, structure, recognition, resolution, relations."""
