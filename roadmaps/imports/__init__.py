"""Reading of roadmaps from the departments' own files."""
