"""What curators upload, and the forms displays get."""
