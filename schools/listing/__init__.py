"""The year's work on the list of schools: methodologies, runs, decisions of people, the approved list."""
