"""How the process returns memory to the system."""

import ctypes
from contextlib import suppress

LARGE_BLOCK = 4 * 1024 * 1024
"""Bytes from which a block is taken from the system by itself, and returned when it is freed."""
M_MMAP_THRESHOLD = -3
"""Number of this setting in glibc's malloc.h."""


def return_large_blocks() -> None:
    """Make the C library return large blocks at once.

    By default glibc learns from the blocks that are freed and then keeps those of a photograph,
    16 MB each, in the thread that decoded it: four threads held up to 450 MB that nobody used.
    Other C libraries than glibc do not have this setting, and are left as they are.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK)
