"""The two Jinja environments: HTML escapes everything, Markdown escapes through `cell`. Nobody else knows Jinja."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from markupsafe import Markup

from toolselect import resources

if TYPE_CHECKING:
    from collections.abc import Callable

# Control characters except tab and newline, bidirectional overrides and isolates, separators that break scripts, and
# what is no XML.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_SPACES = re.compile(r"[ \t\r\n]+")
_SPECIAL = re.compile(r"[\\`*\[\]|~!&<>$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|@(?=[A-Za-z0-9])|#(?=\d)")
# A backslash does not stop GitHub from linking @name and #123; an empty comment between does, and shows nothing.
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "@": "@<!-- -->", "#": "#<!-- -->"}
_LINE_START = re.compile(r"^(#|=|[-+](?=[\s-]|$)|\d{1,9}(?=[.)](?:\s|$)))")
_AUTOLINK = re.compile(r"(?i)((?:https?|ftp):|www(?=\.))(//|\.)")  # GitHub links these; only sources may be
_UNSAFE_IN_ADDRESS = re.compile(r"""[^A-Za-z0-9\-._~:/?#@!$&'+,;=%]""")
_IN_SCRIPT = re.compile("[<>&\u2028\u2029]")
_COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)
_STRING_OR_GAP = re.compile(
    r"""("[^"\n]*"|'[^'\n]*'|`[^`]*`|/[^/ \n]+/g?(?=[.,]))|\s*([-+*?:=<>&|,;{}()\[\]!]+)\s*|\n\s*"""
)

STYLES = ("style.css", "charts.css", "what_if.css", "sections.css")
"""The style sheet of the page, in parts."""


def html() -> Environment:
    """Return the environment for HTML: autoescaping is always on, whatever a template is called."""
    environment = Environment(
        loader=_Shipped(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )
    css = "".join(_style(name) for name in STYLES)
    environment.globals["chart_css"] = Markup(_style("charts.css"))  # noqa: S704 - our own file
    environment.globals["css"] = Markup(css)  # noqa: S704 - our own files, hashed in the policy
    environment.globals["css_hash"] = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    script = page_script()
    environment.globals["script"] = Markup(script)  # noqa: S704 - our own file, hashed in the policy
    environment.globals["script_hash"] = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment.filters["in_script"] = in_script
    return environment


def digest(text: str) -> str:
    """Return what a content security policy calls the SHA-256 of what stands between two tags."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def markdown(letters: int | None = None) -> Environment:
    """Return the environment for Markdown: every text from a file goes through the filter `cell` or `address`.

    A text of more than so many `letters` is cut by `cell`, before it is escaped.
    """
    environment = Environment(
        loader=_Shipped(),
        autoescape=False,  # noqa: S701 - not HTML; `cell` escapes, and a test demands it everywhere
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shown = cell if letters is None else lambda text: cell(_cut(str(text), letters))
    filters: dict[str, Callable[[str], str]] = {"cell": shown, "address": address}
    environment.filters.update(filters)
    return environment


def cell(text: str) -> str:
    """Escape a text so that Markdown shows it as it is, in a table cell, a paragraph or a list item."""
    text = _SPACES.sub(" ", _UNSEEN.sub("\ufffd", str(text))).strip(" ")
    text = _SPECIAL.sub(_escape, text)
    text = _AUTOLINK.sub(lambda found: f"{found.group(1)}<!-- -->{found.group(2)}", text)
    return _LINE_START.sub(_escape_start, text)


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def in_script(json_text: str) -> Markup:
    """Write JSON so that it can stand in a script element: nothing in it can end the element or be an entity."""
    return Markup(_IN_SCRIPT.sub(lambda found: f"\\u{ord(found.group()):04x}", json_text))  # noqa: S704 - escaped here


def page_script() -> str:
    """Return the script of the page without comments, indentation and space around operators: they only cost bytes.

    The source keeps to what this can tell apart: comments on lines of their own, a semicolon after each statement.
    """
    source = _COMMENT.sub("", _text("page.js"))
    script = _STRING_OR_GAP.sub(lambda found: found.group(1) or found.group(2) or "\n", source)
    if "</" in script or "<!--" in script or not script.isascii():
        raise ValueError("page.js must hold neither a closing tag nor a comment of HTML, and be ASCII")
    return script


def _escape(found: re.Match[str]) -> str:
    return _ESCAPED.get(found.group(), f"\\{found.group()}")


def _escape_start(found: re.Match[str]) -> str:
    start = found.group()
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def address(url: str) -> str:
    """Write a web address so that it can stand in a Markdown link; what could end the link is percent-encoded."""
    encoded = _UNSAFE_IN_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), url)
    return encoded.replace("&", "&amp;")


def _seen(value: object) -> object:
    return _UNSEEN.sub("\ufffd", value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _style(name: str) -> str:
    css = _text(name)
    if "</" in css or "&" in css:
        raise ValueError(f"{name} must hold neither a closing tag nor an entity")
    return css


def _text(name: str) -> str:
    return resources.read_bytes("templates", name).decode()


class _Shipped(BaseLoader):
    """Reads templates through `resources`, so that a checkout and a wheel behave alike."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, None]:
        del environment
        try:
            return _text(template), None, None
        except FileNotFoundError as error:
            raise TemplateNotFound(template) from error
