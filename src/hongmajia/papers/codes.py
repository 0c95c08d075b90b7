"""QR codes as drawings that stay sharp in print."""

import io

import segno


def qr_svg(address: str) -> bytes:
    """``address`` as a QR code in SVG, black, without a margin; a quarter of it may be damaged."""
    buffer = io.BytesIO()
    code = segno.make(address, error="q", micro=False)
    code.save(buffer, kind="svg", border=0, xmldecl=False, svgns=True)
    return buffer.getvalue()
