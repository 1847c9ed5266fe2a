"""An organisation's own SAML identity provider that nobody here wrote: pysaml2, behind the pages of a small web server.

python idp.py --sp-metadata ADDRESS_OR_FILE [--plain] [--default-cipher]

Says where it is in one line of JSON and ends when it is told to, or when whoever started it has ended. Its key ends with it.

    GET /metadata    its metadata
    GET, POST /sso   takes a signed request and shows who can sign in
    POST /sign-in    answers the request
    GET /slo         takes a signed request to sign out and answers it, or the answer to our own
    GET /            who is signed in, and a button to sign out
    POST /sign-out   sends the browser to the service provider with our signed request to sign out, by form with ?form
    POST /set        ?level=loa1|loa2|loa3 and ?mode=... for what follows; the modes are in provider.py
"""

import argparse
import html
import importlib.metadata
import json
import os
import secrets
import signal
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from provider import LEVELS, POST, REDIRECT, Provider, Refused, Unreachable

TITLE = "Kommunens inloggning (SAML)"


class Handler(BaseHTTPRequestHandler):
    """`provider` and `waiting`, the requests that nobody has answered yet, are the class's: a handler lives for one message."""

    provider = None
    waiting = {}

    def do_GET(self):
        self.take({
            "/": self.home,
            "/metadata": self.metadata,
            "/sso": lambda: self.show(REDIRECT, self.query()),
            "/slo": lambda: self.leave(self.query()),
        })

    def do_POST(self):
        self.take({
            "/sso": lambda: self.show(POST, self.form()),
            "/sign-in": lambda: self.sign_in(self.form()),
            "/sign-out": self.sign_out,
            "/set": lambda: self.set(self.query()),
        })

    def take(self, routes):
        act = routes.get(urlsplit(self.path).path)
        try:
            act() if act else self.say(404, "text/plain", "there is nothing")
        except Refused as refused:
            self.say(400, "text/plain", str(refused))
        except Unreachable as unreachable:
            self.say(502, "text/plain", str(unreachable))

    def metadata(self):
        self.say(200, "application/samlmetadata+xml", self.provider.metadata())

    def show(self, binding, fields):
        asked = self.provider.read(binding, fields)
        token = secrets.token_urlsafe()
        self.waiting[token] = (asked, fields.get("RelayState"))
        self.page(sign_in_form(token, self.provider.level))

    def sign_in(self, fields):
        asked, relay_state = self.waiting.pop(fields.get("asked"), (None, None))
        if not asked:
            raise Refused("no request that waits for an answer")
        destination, response = self.provider.answer(asked, fields.get("level"))
        self.page(answer_form(destination, {"SAMLResponse": response, "RelayState": relay_state}))

    def home(self):
        button = '<form method="post" action="/sign-out"><button>Logga ut överallt</button></form>'
        form = '<form method="post" action="/sign-out?form"><button>Logga ut överallt med formulär</button></form>'
        self.page(f"<p>Vera Lindqvist är inloggad</p>{button}{form}" if self.provider.session else "<p>Ingen är inloggad</p>")

    def leave(self, fields):
        if "SAMLRequest" in fields:
            return self.redirect(self.provider.leave(REDIRECT, fields))
        status = self.provider.left(fields)
        self.page(f"<p>Tjänsten svarar: {html.escape(status)}</p>")

    def sign_out(self):
        if urlsplit(self.path).query == "form":
            return self.page(answer_form(*self.provider.ask_to_leave(POST)))
        self.redirect(self.provider.ask_to_leave())

    def redirect(self, place):
        self.send_response(303)
        self.send_header("location", place)
        self.send_header("content-length", "0")
        self.end_headers()

    def set(self, fields):
        self.provider.set(fields.get("level"), fields.get("mode"), fields.get("keys"))
        self.say(200, "text/plain", "")

    def query(self):
        return dict(parse_qsl(urlsplit(self.path).query))

    def form(self):
        length = int(self.headers.get("content-length", 0))
        return dict(parse_qsl(self.rfile.read(length).decode("utf-8")))

    def page(self, content):
        head = f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>{TITLE}</title><h1>{TITLE}</h1>'
        self.say(200, "text/html", head + content)

    def say(self, status, kind, content):
        body = content.encode("utf-8")
        self.send_response(status)
        self.send_header("content-type", f"{kind}; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.send_header("cache-control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing: whoever tests looks at the answers."""


def sign_in_form(token, chosen):
    """Who are you? Whoever presses the button is Vera."""
    options = "".join(
        f'<option value="{level}"{" selected" if level == chosen else ""}>{uri}</option>' for level, uri in LEVELS.items()
    )
    return (
        f'<form method="post" action="/sign-in"><input type="hidden" name="asked" value="{token}">'
        f'<p><label>Tillitsnivå <select name="level">{options}</select></label></p><button>Vera Lindqvist</button></form>'
    )


def answer_form(destination, fields):
    """Back to the service provider, by a button and not by a script: browsers without scripts come here too."""
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(value)}">' for name, value in fields.items() if value
    )
    return f'<form method="post" action="{html.escape(destination)}">{hidden}<button>Fortsätt</button></form>'


def serve(asked, folder, ended):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    address = f"http://127.0.0.1:{server.server_port}"
    cipher = "plain" if asked.plain else "default-cipher" if asked.default_cipher else "encrypted"
    Handler.provider = Provider(address, folder, asked.sp_metadata, cipher)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    version = f"pysaml2 {importlib.metadata.version('pysaml2')}"
    print(json.dumps({"metadata": f"{address}/metadata", "entity": Handler.provider.entity, "version": version}), flush=True)
    parent = os.getppid()
    while not ended.wait(1) and os.getppid() == parent:
        pass
    server.shutdown()


def arguments():
    parser = argparse.ArgumentParser(description=TITLE)
    parser.add_argument("--sp-metadata", required=True, help="where the service provider's metadata are: an address or a file")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--plain", action="store_true", help="assertions are not encrypted")
    how.add_argument("--default-cipher", action="store_true", help="assertions are encrypted with what pysaml2 takes of itself")
    return parser.parse_args()


def main():
    asked, ended = arguments(), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with tempfile.TemporaryDirectory(prefix="saml-idp.") as folder:
        # pysaml2 hands certificates and messages to xmlsec1 in files; they go with the folder.
        tempfile.tempdir = folder
        serve(asked, folder, ended)


if __name__ == "__main__":
    main()
