import pytest

from configurator.domain.orders.mails import MailAbout, MailedOrder, mail_text
from configurator.domain.orders.shipments import Shipment

LINK = "https://parts.example.org/orders/x"


@pytest.mark.parametrize(
    ("about", "changed", "subject", "said", "unsaid"),
    [
        ("made", {}, "Approve your order 7K now", "and approve it", "prescriber"),
        (
            "made",
            {"is_requested": True},
            "The files of your order 7K are made",
            "A prescriber of the clinic",
            "approve",
        ),
        (
            "shipped",
            {"shipments": [Shipment("Post", "9"), Shipment("", "8")]},
            "on its way",
            "Post, 9\n8\n",
            "collected",
        ),
        ("shipped", {"is_collected": True}, "Your order 7K has been collected", "has been collected", "way"),
    ],
)
def test_a_mail_says_what_has_become_of_an_order_in_one_line_and_with_its_link(about, changed, subject, said, unsaid):
    mail = mail_text(MailAbout(about), MailedOrder("7K", LINK, **changed))
    assert subject in mail.subject and "\n" not in mail.subject
    assert said in mail.text and f"\n{LINK}\n" in mail.text and unsaid not in mail.text
