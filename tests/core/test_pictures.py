"""Photographs in the width in which a page shows them."""

import io

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.test import RequestFactory
from PIL import Image

from hongmajia.core.pictures import sized_photo


def photo(width: int, height: int) -> ContentFile[bytes]:
    """A grainy JPEG as photographs are stored."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 40).convert("RGB").save(out, "JPEG", quality=82)
    return ContentFile(out.getvalue(), name="photo.jpg")


@pytest.mark.parametrize(
    ("asked", "kind", "size"),
    [
        ("", "JPEG", (2000, 1500)),
        ("?w=360", "WEBP", (360, 270)),
        ("?w=361", "JPEG", (2000, 1500)),  # only the few widths that pages use
        ("?w=x", "JPEG", (2000, 1500)),
    ],
)
def test_the_width_that_is_asked_for(asked: str, kind: str, size: tuple[int, int]) -> None:
    answer = sized_photo(RequestFactory().get(f"/photo/{asked}"), photo(2000, 1500), seconds=600)
    with Image.open(io.BytesIO(answer.content)) as image:
        assert (image.format, image.size) == (kind, size)
    assert answer["Content-Type"] == f"image/{kind.lower()}"
    assert answer["Cache-Control"] == "private, max-age=600"


def test_a_small_one_is_never_enlarged() -> None:
    stored = photo(300, 200)
    answer = sized_photo(RequestFactory().get("/photo/?w=360"), stored, seconds=600)
    assert answer.content == stored.open().read()


def test_a_long_screenshot_is_shrunk_too() -> None:
    answer = sized_photo(RequestFactory().get("/photo/?w=180"), photo(1000, 8000), seconds=600)
    assert Image.open(io.BytesIO(answer.content)).size == (180, 1440)


def test_the_browser_chooses_by_the_density_of_its_screen() -> None:
    template = Template("<img {% sized address 180 %}>")
    assert template.render(Context({"address": "/a/"})) == (
        '<img src="/a/?w=180" srcset="/a/?w=180 180w, /a/?w=360 360w" sizes="180px">'
    )
