"""Photographs as phones make them, where our libraries cannot write them.

`photograph.heic` has 120 × 80 red pixels, and EXIF data with a camera and a place; those with
`108mp` have 12000 × 9000 red ones, the JPEG progressive and without subsampling, which needs most
memory. `p3` is the red of a vest in Display P3. The HEIC files were written once with pillow-heif,
whose wheel is under the GPL and therefore not a dependency.
"""

import gzip
from pathlib import Path


def _stored(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()


HEIC = _stored("photograph.heic")
P3_JPEG = _stored("photograph_p3.jpg")
P3_HEIC = _stored("photograph_p3.heic")


def of_108_megapixels(ending: str) -> bytes:
    """The large photograph in this format, ``jpg`` or ``heic``."""
    return gzip.decompress(_stored(f"photograph_108mp.{ending}.gz"))
