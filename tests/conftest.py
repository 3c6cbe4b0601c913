"""What all tests share: none passes or fails by time, and so does no example of a property."""

from hypothesis import settings

settings.register_profile("hall", deadline=None)
settings.load_profile("hall")
