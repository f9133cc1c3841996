import pytest

from web.proxies import FORWARDED_HEADERS, behind_proxies, client_network


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        # As a socket for both versions calls an IPv4 address, and as some proxies add the port.
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::FFFF:c000:207", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7"),
        ("[2001:db8:1:2::9]:4711", "2001:db8:1:2::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("somewhere", "unknown"),
    ],
)
def test_requests_are_counted_by_what_one_owner_has(address, network):
    assert client_network(address) == network


def seen_by(environ, trusted=frozenset({"127.0.0.1"})):
    """What an application behind the proxies sees of a request."""
    seen = {}
    behind_proxies(lambda inner, _: seen.update(inner) or [], trusted)(dict(environ), None)
    return seen


CLAIMED = dict.fromkeys(FORWARDED_HEADERS, "192.0.2.99") | {"HTTP_X_FORWARDED_PROTO": "https"}


def test_a_stranger_is_believed_nothing_of_what_is_claimed():
    seen = seen_by({"REMOTE_ADDR": "198.51.100.1", "wsgi.url_scheme": "http", **CLAIMED})
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == ("198.51.100.1", "http")
    assert not set(FORWARDED_HEADERS) & set(seen)


def test_of_a_trusted_proxy_the_last_address_counts_and_the_scheme():
    claimed = {"HTTP_X_FORWARDED_FOR": "203.0.113.5, 192.0.2.7", "HTTP_X_FORWARDED_PROTO": "https"}
    seen = seen_by({"REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http", "HTTP_HOST": "x", **claimed})
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"], seen["HTTP_HOST"]) == ("192.0.2.7", "https", "x")
