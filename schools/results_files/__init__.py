"""Readers of files with assessment results. Pure: bytes in, counts out; what a pupil is called never leaves a reader."""
