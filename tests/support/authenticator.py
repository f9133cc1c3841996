"""A device with passkeys, in software: what it answers has the bytes that W3C Web Authentication lays down."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

SITE = "https://parts.example.org"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encode(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    return urlsafe_b64decode(f"{text}==")


class Authenticator:
    """Holds one key, for whichever account was the last to have it made; `count` is what it counts its uses by."""

    def __init__(self, origin=SITE, flags=PRESENT | VERIFIED):
        self.origin, self.flags, self.count = origin, flags, 0
        self.key, self.id, self.user = ec.generate_private_key(ec.SECP256R1()), token_bytes(16), b""

    def make(self, options):
        """What it answers when it is asked to make a passkey."""
        asked = json.loads(options)
        self.user = decode(asked["user"]["id"])
        public = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(cose)
        data = self._data(asked["rp"]["id"], self.flags | ATTESTED) + attested
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked)
        return self._answer({"clientDataJSON": encode(client), "attestationObject": encode(made)})

    def use(self, options):
        """What it answers when it is asked to use its passkey."""
        asked = json.loads(options)
        self.count += 1
        client, data = self._client("webauthn.get", asked), self._data(asked["rpId"], self.flags)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        answer = {"clientDataJSON": client, "authenticatorData": data, "signature": signature, "userHandle": self.user}
        return self._answer({name: encode(value) for name, value in answer.items()})

    def _client(self, kind, asked):
        return json.dumps({"type": kind, "challenge": asked["challenge"], "origin": self.origin}).encode()

    def _data(self, party, flags):
        return sha256(party.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _answer(self, response):
        return json.dumps({"id": encode(self.id), "rawId": encode(self.id), "type": "public-key", "response": response})
