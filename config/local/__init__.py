"""Everything that makes the portal run from a bare checkout: setup, embedded PostgreSQL and Redis, the process runner."""
