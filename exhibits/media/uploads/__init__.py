"""Files on their way in: the tus protocol, the bytes on the disk, and what becomes of them."""
