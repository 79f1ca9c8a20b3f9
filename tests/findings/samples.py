"""Findings that formats must survive: `SAMPLES` by name, and `finding` to make more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.diagnostics import Diagnostic, Location, Place, Severity
from toolselect.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Sequence

ERROR, WARNING, NOTE = Severity


def finding(
    line: int = 1,
    column: int = 1,
    end_column: int = 2,
    *,
    end_line: int | None = None,
    code: str = "TS201",
    severity: Severity = ERROR,
    path: str = "a.yaml",
    message: str = "wrong",
    hint: str = "",
) -> Diagnostic:
    where = Location(line=line, column=column, end_line=end_line or line, end_column=end_column)
    place = Place(path=path, key=("facts", "x", 0))
    return Diagnostic(code=code, severity=severity, place=place, message=message, hint=hint, location=where)


def findings(found: Sequence[Diagnostic], texts: dict[str, str] | None = None, files: int = 3) -> Findings:
    paths = (*dict.fromkeys(one.place.path for one in found), "clean.yaml")
    return Findings.of(found, files=files, texts=texts or {}, version="1.2.3", paths=paths)


HOSTILE = (
    "plain",
    "two\nlines\r\nand a third\r",
    "::error file=x::injected",
    "\n::stop-commands::token",
    "##[error]in the middle ##[add-mask]x",
    "50 % of: this, that %0A %25",
    "<script>alert(1)</script> & ]]> <!-- --> &lt; &#10; \"quoted\" 'single'",
    "| a | b |\n|---|---|\n| **bold** _it_ `code` ``x`` ~~gone~~ ![i](u) [l](https://evil.example) |",
    "</details></summary><h1>big</h1>",
    "- item\n# heading\n1. one\n> quote\n```\nfence\n    code",
    "@somebody #12 GH-3 https://evil.example www.evil.example a@b.example :smile: {0} {{1}} [x](0)",
    "\x1b[31mred\x1b[0m \x00\x01\x08\x0b\x7f\x9b bell\x07",
    "\u202eright to left\u202c \u2028 \u2029 \u200b \ufeff \ufffe \uffff",
    "中文字符，全角：值 日本語 한국어 👩\u200d💻 🇩🇪 e\u0301",
    "\ud83d lone surrogates \udc80",
    "\\backslash \\n $math$ $$ ${{ secrets.X }} `",
    " leading and trailing ",
    "x" * 5000,
)

PATHS = (
    "vendors/a b.yaml",
    "vendors/名字.yaml",
    "a,b:c%d.yaml",
    "a|b`c<d>&\"e'.yaml",
    "shipped:vendors/zendesk.yaml",
    "../outside/x.yaml",
    "new\nline.yaml",
    "[x](y)#z?q=1.yaml",
)


def _hostile() -> list[Diagnostic]:
    severities = (ERROR, WARNING, NOTE)
    found = [
        finding(
            number + 1, 3, 9, message=message, hint=message[::-1] if number % 2 else "", severity=severities[number % 3]
        )
        for number, message in enumerate(HOSTILE)
    ]
    found += [finding(7, 2, 5, path=path, message=f"in {path}", code="TS402", severity=WARNING) for path in PATHS]
    return sorted(found, key=lambda one: one.sort_key)


def _long() -> list[Diagnostic]:
    return [
        finding(number + 1, 1, 2, message=f"wrong {number % 7}", severity=ERROR if number % 5000 == 4999 else WARNING)
        for number in range(50_000)
    ]


TEXT = "一: {名字: 值}\n\tb: c\nlast: |\n  many\n  lines\n"

SAMPLES: dict[str, Findings] = {
    "none": findings([]),
    "one": findings([finding(2, 3, 12, message="there is no fact `uptme`", hint="did you mean `uptime`?")]),
    "places": findings(
        [
            finding(1, 1, 2),
            finding(1, 5, 7),
            finding(2, 2, 2),
            finding(3, 1, 8, end_line=5, severity=NOTE, code="TS402"),
            finding(9, 1, 1, severity=WARNING, path="b.yaml"),
            finding(9, 1, 1, severity=WARNING, path="b.yaml", message="wrong"),
        ],
        {"a.yaml": TEXT},
    ),
    "hostile": findings(_hostile()),
    "many": findings(_long(), files=1),
}
