"""The Dangtu sample hall: content written for it, pictures drawn for it."""
