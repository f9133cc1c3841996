"""What was done, told on the page that comes next: a short-lived cookie names it, the words stand here."""

from __future__ import annotations

from typing import Final, TypeVar

from flask import Flask, g, request
from werkzeug.wrappers import Response

R = TypeVar("R", bound=Response)
COOKIE: Final = "done"
COOKIE_AGE_S: Final = 60
ORDERED, ORDERED_BEFORE, APPROVED, APPROVED_BEFORE = "ordered", "ordered-before", "approved", "approved-before"
CANCELLED, CANCELLED_BEFORE, FILES_MADE, OPERATOR_SET = "cancelled", "cancelled-before", "files-made", "operator-set"
PRESET_FILLED, DRAWING_READ, IN_BASKET = "preset-filled", "drawing-read", "in-basket"
SIGNED_OUT, PASSWORD_CHANGED, SESSION_ENDED, OTHERS_ENDED = "signed-out", "password", "session-ended", "others-ended"
ACTING_FOR, CHOOSE_ACTING, TOKEN_REVOKED, NOW_MEMBER = "acting-for", "choose-acting", "token-revoked", "now-member"
MEMBER_REMOVED, INVITATION_WITHDRAWN, ORGANISATION_ADDED = "member-removed", "withdrawn", "organisation-added"
GATHERED, QUOTAS_SET = "gathered", "quotas-set"
REQUESTS_OPENED, REQUESTS_CLOSED = "requests-opened", "requests-closed"
ACCOUNT_DISABLED, ACCOUNT_ENABLED = "account-disabled", "account-enabled"
CODE_SET_UP, CODE_REMOVED, FACTORS_OF_OTHER_REMOVED = "code-set-up", "code-removed", "factors-of-other-removed"
PASSKEY_ADDED, PASSKEY_REMOVED = "passkey-added", "passkey-removed"
PROVIDER_LINKED, PROVIDER_REMOVED = "provider-linked", "provider-removed"
PASSWORD_REPLACED, PASSWORD_LINK_SENT = "password-replaced", "password-link-sent"
WORDS: Final = {
    ORDERED: "The order is placed. Its files are being made and measured now.",
    ORDERED_BEFORE: "This was ordered before: here is that order. Nothing was ordered twice.",
    APPROVED: "Approved: the order goes into production.",
    APPROVED_BEFORE: "It is approved already, perhaps in another window. Nothing more is needed.",
    CANCELLED: "The order is cancelled.",
    CANCELLED_BEFORE: "It is cancelled already, perhaps in another window.",
    FILES_MADE: "The files are made and measured.",
    OPERATOR_SET: "What is reported from here on is reported under this name.",
    PRESET_FILLED: "The example is filled in. What you had measured or stated stays as it was.",
    IN_BASKET: "It is in the basket.",
    DRAWING_READ: "The outline of the drawing is filled in.",
    SIGNED_OUT: "You are signed out.",
    FACTORS_OF_OTHER_REMOVED: "Codes and passkeys are removed, and the account is signed out everywhere.",
    CODE_SET_UP: "From now on you sign in with a code too.",
    CODE_REMOVED: "You sign in without a code again.",
    PASSKEY_ADDED: "The passkey is added: sign in with it from now on.",
    PASSKEY_REMOVED: "The passkey is removed.",
    PROVIDER_LINKED: "It is linked: sign in by it from now on.",
    PROVIDER_REMOVED: "Nobody signs in to this account by it any more.",
    PASSWORD_LINK_SENT: "If this address has an account, a link to choose another password is on its way to it.",
    PASSWORD_REPLACED: "The password is replaced. Sign in with the new one.",
    PASSWORD_CHANGED: "The password is changed. Whoever was signed in with the old one is signed out.",
    SESSION_ENDED: "That session is ended.",
    OTHERS_ENDED: "All other sessions are ended.",
    ACTING_FOR: "What you do from here on you do for whom you have chosen.",
    CHOOSE_ACTING: "You belong to several organisations: choose the one that you act for.",
    TOKEN_REVOKED: "The token is revoked: whatever uses it is refused from now on.",
    NOW_MEMBER: "Welcome: the invitation is accepted.",
    MEMBER_REMOVED: "That member is removed, and signed out.",
    INVITATION_WITHDRAWN: "The invitation is withdrawn: its link is of no use any more.",
    ORGANISATION_ADDED: "The clinic is added. Invite its first prescriber.",
    QUOTAS_SET: "The bounds hold from now on.",
    GATHERED: "The order is among yours.",
    REQUESTS_OPENED: "The clinic takes requests: it stands among those that anybody can ask for a part for a person.",
    REQUESTS_CLOSED: "The clinic takes no more requests. Those that wait stay.",
    ACCOUNT_DISABLED: "The account is disabled, and signed out everywhere.",
    ACCOUNT_ENABLED: "The account may be signed in to again.",
    "claim": "Claimed.",
    "start": "Reported: it is on the machine.",
    "done": "Reported: made and inspected.",
    "ship": "Reported: it has left the factory.",
    "fail": "Reported: it failed, and is made again.",
}


def announce_notices(app: Flask) -> None:
    """Give the page templates `notice()`; what was told once is not told again."""
    app.jinja_env.globals["notice"] = read_notice
    app.after_request(_forget_notice)


def with_notice(response: R, notice: str) -> R:
    """Have the next page tell what was done."""
    with_tls = request.is_secure
    response.set_cookie(COOKIE, notice, max_age=COOKIE_AGE_S, secure=with_tls, httponly=True, samesite="Strict")
    return response


def read_notice() -> str:
    """The words for what was done before this page, empty for nothing."""
    g.notice_told = True
    return WORDS.get(request.cookies.get(COOKIE, ""), "")


def _forget_notice(response: Response) -> Response:
    if g.get("notice_told") and COOKIE in request.cookies:
        response.delete_cookie(COOKIE, httponly=True, samesite="Strict")
    return response
