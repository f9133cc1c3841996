"""What visitors of the pages do, and what must never happen while they do it."""

ADDRESS = {"name": "Anna Meier", "street": "Lindenweg 5", "postcode": "14467", "city": "Potsdam"}


class Watch:
    """Notes errors of scripts and of the console, answers that say no, and requests to other hosts."""

    def __init__(self, context, home):
        self.complaints, self._home, self._refused = [], home, set()
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _asked(self, request):
        if not request.url.startswith((self._home, "data:", "blob:")):
            self.complaints.append(f"asked for {request.url}")

    def _answered(self, response):
        # A page may say no, and is shown; what belongs to a page must be there.
        if response.request.resource_type == "document":
            self._refused |= {response.url} if response.status >= 400 else set()
        elif response.status >= 400:
            self.complaints.append(f"{response.status} for {response.url}")

    def _said(self, message):
        known = message.location["url"] in self._refused
        if message.type in ("error", "warning") and not known:
            self.complaints.append(f"{message.type}: {message.text} at {message.location['url']}")


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
    for _ in range(240):
        if page.get_by_text(text).count():
            return
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError(f"waited in vain for {text!r}")
