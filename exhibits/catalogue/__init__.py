"""Halls, zones and exhibits, and what of them is published."""
