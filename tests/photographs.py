"""A photograph in HEIC, as iPhones make them; our library cannot write one.

`photograph.heic` has 120 × 80 red pixels, and EXIF data with a camera and a place. It was written
once with pillow-heif, whose wheel is under the GPL and therefore not a dependency.
"""

from pathlib import Path

HEIC = Path(__file__).with_name("photograph.heic").read_bytes()
