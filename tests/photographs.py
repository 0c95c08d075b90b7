"""A photograph as iPhones make them, for tests that cannot write one: our decoder does not encode.

`photograph.heic` is 120 × 80 red pixels and says where and with what it was taken (EXIF: a maker,
a place). It was written once with pillow-heif, whose wheel is GPL and therefore no dependency.
"""

from pathlib import Path

HEIC = Path(__file__).with_name("photograph.heic").read_bytes()
