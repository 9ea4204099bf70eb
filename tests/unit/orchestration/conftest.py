"""Property tests take the same examples every time, and no clock hurries them."""

from hypothesis import settings

settings.register_profile(
    "sendmart", deadline=None, derandomize=True, database=None, max_examples=50
)
settings.load_profile("sendmart")
