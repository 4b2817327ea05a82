"""Measurements with a yardstick beside them: `make bench`."""
