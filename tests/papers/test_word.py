"""Building blocks of Word documents."""

import io

import pytest
from docx.shared import Mm
from PIL import Image

from hongmajia.papers.word import TALLEST_PICTURE, add_picture, new_paper

MARGINS = {"top": Mm(20), "bottom": Mm(20), "inner": Mm(20), "outer": Mm(20)}


@pytest.mark.parametrize(
    ("pixels", "right"),
    [((400, 300), (Mm(120), Mm(90))), ((100, 2000), (Mm(9), TALLEST_PICTURE))],
    ids=["photograph", "long screenshot"],
)
def test_a_picture_keeps_its_proportions_and_fits_on_the_page(
    pixels: tuple[int, int], right: tuple[int, int]
) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", pixels).save(buffer, "JPEG")
    paper = new_paper(**MARGINS, face="宋体", size=12)
    add_picture(paper, buffer.getvalue(), width=Mm(120))
    [shown] = paper.inline_shapes
    assert (shown.width, shown.height) == right
