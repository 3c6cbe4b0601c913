"""Deep zoom: pyramids of tiles, and the IIIF Image API 3.0 (level 2) that is answered from them."""
