"""What a person with a browser does at /oauth/authorize, without a browser.

Forms are filled by the names of their fields alone, so that the pages may change their looks: a
form with a password field is the log-in, a form without one is the consent.
"""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlparse

import requests

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


class _Page(HTMLParser):
    """Collects the forms of a page and the text of its <code> elements."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.codes = [], []
        self._form, self._button, self._in_code = None, None, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self._form = {"action": attributes.get("action") or "", "method": (attributes.get("method") or "get").lower(),
                          "fields": {}, "types": {}, "buttons": []}
            self.forms.append(self._form)
        elif tag == "code":
            self._in_code = True
            self.codes.append("")
        elif self._form is not None and tag in ("input", "button"):
            name, kind = attributes.get("name"), (attributes.get("type") or ("submit" if tag == "button" else "text")).lower()
            if kind == "submit":
                self._button = {"name": name, "value": attributes.get("value") or "", "label": "",
                                "action": attributes.get("formaction")}
                self._form["buttons"].append(self._button)
            elif name and not (kind in ("checkbox", "radio") and "checked" not in attributes):
                self._form["fields"][name] = attributes.get("value") or ("on" if kind == "checkbox" else "")
                self._form["types"][name] = kind

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "button":
            self._button = None
        elif tag == "code":
            self._in_code = False

    def handle_data(self, data):
        if self._in_code:
            self.codes[-1] += data
        if self._button is not None:
            self._button["label"] += data


def authorize(url, email, password, redirect_uri=OUT_OF_BAND):
    """Logs in where asked to, consents, and returns the parameters the app gets back."""
    session = requests.Session()
    response = session.get(url, allow_redirects=False)
    for _ in range(12):
        if response.is_redirect:
            target = urljoin(response.url, response.headers["location"])
            if redirect_uri != OUT_OF_BAND and target.startswith(redirect_uri):
                return {name: values[0] for name, values in parse_qs(urlparse(target).query).items()}
            response = session.get(target, allow_redirects=False)
            continue
        assert response.status_code < 400, f"{response.url} answered {response.status_code}:\n{response.text[:2000]}"
        page = _Page(response.text)
        login = next((form for form in page.forms if "password" in form["types"].values()), None)
        if login is None and redirect_uri == OUT_OF_BAND and page.codes:
            return {"code": page.codes[0].strip()}
        response = _submit(session, response.url, login or _consent(page), email, password)
    raise AssertionError(f"the log-in went round in circles and ended at {response.url}")


def _approves(button):
    words = " ".join((button["name"] or "", button["value"], button["label"])).lower()
    return any(word in words for word in ("approve", "authori", "autoris", "allow"))


def _consent(page):
    """The form with a button that approves; where no button says so, the first that posts."""
    posting = [form for form in page.forms if form["method"] == "post"]
    assert posting, f"no form to approve with among {page.forms}"
    return next((form for form in posting if any(map(_approves, form["buttons"]))), posting[0])


def _submit(session, page_url, form, email, password):
    fields = dict(form["fields"])
    for name, kind in form["types"].items():
        if kind == "password":
            fields[name] = password
        elif kind == "email" or name in ("username", "email", "login", "user[email]"):
            fields[name] = email
    action = form["action"]
    if form["buttons"]:
        button = next(filter(_approves, form["buttons"]), form["buttons"][0])
        if button["name"]:
            fields[button["name"]] = button["value"]
        action = button["action"] or action
    target = urljoin(page_url, action)
    if form["method"] == "post":
        return session.post(target, data=fields, allow_redirects=False)
    return session.get(target, params=fields, allow_redirects=False)
