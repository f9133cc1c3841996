"""Requests to the HTTP interface, and checks of their answers."""

GROMMET = {"hole_diameter": 14, "panel_thickness": 1.5, "cable_diameter": 8}
TO = {
    "name": "Anna Meier", "street": "Lindenweg 5", "city": "Potsdam", "country": "DE", "latitude": 52.41,
    "longitude": 13.07,
}  # fmt: skip
ITEM = {"template": "grommet", "sheet": {"measurements": GROMMET}}
ORDER = {"items": [ITEM], "deliver_to": TO, "patient": "K-2041", "key": "1", "actor": "clinic-7"}
PREFIX = "/api/v1"


def get(client, path, status=200, **options):
    answer = client.get(path if path.startswith("/") else f"{PREFIX}/{path}", **options)
    assert answer.status_code == status, answer.text
    return answer


def post(client, path, body, status=200):
    answer = client.post(path if path.startswith("/") else f"{PREFIX}/{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json


def fields(body):
    """The fields of the problems in an answer."""
    return [field for problem in body["problems"] for field in problem["fields"]]


def messages(body):
    return " ".join(f"{problem['message']} {problem['hint']}" for problem in body["problems"])
