"""Demo data: three invented municipalities whose programmes have the structure of real ones. Dates lie around today."""
