"""Colours of uploaded photographs: every kind of pixel, in sRGB, which all screens understand."""

import io

from PIL import Image, ImageCms

from .adobe_rgb import adobe_rgb_profile, is_adobe_rgb

MODES = {"RGB": ("RGB", "L"), "GRAY": ("L",), "CMYK": ("CMYK",)}
"""Colour space of a profile → modes of pixels that it can describe."""


def eight_bits(image: Image.Image) -> Image.Image:
    """Return the image with 8 bits a channel and no palette; its opacity, if any, in a channel.

    Pillow itself cuts grey values of 16 bits off at 255, so that all becomes white, and shrinks
    palettes without smoothing.
    """
    if image.mode.startswith("I"):
        image = _eight_bit_grey(image)
    if image.mode == "LA" or image.mode == "RGBA":
        return image
    if image.has_transparency_data:
        return _with_opacity(image)
    return image.convert("RGB") if image.mode in ("1", "P") else image


def _eight_bit_grey(image: Image.Image) -> Image.Image:
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _with_opacity(image: Image.Image) -> Image.Image:
    """A transparent colour is given in the file's bits, and Pillow compares it with 8."""
    key = image.info.get("transparency")
    parts = key if isinstance(key, tuple) else (key,)
    if all(isinstance(part, int) for part in parts) and max(parts) > 255:
        parts = tuple(part >> 8 for part in parts)
        image.info["transparency"] = parts if isinstance(key, tuple) else parts[0]
    return image.convert("RGBA")


def in_srgb(image: Image.Image) -> Image.Image:
    """Return the opaque colours in sRGB, by the image's own profile or by what its EXIF data say.

    Phones photograph in Display P3 and cameras in Adobe RGB: without the conversion reds and
    greens turn pale. A profile that is broken, or describes other pixels, is passed over.
    """
    colours = image.convert(image.mode[:-1]) if image.mode in ("LA", "RGBA") else image
    profile = image.info.get("icc_profile") or _profile_by_exif(image)
    converted = _converted(colours, profile) if profile else None
    return converted or colours.convert("RGB")


def _profile_by_exif(image: Image.Image) -> bytes | None:
    """The profile of Adobe RGB, if nothing but the EXIF data say that the image is in it."""
    return adobe_rgb_profile() if is_adobe_rgb(image) else None


def _converted(image: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space = source.profile.xcolor_space.strip()
        if image.mode not in MODES.get(space, ()):
            return None
        pixels = image.convert(MODES[space][0])
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(pixels, source, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None
