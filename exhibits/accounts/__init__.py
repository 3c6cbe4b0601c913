"""Who works here: staff accounts, sessions, audit."""
