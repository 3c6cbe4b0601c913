"""What visitors do, recorded for good."""
