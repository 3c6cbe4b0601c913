"""Films and sound: what they are, the forms that displays play, and what a curator should know about them."""
