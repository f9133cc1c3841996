"""QR codes as pictures for pages."""

from __future__ import annotations

from urllib.parse import quote

# Modules of light around it, as ISO/IEC 18004 asks.
QUIET_ZONE = 4


def qr_picture(text: str) -> str:
    """A QR code of a text, as the address of an SVG picture that has it all; a module is one unit."""
    from reportlab.graphics.barcode import qrencoder

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    # The stubs of reportlab leave these two out.
    count: int = code.getModuleCount()  # type: ignore[no-untyped-call]
    places = ((x, y) for y in range(count) for x in range(count) if code.isDark(y, x))  # type: ignore[no-untyped-call]
    dark = "".join(f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h1v1h-1z" for x, y in places)
    size = count + 2 * QUIET_ZONE
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{dark}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(picture)}"
