"""The touchscreens: pairing, presence, commands."""
