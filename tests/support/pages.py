"""Pages as tests read them: elements with their text, values of fields and the messages beside them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "circle", "img", "input", "line", "link", "meta", "path", "rect"}
APART = {"dd", "dt", "h1", "h2", "h3", "li", "p", "td", "th"}
GROMMET = "unit=mm&hole_diameter=14&panel_thickness=1.5&cable_diameter=8"


@dataclass
class Element:
    tag: str
    attributes: dict
    words: list = field(default_factory=list)

    @property
    def text(self):
        return " ".join("".join(self.words).split())

    def has(self, attributes):
        return all(
            self.attributes.get(name.strip("_").replace("_", "-")) == value for name, value in attributes.items()
        )


class Page(HTMLParser):
    """A page's elements in their order; each must be closed where it was opened."""

    def __init__(self, html):
        super().__init__()
        self.elements, self._open = [], []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag, attributes):
        if tag in APART:
            self.handle_data(" ")
        element = Element(tag, dict(attributes))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self._open.pop().tag == tag, self.getpos()

    def handle_data(self, data):
        for element in self._open:
            element.words.append(data)

    def all(self, tag, **attributes):
        return [each for each in self.elements if each.tag == tag and each.has(attributes)]

    def one(self, tag, **attributes):
        (element,) = self.all(tag, **attributes)
        return element

    @property
    def text(self):
        return self.one("main").text

    def value(self, name):
        """What stands in a field, or which of its words is chosen."""
        fields = self.all("input", name=name)
        chosen = [each for each in fields if "checked" in each.attributes]
        return (chosen or fields)[0].attributes["value"]

    def input_names(self):
        """The names of all inputs, in the page's order."""
        return [each.attributes["name"] for each in self.all("input") if "name" in each.attributes]

    def field_messages(self, name):
        """The messages beside a field."""
        return " ".join(each.text for id in (f"problems-{name}", f"wrong-{name}") for each in self.all("p", id=id))

    def hidden_values(self):
        """The names and values of the hidden fields."""
        return {each.attributes["name"]: each.attributes["value"] for each in self.all("input", type="hidden")}


def get_page(client, path, status=200, **options):
    """The page at an address."""
    answer = client.get(path, follow_redirects=True, **options)
    assert answer.status_code == status, answer.text
    return Page(answer.text)


def post_form(client, path, form, status=303):
    """The address that a sent form redirects to, or the page with its problems."""
    answer = client.post(path, data=form)
    assert answer.status_code == status, answer.text
    return answer.headers["Location"] if status == 303 else Page(answer.text)
