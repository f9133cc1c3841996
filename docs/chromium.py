"""How the browser of the documentation's pictures and of the tests is started."""

# A picture by the processor: where these run there is seldom another.
FLAGS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    # Debian's starts with the opposite, and a graphics card that is the processor draws pages ten times as slowly.
    "--disable-gpu-rasterization",
    # Nor does it put them together well: only the view of a part is drawn by it.
    "--disable-gpu-compositing",
)
