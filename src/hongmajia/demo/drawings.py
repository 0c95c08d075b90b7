"""Drawings that the demonstration shows in place of photographs."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

SIZE = (1200, 900)


def weld_seam() -> ContentFile[bytes]:
    """A weld seam across a bent sheet."""
    image, draw = _sheet("#8d8a86")
    draw.polygon([(0, 560), (1200, 430), (1200, 900), (0, 900)], fill="#5d5a57")
    curve = [(x, 545 - 0.11 * x + 40 * (x / 1200 - 0.5) ** 2) for x in range(0, 1201, 20)]
    draw.line(curve, fill="#d8cfc2", width=44, joint="curve")
    draw.line(curve, fill="#6b4a2a", width=12, joint="curve")
    return _jpeg(image)


def tank_ring() -> ContentFile[bytes]:
    """A ring of a tank, seen along its axis."""
    image, draw = _sheet("#6e6a66")
    draw.ellipse((255, 130, 945, 820), fill="#a9a6a2")
    draw.ellipse((355, 230, 845, 720), fill="#45413d")
    return _jpeg(image)


def workshop() -> ContentFile[bytes]:
    """A workshop with its crane rail."""
    image, draw = _sheet("#b5aea5")
    draw.polygon([(130, 730), (130, 270), (600, 140), (1070, 270), (1070, 730)], fill="#77716a")
    draw.line([(130, 500), (1070, 500)], fill="#d8cfc2", width=24)
    return _jpeg(image)


def sheet_of_figures() -> ContentFile[bytes]:
    """A ruled sheet with figures, as a calculation of the benefit."""
    image, draw = _sheet("#f4efe6")
    for line in range(120, 860, 80):
        draw.line([(90, line), (1110, line)], fill="#8d8a86", width=3)
        draw.rectangle([(760, line - 46), (760 + 37 * (line % 7 + 2), line - 20)], fill="#45413d")
    draw.line([(700, 60), (700, 860)], fill="#8d8a86", width=3)
    return _jpeg(image)


def _sheet(colour: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", SIZE, colour)
    return image, ImageDraw.Draw(image)


def _jpeg(image: Image.Image) -> ContentFile[bytes]:
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return ContentFile(out.getvalue(), name="drawn.jpg")
