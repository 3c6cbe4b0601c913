"""Captions of films: WebVTT and SubRip in, checked to the line; WebVTT out."""
