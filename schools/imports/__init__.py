"""Registries that departments keep in files, brought into the portal in three stages.

`reading` turns the bytes into rows and problems and knows no Django; `planning` compares the rows with what the portal holds;
`applying` writes what was planned, all or nothing. A page shows the plan before anything is written.
"""
