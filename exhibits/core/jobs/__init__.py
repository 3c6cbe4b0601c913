"""Work for other processes: a pool of workers, and a ledger of what must be done even after a restart."""
