"""How the browser of the documentation's pictures and of the tests is started."""

# Views by the processor: where these run there is seldom a graphics card.
FLAGS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    # A graphics card that is the processor draws and puts together pages ten to a hundred times as slowly as the
    # processor by itself; Debian's starts with the opposite of the first.
    "--disable-gpu-rasterization",
    "--disable-gpu-compositing",
)
