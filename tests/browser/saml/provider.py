"""An identity provider of pysaml2, as the Swedish profile wants it, and the bad answers that it can be told to give."""

import base64
import datetime
import os
import threading
import urllib.request

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, SAMLError
from saml2.cert import CertificateError
from saml2.config import IdPConfig
from saml2.entity import pre_encryption_part
from saml2.metadata import entity_descriptor
from saml2.s_utils import OtherError, SamlException, UnravelError, VersionMismatch
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT
from saml2.samlp import SessionIndex
from saml2.server import Server
from saml2.sigver import get_pem_wrapped_unwrapped, make_temp, verify_redirect_signature
from saml2.validate import NotValid
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

REDIRECT, POST = BINDING_HTTP_REDIRECT, BINDING_HTTP_POST
LEVELS = {level: f"http://id.elegnamnden.se/loa/1.0/{level}" for level in ("loa1", "loa2", "loa3")}

# How assertions leave, by what the cipher is called in the message and by the program that encrypts. The last is what
# pysaml2 takes of itself, triple DES, which nobody is to accept any more.
CIPHERS = {
    "plain": None,
    "encrypted": ("http://www.w3.org/2009/xmlenc11#aes256-gcm", "aes-256"),
    "cbc": ("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "aes-256"),
    "default-cipher": None,
}
TIME = "%Y-%m-%dT%H:%M:%SZ"
FAULTS = ("unsigned", "wrong-audience", "old")

# What is signed with and what is published, of the first key and the one that follows it, while keys are changed.
KEYS = {"first": (0, (0,)), "announced": (0, (0, 1)), "changed": (1, (1, 0)), "withdrawn": (0, (1,))}

SCOPE = "sandviken.example"
PERSON = {
    "givenName": ["Vera"],
    "sn": ["Lindqvist"],
    "displayName": ["Vera Lindqvist"],
    "mail": ["vera@sandviken.example"],
    "ou": ["Skolförvaltningen"],
    "eduPersonPrincipalName": ["vera@sandviken.example"],
}

# What pysaml2 raises for a request that it does not take.
REFUSED = (SAMLError, SamlException, UnravelError, OtherError, VersionMismatch, NotValid, CertificateError)


class Refused(Exception):
    """The request is not taken; says why."""


class Unreachable(Exception):
    """The service provider's metadata can't be had."""


class Provider:
    """The provider at an address, for one service provider, with keys of its own in `folder`."""

    def __init__(self, address, folder, service_provider, cipher="encrypted"):
        self.entity = f"{address}/metadata"
        self.level = "loa2"
        self.cipher, self.fault = cipher, None
        self.service_provider = service_provider
        self.address_of = address
        self.keys = [make_key(folder, name) for name in ("first", "second")]
        self.take_keys("first")
        # What pysaml2 keeps of people and sessions is not made for several threads.
        self.lock = threading.Lock()
        # The one session here, as the last answer named it: who, and which.
        self.session = None

    def take_keys(self, stage):
        signed, published = KEYS[stage]
        (key, certificate), certificates = self.keys[signed], [self.keys[one][1] for one in published]
        self.server = Answering(self, configuration(self.address_of, self.entity, key, certificate))
        self.described = configuration(self.address_of, self.entity, key, certificates[0], certificates[1:])

    def metadata(self):
        return str(entity_descriptor(self.described))

    def set(self, level=None, mode=None, keys=None):
        """What is claimed from now on, and how it is sent. A fault is added to the way of sending set before."""
        if keys not in (None, *KEYS):
            raise Refused(f"keys is one of {', '.join(KEYS)}")
        if keys:
            self.take_keys(keys)
        if level not in (None, *LEVELS) or mode not in (None, *CIPHERS, *FAULTS):
            raise Refused(f"level is one of {', '.join(LEVELS)}; mode one of {', '.join((*CIPHERS, *FAULTS))}")
        self.level = level or self.level
        if mode in CIPHERS:
            self.cipher, self.fault = mode, None
        elif mode:
            self.fault = mode

    def read(self, binding, fields):
        """The request, if it is signed by the service provider and asks for an answer at an address of its."""
        if "SAMLRequest" not in fields:
            raise Refused("no SAMLRequest")
        with self.lock:
            self.know_service_provider()
            try:
                request = self.server.parse_authn_request(
                    fields["SAMLRequest"],
                    binding,
                    relay_state=fields.get("RelayState"),
                    sigalg=fields.get("SigAlg"),
                    signature=fields.get("Signature"),
                )
                return self.server.response_args(request.message, [POST])
            except REFUSED as error:
                raise Refused(f"{type(error).__name__}: {error}") from error

    def answer(self, asked, level):
        """Where the answer to a request goes, and the answer as a form carries it."""
        if level not in LEVELS:
            raise Refused("no such level")
        asked = {key: value for key, value in asked.items() if key != "binding"}
        with self.lock:
            response = self.server.create_authn_response(
                PERSON,
                userid="vera",
                authn={"class_ref": LEVELS[level]},
                sign_response=self.fault != "unsigned",
                sign_assertion=False,
                encrypt_assertion=self.cipher != "plain",
                **asked,
            )
            # Encrypted, the assertion is there no more: pysaml2 has kept it.
            self.session = self.server.last_session
        return asked["destination"], base64.b64encode(str(response).encode()).decode()

    def leave(self, binding, fields):
        """The address that the browser goes back to with our answer, when the service provider asks to end the session."""
        with self.lock:
            self.know_service_provider()
            try:
                request = self.server.parse_logout_request(
                    fields["SAMLRequest"],
                    binding,
                    relay_state=fields.get("RelayState"),
                    sigalg=fields.get("SigAlg"),
                    signature=fields.get("Signature"),
                ).message
            except REFUSED as error:
                raise Refused(f"{type(error).__name__}: {error}") from error
            name, index = self.session or (None, None)
            if not name or request.name_id.text != name.text or [one.text for one in request.session_index] != [index]:
                raise Refused("no such session")
            self.session = None
            response = self.server.create_logout_response(request, [REDIRECT], sign=False)
            return self.address(str(response), response.destination, fields.get("RelayState"), response=True)

    def ask_to_leave(self, binding=REDIRECT):
        """Our own request to end the session there: an address, or where a form goes with its fields."""
        if not self.session:
            raise Refused("nobody is signed in")
        with self.lock:
            self.know_service_provider()
            (name, index), service_provider = self.session, next(iter(self.server.metadata.keys()))
            place = self.server.metadata.single_logout_service(service_provider, binding, "spsso")[0]["location"]
            request = self.server.create_logout_request(
                place,
                service_provider,
                name_id=name,
                session_indexes=[SessionIndex(text=index)],
                sign=binding == POST,
                expire=(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=5)).strftime(TIME),
            )
            text = str(request[1] if isinstance(request, tuple) else request)
            self.session = None
            if binding == POST:
                return place, {"SAMLRequest": base64.b64encode(text.encode()).decode(), "RelayState": "leaving"}
            return self.address(text, place, "leaving", response=False)

    def left(self, fields):
        """How the service provider says that it went: the codes of its status."""
        with self.lock:
            try:
                # pysaml2 verifies signatures of answers within the message only; ours stands beside it.
                if not verify_redirect_signature(fields, self.server.sec.sec_backend, self.certificate_of_service_provider()):
                    raise Refused("the answer's signature does not hold")
                answer = self.server.parse_logout_request_response(fields["SAMLResponse"], REDIRECT)
            except REFUSED as error:
                raise Refused(f"{type(error).__name__}: {error}") from error
            return answer.response.status.status_code.value

    def certificate_of_service_provider(self):
        service_provider = next(iter(self.server.metadata.keys()))
        return self.server.metadata.certs(service_provider, "spsso", "signing")[0][1]

    def address(self, text, place, relay_state, response):
        info = self.server.apply_binding(REDIRECT, text, place, relay_state, response=response, sign=True, sigalg=SIG_RSA_SHA256)
        return dict(info["headers"])["Location"]

    def know_service_provider(self):
        """Reads the metadata of the service provider once they are needed: it may start after this one."""
        if self.server.metadata.keys():
            return
        try:
            text = fetch(self.service_provider)
            self.server.metadata.load("inline", text)
        except Exception as error:  # Whatever stands there is not ours.
            raise Unreachable(f"the metadata of {self.service_provider} can't be read: {error}") from error


class Answering(Server):
    """pysaml2's own server, but for its cipher and for faults, which are made before anything is signed."""

    def __init__(self, provider, config):
        super().__init__(config=config)
        self.provider = provider
        self.last_session = None

    def _encrypt_assertion(self, encrypt_cert, sp_entity_id, response, node_xpath=None):
        """As the original, which can't be told another cipher."""
        if self.provider.cipher == "default-cipher":
            return super()._encrypt_assertion(encrypt_cert, sp_entity_id, response, node_xpath)
        algorithm, key_type = CIPHERS[self.provider.cipher]
        name, certificate = self.metadata.certs(sp_entity_id, "any", "encryption")[0]
        wrapped, unwrapped = get_pem_wrapped_unwrapped(certificate)
        file = make_temp(wrapped.encode("ascii"), decode=False, delete_tmpfiles=True)
        template = pre_encryption_part(msg_enc=algorithm, key_name=name, encrypt_cert=unwrapped)
        return self.sec.encrypt_assertion(response, file.name, template, key_type=key_type, node_xpath=node_xpath)

    def _add_info(self, msg, **kwargs):
        """The last step before a response is encrypted and signed."""
        super()._add_info(msg, **kwargs)
        self.last_session = (msg.assertion.subject.name_id, msg.assertion.authn_statement[0].session_index)
        if self.provider.fault == "wrong-audience":
            msg.assertion.conditions.audience_restriction[0].audience[0].text = "https://another.example/saml"
        elif self.provider.fault == "old":
            make_old(msg)


def make_old(response):
    """An hour older, in every time that it has."""
    assertion = response.assertion
    confirmations = (one.subject_confirmation_data for one in assertion.subject.subject_confirmation)
    for part in (response, assertion, assertion.conditions, *assertion.authn_statement, *confirmations):
        for name in ("issue_instant", "not_before", "not_on_or_after", "authn_instant", "session_not_on_or_after"):
            if getattr(part, name, None):
                at = datetime.datetime.fromisoformat(getattr(part, name))
                setattr(part, name, (at - datetime.timedelta(hours=1)).strftime(TIME))


def configuration(address, entity, key, certificate, others=()):
    return IdPConfig().load({
        "entityid": entity,
        "key_file": key,
        "cert_file": certificate,
        "additional_cert_files": list(others),
        "metadata": {"inline": []},
        "valid_for": 7 * 24,
        "service": {
            "idp": {
                "name": "Kommunens inloggning (SAML)",
                "endpoints": {
                    "single_sign_on_service": [(f"{address}/sso", REDIRECT), (f"{address}/sso", POST)],
                    "single_logout_service": [(f"{address}/slo", REDIRECT)],
                },
                "name_id_format": [NAMEID_FORMAT_PERSISTENT],
                "policy": {"default": {"lifetime": {"minutes": 5}, "name_form": NAME_FORMAT_URI}},
                "scope": [SCOPE],
                "signing_algorithm": SIG_RSA_SHA256,
                "digest_algorithm": DIGEST_SHA256,
                "want_authn_requests_signed": True,
            },
        },
    })


def make_key(folder, called):
    """A key that lives as long as the provider, and a certificate over it; returns where they lie."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Kommunens inloggning (SAML)")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form, bare = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return (
        write(folder, f"{called}-key.pem", key.private_bytes(pem, form, bare)),
        write(folder, f"{called}-certificate.pem", certificate.public_bytes(pem)),
    )


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        file.write(content)
    return path


def fetch(place):
    """A file's text or an address's, without any proxy: the service provider is on this machine."""
    if not place.startswith(("http://", "https://")):
        with open(place, encoding="utf-8") as file:
            return file.read()
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(place, timeout=10) as answer:
        return answer.read().decode("utf-8")
