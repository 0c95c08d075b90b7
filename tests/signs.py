"""The sign of a province, as it is uploaded."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image


def red_square() -> ContentFile[bytes]:
    """A sign that papers can draw."""
    image = BytesIO()
    Image.new("RGB", (400, 400), "#c8102e").save(image, "JPEG")
    return ContentFile(image.getvalue(), name="sign.jpg")
