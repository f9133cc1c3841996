"""What visitors of the pages do, and what must never happen while they do it."""

from pathlib import Path
from urllib.parse import parse_qsl

from configurator.services.orders.approve import approve_order
from support import ordering
from support.server import wait_until

# The script that judges how accessible a page is, and how it is asked.
AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
JUDGE = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`)"""
# In the other colours nothing else can have changed.
JUDGE_COLOURS = JUDGE.replace("{ resultTypes", '{ runOnly: ["color-contrast"], resultTypes')
# Resolved once a new size has been drawn.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
# What is wrong with the layout as it stands, in words.
FAULTS = """() => {
  const faults = [];
  const name = (each) => `${each.localName}#${each.id}.${each.className} "${each.textContent.trim().slice(0, 30)}"`;
  const seen = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".skip, .hidden");
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const box = (each) => each.getBoundingClientRect();
  if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
  const controls = all("a, button, input:not([type=hidden]), select, textarea, label, summary");
  controls.forEach((one, index) => controls.slice(index + 1).forEach((other) => {
    if (one.contains(other) || other.contains(one)) return;
    const [a, b] = [box(one), box(other)];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1 && high > 1) faults.push(`${name(one)} lies over ${name(other)}`);
  }));
  for (const each of all("main :not(svg *)")) {
    const around = each.parentElement.closest(".panel, .card, .option, .field, .viewer-frame, main");
    if (each.closest(".wide") !== null && !each.matches(".wide")) continue;
    if (box(each).right > box(around).right + 1) faults.push(`${name(each)} is wider than ${name(around)}`);
  }
  for (const each of controls) {
    const small = each.matches("button, select, textarea, input:not([type=radio], [type=checkbox], [type=range])");
    if (small && Math.min(box(each).width, box(each).height) < 24) faults.push(`${name(each)} is too small to hit`);
  }
  return faults;
}"""
GROMMET = "/parts/grommet{}?unit=mm&hole_diameter=14&panel_thickness=1.5&cable_diameter=8"
# What the page "made" shows is made so.
MADE = GROMMET.format("/made").split("?")[0], dict(parse_qsl(GROMMET.partition("?")[2]))
# Every kind of page; `{made}` and so on stand for the order in that state.
PAGES = {
    "catalogue": "/",
    "nothing found": "/?q=gasket",
    "part": GROMMET.format(""),
    "part in inches": "/parts/foot_orthosis?unit=in",
    "part that cannot be": "/parts/grommet?hole_diameter=14&cable_diameter=30&panel_thickness=thin",
    "part whose numbers are swapped": "/parts/foot_orthosis?foot_length=70&foot_breadth=98&heel_breadth=262",
    "made": GROMMET.format("/made"),
    "made by nobody": "/parts/grommet/made?hole_diameter=15&panel_thickness=1.5&cable_diameter=8",
    "not made": "/parts/grommet/made?cable_diameter=70",
    "order form": GROMMET.format("/order"),
    "order form with price and parcels": GROMMET.format("/order"),
    "basket": GROMMET.format("/order"),
    "empty basket": "/basket/",
    "order to approve": "/orders/{made}",
    "order at a factory": "/orders/{handed_over}",
    "order shipped": "/orders/{shipped}",
    "sheet": "/clinic/",
    "sheet for what has no sides": "/clinic/?template=grommet",
    "orders": "/clinic/orders",
    "factories": "/factories/",
    "board": "/factories/lyon",
    "threads": "/threads",
    "threads that it may be": "/threads?diameter=4.65&pitch=0.81&unit=mm",
    "threads that come nearest": "/threads?diameter=0.45&pitch=0.06&unit=in",
    "thread that cannot be": "/threads?diameter=3/8&tpi=thin",
    "status": "/status",
    "not found": "/orders/nowhere",
    "no accounts": "/sign-in",
}
# Only a test takes the network away; and by its flags the browser reads what WebGL has drawn.
EXPECTED = ("net::ERR_INTERNET_DISCONNECTED", "GPU stall due to ReadPixels")
ADDRESS = {"name": "Anna Meier", "street": "Lindenweg 5", "postcode": "14467", "city": "Potsdam"}


class PageMonitor:
    """Collects script and console errors, failed responses, and requests to other hosts."""

    def __init__(self, context, home):
        self.complaints, self._home, self._refused = [], home, set()
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _on_request(self, request):
        if not request.url.startswith((self._home, "data:", "blob:")):
            self.complaints.append(f"asked for {request.url}")

    def _on_response(self, response):
        # A page itself may be an error page, and a picture that is put off is asked for again; all else must exist.
        is_busy = response.request.resource_type == "image" and "retry-after" in response.headers
        if response.request.resource_type == "document" or is_busy:
            self._refused |= {response.url} if response.status >= 400 else set()
        elif response.status >= 400:
            self.complaints.append(f"{response.status} for {response.url}")

    def _on_console(self, message):
        is_expected = message.location["url"] in self._refused or any(text in message.text for text in EXPECTED)
        if message.type in ("error", "warning") and not is_expected:
            self.complaints.append(f"{message.type}: {message.text} at {message.location['url']}")


def wait_for_hand_over(context, orders):
    """Wait until the worker has made every order and handed over its job; the jobs."""
    for order in orders:
        wait_until(lambda order=order: ordering.load_order(context, order.id).state == "made")
        approve_order(context, ordering.CLINIC, order.id)

    def ready():
        jobs = [job for order in orders for job in ordering.jobs_of(context, order.id)]
        return jobs if all(job.state == "handed_over" for job in jobs) else []

    return wait_until(ready)


def open_page(page, name, orders):
    """Go to one of PAGES and wait for what comes by itself."""
    page.goto(PAGES[name].format(**{state: order.token for state, order in orders.items()}))
    if name in ("part", "part in inches"):
        page.locator("#dimensions button").first.wait_for()
    if name == "order form with price and parcels":
        send_to(page)
        page.get_by_role("radio", name="There as soon as can be").check()
        page.get_by_role("button", name="Show price, date").click()
        page.locator("#parcels").wait_for()
    if name == "basket":
        page.get_by_role("button", name="Put it into the basket").click()
        page.locator(".lines").wait_for()
        send_to(page)
        page.get_by_role("button", name="Show in how many parcels").click()
        page.locator("#parcels").wait_for()


def unfold(page):
    """Open every `details` element, and scroll back to the top."""
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; }); scrollTo(0, 0);")


def look(page):
    """Find nothing amiss on a page as it stands: on a desktop and on a phone, in light and dark."""
    unfold(page)
    if page.scripted:
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = {}
    for width, height in ((1280, 900), (768, 1024), (390, 844), (320, 568)):
        page.set_viewport_size({"width": width, "height": height})
        if page.scripted:
            page.evaluate(DRAWN)
        found[width] = page.evaluate(FAULTS)
        if page.scripted and width in (1280, 390):
            found[f"axe at {width}"] = page.evaluate(JUDGE)
    page.set_viewport_size({"width": 1280, "height": 900})
    if page.scripted:
        page.emulate_media(color_scheme="dark")
        found["in the dark"] = page.evaluate(JUDGE_COLOURS)
        page.emulate_media(color_scheme="light")
    assert not any(found.values()), (page.url, found)


def fill(page, values):
    """Type into fields, by the beginning of their ids."""
    for name, text in values.items():
        page.fill(f"#{name}", text)


def send_to(page, address=ADDRESS):
    """Where an order goes, in Germany."""
    fill(page, address)
    page.select_option("#country", "DE")


def wait_for(page, text):
    """Until the page says so: by itself, or, without scripts, asked again and again."""
    if page.scripted:
        page.get_by_text(text).first.wait_for()
        return
    for number in range(60):
        if page.get_by_text(text).count():
            return
        # Who asks all the time for what takes long leaves no processor to those who do it.
        page.wait_for_timeout(min(250 * (number + 1), 2000))
        page.reload()
    raise AssertionError(f"waited in vain for {text!r}")
