import json

import pytest
from support.http_requests import GROMMET, PREFIX, fields, get, messages, post

DESIGNS = f"{PREFIX}/designs"
ASKED = {"template": "grommet", "values": GROMMET}


def test_errors_are_problem_details(client):
    answer = client.post(DESIGNS, json={"template": "gromet", "values": {}})
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert answer.json == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "template: There is no template 'gromet'. Did you mean 'grommet'?",
        "problems": [
            {
                "severity": "refusal",
                "message": "There is no template 'gromet'.",
                "hint": "Did you mean 'grommet'?",
                "fields": ["template"],
            }
        ],
        "request_id": answer.headers["X-Request-Id"],
    }


@pytest.mark.parametrize(("sent", "taken"), [("proxy-17.a", True), ("two words", False), ("x" * 65, False)])
def test_a_request_has_an_id_and_a_sound_one_that_was_sent_is_taken_over(client, sent, taken):
    answer = client.get("/api/v1/openapi.json", headers={"X-Request-Id": sent})
    assert (answer.headers["X-Request-Id"] == sent) is taken
    assert answer.headers["X-Request-Id"]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"template": "grommet"}, ["values"]),
        (ASKED | {"complete": "yes"}, ["complete"]),
        (ASKED | {"unit": "mm", "template": 7}, ["template", "unit"]),
        (ASKED | {"values": [1]}, ["values"]),
        (ASKED | {"values": {"hole_diameter": True}}, ["values.hole_diameter"]),
        (ASKED | {"values": {"hole_diameter": None}}, ["values.hole_diameter"]),
        (ASKED | {"values": {"hole_diameter": "9" * 2_001}}, ["values.hole_diameter"]),
        (ASKED | {"values": {"hole_diameter": "9\0"}}, ["values.hole_diameter"]),
        (ASKED | {"values": {"hole_diameter": {"value": 9, "size": 1}}}, ["values.hole_diameter"]),
        (ASKED | {"values": {f"v{number}": 1 for number in range(101)}}, ["values"]),
        ([], ["body"]),
    ],
)
def test_each_fault_of_a_body_is_named(client, body, wrong):
    answer = post(client, "designs", body, 422)
    assert sorted(fields(answer)) == wrong


def test_a_name_that_nothing_has_is_answered_with_the_nearest(client):
    assert "Did you mean 'values'?" in messages(post(client, "designs", {"template": "grommet", "vales": {}}, 422))


@pytest.mark.parametrize("body", ["", "{", "[" * 100_000, '{"a": "\\ud800"}', '{"a": 1}x', "\xff"])
def test_what_is_no_json_is_told_apart(client, body):
    answer = client.post(DESIGNS, data=body.encode("latin-1"), content_type="application/json")
    assert (answer.status_code, answer.json["title"]) == (400, "Bad Request")
    assert "JSON" in messages(answer.json)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000])
def test_what_is_no_finite_number_is_refused(client, number):
    body = json.dumps(ASKED).replace("14", number)
    answer = client.post(DESIGNS, data=body, content_type="application/json")
    assert answer.status_code in (200, 400, 422)
    assert answer.status_code != 200 or answer.json["design"] is None


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/csv", None])
def test_another_kind_of_body_is_not_taken(client, kind):
    answer = client.post(DESIGNS, data=json.dumps(ASKED), content_type=kind)
    assert (answer.status_code, answer.content_type) == (415, "application/problem+json")
    assert "Content-Type" in messages(answer.json)


def test_a_body_may_not_be_endless(client):
    answer = client.post(DESIGNS, data=b" " * (4 * 2**20 + 1), content_type="application/json")
    assert (answer.status_code, answer.content_type) == (413, "application/problem+json")


def test_another_method_is_answered_with_those_there_are(client):
    answer = client.get(DESIGNS)
    assert (answer.status_code, answer.content_type) == (405, "application/problem+json")
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["nothing", "templates/NO", "orders/short", "artefacts/..%2f..%2fetc%2fpasswd"])
def test_a_path_that_leads_nowhere_says_so(client, path):
    assert get(client, path, 404).content_type == "application/problem+json"


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("limit=0", ["limit"]),
        ("limit=many", ["limit"]),
        ("state=gone", ["state"]),
        ("state=%00", ["state"]),
        ("factory=a%00", ["factory"]),
        ("factory=a&factory=b", ["factory"]),
        ("colour=red", ["colour"]),
    ],
)
def test_each_fault_of_a_query_is_named(client, query, wrong):
    assert fields(client.get(f"{PREFIX}/jobs?{query}").json) == wrong


def test_what_takes_no_query_refuses_one(client):
    assert fields(get(client, "templates?colour=red", 422).json) == ["colour"]


def test_what_another_site_sends_is_refused(client):
    answer = client.post(DESIGNS, json=ASKED, headers={"Origin": "https://elsewhere.example"})
    assert (answer.status_code, fields(answer.json)) == (422, ["Origin"])


def test_another_host_is_not_answered(client):
    answer = client.get(f"{PREFIX}/templates", headers={"Host": "elsewhere.example"})
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")


def post_text(client, path, text, status):
    answer = client.post(f"{PREFIX}/{path}", data=text, content_type="application/json")
    assert answer.status_code == status, answer.text
    return answer.json


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"template": "grommet", "values": {"hole_diameter": 35, "hole_diameter": 53}}', "values.hole_diameter"),
        ('{"template": "grommet", "template": "grommet", "values": {}}', "template"),
        ('{"template": "grommet", "values": {"a": {"value": 1, "value": 2}}}', "values.a.value"),
    ],
)
def test_a_name_given_twice_is_refused_where_it_stands(client, text, place):
    body = post_text(client, "designs", text, 422)
    assert [(each["message"], each["fields"]) for each in body["problems"]] == [("It is given twice.", [place])]


def test_a_byte_order_mark_is_no_part_of_the_body(client):
    text = json.dumps(ASKED)
    marked, plain = (post_text(client, "designs", text.encode(code), 200) for code in ("utf-8-sig", "utf-8"))
    assert marked == plain
    assert "not JSON in UTF-8" in post_text(client, "designs", text.encode("utf-16"), 400)["detail"]
