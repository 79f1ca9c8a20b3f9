from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolselect import app, files, fixing, source
from toolselect.diagnostics import Place, diagnostic
from toolselect.fixing import dates, order, spelling, units
from toolselect.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
VENDOR = """\
# yaml-language-server: $schema=vendor.schema.json
toolselect: vendor/1
id: acme
name: Acme
# where it is from
sources:
  docs: {title: Docs, url: "https://example.com/", date: 2026-11-01, kind: documentation}   # read twice
  limits:
    title: Limits
    url: https://example.com/limits
    date: 2026-11-01
    kind: documentation
facts:
  # --- API
  api_rest: {value: yes, source: docs}
  api_oauth2: {value: yes, source: docs}
  api_rate_limit:
    - {value: 200, unit: requests/minute, plan: team, source: limits}   # the small one
    - value: 700
      unit: requests/minute
      plan: enterprise+
      source: limits
plans:
  - {id: team, name: Team, price: {amount: 55, currency: USD, per: agent-month, billed: yearly}, source: docs}
  - {id: enterprise, name: Enterprise}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fixed(text: str, **more: object) -> str:
    """Return what `--fix` makes of a profile in the current folder."""
    return fixed_bytes(text.encode(), **more).decode()


def fixed_bytes(raw: bytes, **more: object) -> bytes:
    Path("acme.yaml").write_bytes(raw)
    app.fix([Path("acme.yaml")], **more)  # type: ignore[arg-type]
    return Path("acme.yaml").read_bytes()


def codes() -> list[str]:
    return [found.code for found in app.validate([Path("acme.yaml")], today=TODAY).diagnostics]


def other(before: str, after: str, text: str = VENDOR) -> str:
    """Return the text with a mistake made in it, once."""
    assert text.count(before) >= 1, before
    return text.replace(before, after, 1)


# --- what is corrected -------------------------------------------------------------------------------------------

ONE_ANSWER = {
    "a key": ("name: Acme", "nmae: Acme"),
    "a key in capitals": ("name: Acme", "Name: Acme"),
    "a key that hides all below it": ("facts:", "fact:"),
    "a key in braces": ("{value: yes, source: docs}", "{vaule: yes, source: docs}"),
    "a key in a block": ("      unit: requests", "      uint: requests"),
    "a key beside a comment": ("kind: documentation}   # read twice", "kin: documentation}   # read twice"),
    "two on one line": ("{value: yes, source: docs}", "{vaule: yes, soruce: docs}"),
    "the kind of file": ("vendor/1", "vendro/1"),
    "a word of a list": ("kind: documentation}", "kind: documentatoin}"),
    "a word in capitals": ("billed: yearly", "billed: Yearly"),
    "a word with another separator": ("per: agent-month", "per: agent month"),
    "yes": ("api_rest: {value: yes", "api_rest: {value: Yes"),
    "yes in short": ("api_rest: {value: yes", "api_rest: {value: y"),
    "on": ("api_rest: {value: yes", "api_rest: {value: on"),
    "a fact": ("  api_oauth2:", "  api_outh2:"),
    "a source": ("api_rest: {value: yes, source: docs}", "api_rest: {value: yes, source: dosc}"),
    "a plan": ("plan: enterprise+", "plan: enterprize+"),
    "a unit in letters": ("unit: requests/minute, plan", "unit: requests_per_minute, plan"),
    "a unit in short": ("unit: requests/minute, plan", "unit: req/min, plan"),
    "a unit in capitals": ("unit: requests/minute, plan", "unit: Requests/Minute, plan"),
    "a unit as an abbreviation": ("unit: requests/minute, plan", "unit: rpm, plan"),
    "a date with slashes": ("    date: 2026-11-01", "    date: 2026/11/1"),
    "a date in Chinese": ("    date: 2026-11-01", "    date: 2026年11月1日"),
    "a date in words": ("    date: 2026-11-01", "    date: 1 November 2026"),
}


@pytest.mark.parametrize("case", ONE_ANSWER)
def test_what_has_one_answer_becomes_what_it_was(case: str, here: Path) -> None:
    right, wrong = ONE_ANSWER[case]
    text = other(right, wrong)
    (here / "acme.yaml").write_text(text)
    assert codes(), "the mistake is found"
    assert fixed(text) == VENDOR
    assert codes() == []


def test_the_quotes_of_a_key_and_of_a_value_stay(here: Path) -> None:
    del here
    text = other("name: Acme", "\"nmae\": 'Acme'").replace("kind: documentation}", "kind: 'Documentation'}")
    after = fixed(text)
    assert "\"name\": 'Acme'" in after
    assert "kind: 'documentation'}" in after


def test_a_percent_sign_is_put_in_quotes(here: Path) -> None:
    del here
    line = "  sla_uptime_percent: {value: 99.9, unit: percent, source: docs}\nplans:"
    assert '{value: 99.9, unit: "%", source: docs}' in fixed(VENDOR.replace("plans:", line))


def test_comments_line_ends_byte_order_mark_and_wide_characters_stay(here: Path) -> None:
    del here
    good = VENDOR.replace("name: Acme", 'name: "客服 🙂 Acme"   # 名称').replace("\n", "\r\n").encode()
    good = b"\xef\xbb\xbf" + good
    bad = good.replace(b"title: Limits", b"titel: Limits").replace(b"api_oauth2", b"api_outh2")
    bad = bad.replace(b'name: "', b'nmae: "')
    assert fixed_bytes(bad) == good


def test_a_file_without_a_last_line_end_gets_none(here: Path) -> None:
    del here
    assert fixed(other("nmae", "nmae", VENDOR.replace("name: Acme", "nmae: Acme")).rstrip("\n")) == VENDOR.rstrip("\n")


def test_one_mistake_that_hides_another_takes_one_run(here: Path) -> None:
    del here
    text = other("facts:", "factss:").replace("value: yes", "vaule: Yes").replace("api_oauth2", "api_outh2")
    assert fixed(text) == VENDOR
    assert fixed(VENDOR) == VENDOR


# --- what is left alone ------------------------------------------------------------------------------------------

IN_DOUBT = {
    "a date with two readings": ("    date: 2026-11-01", "    date: 06/07/2026"),
    "a date with points and two readings": ("    date: 2026-11-01", "    date: 06.07.2026"),
    "a date that does not exist": ("    date: 2026-11-01", "    date: 2026/02/30"),
    "a date with a short year": ("    date: 2026-11-01", "    date: 1/20/26"),
    "another unit": ("unit: requests/minute, plan", "unit: requests/second, plan"),
    "a unit that is no unit": ("unit: requests/minute, plan", "unit: calls, plan"),
    "a key whose right form stands beside it": ("{value: yes, source: docs}", "{value: yes, vaule: no, source: docs}"),
    "two keys that mean one": ("{value: yes, source: docs}", "{vaule: yes, valeu: no, source: docs}"),
    "a key like nothing": ("name: Acme", "colour: blue\nname: Acme"),
    "a word like nothing": ("kind: documentation}", "kind: hearsay}"),
    "a number in a name": ("  api_oauth2:", "  api_oauth3:"),
    "a fact that stands there already": ("  api_oauth2:", "  api_rst:"),
    "a version": ("vendor/1", "vendor/2"),
    "a source that is misspelled where it is given": ("\n  docs: {", "\n  dcos: {"),
    "a plan of another edition": ("plan: team", "plan: teams-essential"),
    "yes and no at once": ("api_rest: {value: yes", "api_rest: {value: maybe"),
    "a key over two lines": ("name: Acme", "? |\n  nmae\n: Acme"),
}


@pytest.mark.parametrize("case", IN_DOUBT)
def test_what_could_be_meant_in_two_ways_is_left_and_reported(case: str, here: Path) -> None:
    del here
    text = other(*IN_DOUBT[case])
    assert fixed(text) == text
    assert codes()


def test_a_profile_whose_change_would_alter_more_is_left(here: Path) -> None:
    text = other("name: Acme", "nmae: Acme\nnmae: Acme again")
    (here / "acme.yaml").write_text(text)
    settled = app.fix([Path("acme.yaml")])
    assert (here / "acme.yaml").read_text() == text
    assert settled.refused == {"acme.yaml": "the change would alter more than it should"}
    assert settled.count == 0


def test_what_was_proven_before_stays_where_a_later_change_is_left(here: Path) -> None:
    text = other("api_rest: {value: yes", "api_rest: {valu: y, valu: y").replace("facts:", "fact:")
    (here / "acme.yaml").write_text(text)
    settled = app.fix([Path("acme.yaml")])
    assert (here / "acme.yaml").read_text() == text.replace("fact:", "facts:")
    assert list(settled.refused) == list(settled.after) == ["acme.yaml"]


def test_corrections_that_undo_each_other_are_not_made() -> None:
    bad = document(other("name: Acme", "nmae: Acme"))
    places = iter(
        [Place(path="acme.yaml", key=("nmae",), at="key"), Place(path="acme.yaml", key=("name",), at="key")] * 9
    )

    def look(edited: Mapping[str, str]) -> fixing.Seen:
        read = document(edited.get("acme.yaml", bad.text))
        return fixing.Seen(documents={"acme.yaml": read}, diagnostics=[diagnostic("TS101", next(places), "", "")])

    back = pytest.MonkeyPatch()
    with back.context() as patch:
        patch.setattr("toolselect.fixing.spelled.meant", lambda word, *_, **__: "nmae" if word == "name" else "name")
        settled = fixing.settle(look, lambda _: True, lambda code: code == "TS101")
    assert settled.after == {}
    assert settled.refused == {"acme.yaml": "its corrections would undo each other"}


def test_a_silenced_finding_is_not_fixed(here: Path) -> None:
    del here
    text = VENDOR.replace("name: Acme", "nmae: Acme   # toolselect: ignore[TS101] kept for an older program")
    assert fixed(text) == text


def test_only_selected_codes_are_fixed(here: Path) -> None:
    del here
    text = other("name: Acme", "nmae: Acme").replace("api_oauth2", "api_outh2")
    assert fixed(text, select=("TS2",)) == text.replace("api_outh2", "api_oauth2")
    assert fixed(text, ignore=("TS2",)) == text.replace("nmae", "name")
    with pytest.raises(KeyError):
        app.fix([Path("acme.yaml")], select=("TS299",))


# --- studies and several files -----------------------------------------------------------------------------------


@pytest.fixture
def study(here: Path) -> Path:
    shutil.copytree(ROOT / "examples" / "helpdesk", here / "study")
    return here / "study"


def misspell(path: Path, right: str, wrong: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert right in text, right
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def test_all_files_of_a_study_are_corrected_together(study: Path) -> None:
    before = contents(study)
    misspell(study / "study.yaml", "stage: analyse", "Stage: Analyze")
    misspell(study / "study.yaml", "zendesk, salesforce", "zendesc, salesforce")
    misspell(study / "study.yaml", "channel_voice", "chanel_voice")
    misspell(study / "vendors" / "current.yaml", "sources:", "source:")
    settled = app.fix([study])
    assert contents(study) == before
    assert settled.count == 5
    assert sorted(settled.after) == ["study/study.yaml", "study/vendors/current.yaml"]


def test_nothing_is_written_if_one_file_cannot_be(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    misspell(study / "study.yaml", "stage: analyse", "stage: analyze")
    misspell(study / "vendors" / "current.yaml", "sources:", "source:")
    before = contents(study)
    write_all = files.write_all

    def failing(outputs: dict[Path, bytes]) -> None:
        assert len(outputs) == 2
        write_all({**outputs, study: b""})  # a folder stands there

    monkeypatch.setattr(files, "write_all", failing)
    with pytest.raises(files.WriteFailed):
        app.fix([study])
    assert contents(study) == before


def test_a_file_that_changes_meanwhile_is_not_overwritten(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    misspell(study / "study.yaml", "stage: analyse", "stage: analyze")
    settle = fixing.settle

    def slow(*given: object, **more: object) -> object:
        done = settle(*given, **more)  # type: ignore[arg-type]
        misspell(study / "study.yaml", "seats:", "seats: ")
        return done

    monkeypatch.setattr(fixing, "settle", slow)
    with pytest.raises(files.WriteFailed, match="changed while"):
        app.fix([study])
    assert "stage: analyze" in (study / "study.yaml").read_text(encoding="utf-8")


def test_files_outside_the_study_are_left_unless_that_is_allowed(study: Path, here: Path) -> None:
    outside = here / "elsewhere.yaml"
    outside.write_text(VENDOR.replace("sources:", "source:"))
    link = study / "vendors" / "linked.yaml"
    link.symlink_to(outside)
    assert app.fix([link]).count == 0
    assert outside.read_text() == VENDOR.replace("sources:", "source:")
    assert app.fix([link], allow_outside=True).count == 1
    assert outside.read_text() == VENDOR
    assert link.is_symlink()


def test_a_link_inside_the_study_is_followed_and_stays(study: Path) -> None:
    real = study / "vendors" / "real.yaml"
    real.write_text(VENDOR.replace("sources:", "source:"))
    link = study / "vendors" / "linked.yaml"
    link.symlink_to("real.yaml")
    app.fix([link])
    assert link.is_symlink()
    assert real.read_text() == VENDOR


def test_shipped_files_are_never_changed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("criteria", "vendors"):
        shutil.copytree(ROOT / folder, here / folder)
    monkeypatch.setattr("toolselect.resources.root", lambda kind: here / kind)
    path = here / "vendors" / "zendesk.yaml"
    misspell(path, "sources:", "source:")
    before = path.read_bytes()
    (here / "linked.yaml").symlink_to(path)
    assert app.fix([path, here / "linked.yaml"], allow_outside=True).count == 0
    assert path.read_bytes() == before


# --- the difference ----------------------------------------------------------------------------------------------


def test_the_difference_is_one_that_patch_takes() -> None:
    assert fixing.difference("a.yaml", "x: 1\nnmae: A", "x: 1\nname: A") == (
        "--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n x: 1\n"
        "-nmae: A\n\\ No newline at end of file\n+name: A\n\\ No newline at end of file\n"
    )
    assert fixing.difference("a.yaml", "nmae: A\r\n", "name: A\r\n").endswith("-nmae: A\r\n+name: A\r\n")


NAMES = ("plain.yaml", "sub/two words.yaml", 'quo"te.yaml', "back\\slash.yaml", "größe 名.yaml", "tab\there.yaml")
ENDS = ("x: 1\nnmae: A\ny: 2\n", "x: 1\nnmae: A", "nmae: A\nx: 1", "nmae: A\r\nx: 1\r\n", "\ufeffnmae: A\r\nx: 1")


@pytest.mark.parametrize("where", [".", "deep"])
@pytest.mark.parametrize("repository", [True, False])
def test_git_applies_the_difference_where_the_user_stands(tmp_path: Path, where: str, repository: bool) -> None:
    def git(*arguments: str, given: bytes = b"") -> None:
        here = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent), "GIT_CONFIG_GLOBAL": os.devnull}
        ran = subprocess.run(
            ["git", *arguments], cwd=tmp_path / where, env=here, input=given, capture_output=True, check=False
        )
        assert ran.returncode == 0, ran.stderr

    texts = {f"{number} {name}": text for name in NAMES for number, text in enumerate(ENDS)}
    for name, text in texts.items():
        path = tmp_path / where / Path(name).parent / Path(name).name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    if repository:
        git("init", "-q", str(tmp_path))
    patch = "".join(fixing.difference(name, text, text.replace("nmae", "name")) for name, text in texts.items())
    git("apply", "--check", "-", given=patch.encode())
    git("apply", "-", given=patch.encode())
    for name, text in texts.items():
        assert (tmp_path / where / name).read_bytes() == text.replace("nmae", "name").encode()


def test_without_writing_nothing_is_written(here: Path) -> None:
    text = other("name: Acme", "nmae: Acme")
    (here / "acme.yaml").write_text(text)
    settled = app.fix([Path("acme.yaml")], write=False)
    assert (settled.before, settled.after) == ({"acme.yaml": text}, {"acme.yaml": VENDOR})
    assert (here / "acme.yaml").read_text() == text


# --- the order of keys -------------------------------------------------------------------------------------------


def document(text: str) -> source.Document:
    read, found = source.parse(text.encode(), "acme.yaml")
    assert read is not None, found
    return read


def ordered(text: str) -> str:
    """Return the text with its keys in order, after as many rounds as that takes."""
    read = document(text)
    for _ in range(5):
        edits = order.reordered(read)
        if not edits:
            return read.text
        after, why = fixing.carried_out(read, edits)
        assert after is not None, why
        read = after
    raise AssertionError("it never ends")


def test_keys_of_a_file_move_with_their_comments() -> None:
    assert ordered(
        "# yaml-language-server: $schema=x.json\n"
        "# the id\n"
        "id: acme\n"
        "toolselect: vendor/1   # first\n"
        "\n"
        "# answers\n"
        "facts:\n"
        "  api_rest: {source: docs, value: yes}   # stays\n"
        "  api_bulk_export:\n"
        "    - source: docs   # which\n"
        "      value: yes\n"
        "  # below the last\n"
        "# what it is called\n"
        "name: Acme\n"
    ) == (
        "# yaml-language-server: $schema=x.json\n"
        "toolselect: vendor/1   # first\n"
        "# the id\n"
        "id: acme\n"
        "# what it is called\n"
        "name: Acme\n"
        "\n"
        "# answers\n"
        "facts:\n"
        "  api_rest: {value: yes, source: docs}   # stays\n"
        "  api_bulk_export:\n"
        "    - value: yes\n"
        "      source: docs   # which\n"
        "  # below the last\n"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_last_line_end_is_as_it_was(newline: str) -> None:
    text = newline.join(["toolselect: vendor/1", "name: Acme", "id: acme"])
    assert ordered(text) == newline.join(["toolselect: vendor/1", "id: acme", "name: Acme"])


@pytest.mark.parametrize(
    "text",
    [
        "toolselect: vendor/1\nname: Acme\ncolour: blue\nid: acme\n",
        "toolselect: vendor/1\nfacts: {api_rest: {source: docs, # why\n  value: yes}}\n",
        "toolselect: vendor/1\nfacts:\n  api_rest:\n  - source: docs\n    # why\n    value: yes\n",
    ],
    ids=["an unknown key", "a comment in braces", "a comment that would come before a dash"],
)
def test_keys_that_can_not_be_moved_safely_stay(text: str) -> None:
    assert ordered(text) == text


@pytest.mark.parametrize("path", sorted(ROOT.glob("vendors/*.yaml")), ids=lambda path: path.stem)
def test_shipped_profiles_keep_their_words_in_any_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert sorted(ordered(text).split()) == sorted(text.split()) or "{" in text


def test_order_is_left_alone_unless_it_is_asked_for(here: Path) -> None:
    del here
    text = "toolselect: vendor/1\nname: Acme\nid: acme\n"
    assert fixed(text) == text
    assert fixed(text, select=("TS1",)) == text
    if fixing.ORDER in RULES:
        assert fixed(text, select=(fixing.ORDER,)) == "toolselect: vendor/1\nid: acme\nname: Acme\n"


# --- parts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("titel", ["title", "type"], "title"),
        ("valid-until", ["valid_until", "value"], "valid_until"),
        ("cert_iso_27018", ["cert_iso_27001", "cert_soc2_type2"], ""),
        ("channel_vice", ["channel_voice", "channel_video"], ""),
        ("channel_voise", ["channel_voice", "channel_video"], "channel_voice"),
        ("team", ["teams", "teamx"], ""),
        ("lw", ["low"], ""),
        ("", ["low"], ""),
        ("x" * 500, ["x" * 499], ""),
        ("known", ["known", "knows"], ""),
    ],
)
def test_a_word_means_another_only_beyond_doubt(word: str, known: list[str], meant: str) -> None:
    assert spelling.meant(word, known) == meant


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("percent", "%"), ("percentage", "%"), ("pct", "%"), ("per cent", "%"),
        ("requests_per_minute", "requests/minute"), ("req/min", "requests/minute"), ("rpm", "requests/minute"),
        ("requests/min", "requests/minute"), ("Requests / Minute", "requests/minute"),
        ("requests per minute", "requests/minute"),
        ("day", "days"), ("Days", "days"), ("hrs", "hours"), ("user", "users"), ("gigabytes", "GB"),
    ],
)  # fmt: skip
def test_spellings_of_a_unit(given: str, wanted: str) -> None:
    assert units.same(given, wanted)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("requests/second", "requests/minute"), ("months", "minutes"), ("Gb", "GB"), ("gb", "GB"), ("m", "minutes"),
        ("percentage points", "%"), ("hours", "days"), ("requests/day", "requests/minute"), ("", ""),
    ],
)  # fmt: skip
def test_other_units(given: str, wanted: str) -> None:
    assert not units.same(given, wanted)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2026/06/20", "2026-06-20"), ("20.06.2026", "2026-06-20"), ("20 June 2026", "2026-06-20"),
        ("June 20, 2026", "2026-06-20"), ("20 Jun 2026", "2026-06-20"), ("20th June 2026", "2026-06-20"),
        ("2026-6-1", "2026-06-01"), ("06/20/2026", "2026-06-20"), ("07/07/2026", "2026-07-07"),
        ("2026年6月20日", "2026-06-20"), ("Sept 3, 2026", "2026-09-03"),
        ("06/07/2026", ""), ("06.07.2026", ""), ("31 June 2026", ""), ("20 Juny 2026", ""), ("20/6/26", ""),
        ("2026/06", ""), ("0000/01/01", ""), ("2026/6-1", ""), ("20260620", ""), ("soon", ""), ("ma 3 2026", ""),
    ],
)  # fmt: skip
def test_days_in_other_forms(given: str, day: str) -> None:
    assert dates.written_out(given) == day


def test_edits_that_overlap_are_a_bug() -> None:
    edit = fixing.Edit(start=0, end=3, replacement="", code="TS101", reason="", key=(), at="key")
    with pytest.raises(ValueError, match="overlap"):
        fixing.apply("text", [edit, edit])


def test_a_document_alone_knows_its_own_names() -> None:
    read = document(other("api_rest: {value: yes, source: docs}", "api_rest: {value: yes, source: dosc}"))
    found = fixing.Known({read.path: read}).of_vendor("sources", read)
    assert found == {"docs", "limits"}
    assert fixing.fixes(read, []) == []


# --- any key of any shipped file ---------------------------------------------------------------------------------

SHIPPED = [*sorted(ROOT.glob("vendors/*.yaml")), *sorted(ROOT.glob("criteria/*.yaml"))]
KEY = re.compile(r"(?<![\w\"'#./-])([A-Za-z_][\w-]*)(?=:(?:\s|$))")


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_misspelled_key_is_restored_or_left_and_nothing_else_changes(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = data.draw(st.sampled_from(SHIPPED))
    good = path.read_text(encoding="utf-8")
    where = data.draw(st.sampled_from(list(KEY.finditer(good))))
    key, at = where[1], data.draw(st.integers(0, len(where[1]) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz_"))
    wrong = data.draw(
        st.sampled_from(
            [key[:at] + letter + key[at:], key[:at] + letter + key[at + 1 :], key[:at] + key[at + 1 :],
             key[:at] + key[at : at + 2][::-1] + key[at + 2 :]]
        ).filter(lambda word: word and word != key)
    )  # fmt: skip
    bad = good[: where.start()] + wrong + good[where.end() :]
    folder = tmp_path_factory.mktemp("copy")
    for one in SHIPPED:
        (folder / one.name).write_bytes(one.read_bytes())
    copy = folder / path.name
    copy.write_text(bad, encoding="utf-8")
    settled = app.fix([copy])
    after = copy.read_text(encoding="utf-8")
    assert after in (good, bad)
    if after == bad:
        assert settled.after == {}
    else:
        (name,) = settled.edits
        assert [edit.word for edit in settled.edits[name]] == [key]
        copy.write_text(after, encoding="utf-8")
        assert app.fix([copy]).count == 0


# --- the command line --------------------------------------------------------------------------------------------


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolselect", "validate", "acme.yaml", "--as-of", "2026-11-21", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_fix_says_how_much_it_fixed_and_what_remains(here: Path) -> None:
    (here / "acme.yaml").write_text(other("name: Acme", "nmae: Acme").replace("api_rest:", "colour:"))
    ran = run("--fix")
    assert ran.returncode == 1
    assert ran.stdout.startswith("error[TS201]: there is no fact `colour`")
    assert ran.stderr == "fixed 1 finding in 1 file\n1 error in 1 file\n"
    assert run("--fix").stderr == "nothing to fix\n1 error in 1 file\n"


def test_diff_shows_and_changes_nothing(here: Path) -> None:
    text = other("name: Acme", "nmae: Acme")
    (here / "acme.yaml").write_text(text)
    ran = run("--diff", "--fix")
    assert ran.returncode == 1
    assert "\n-nmae: Acme\n+name: Acme\n" in ran.stdout
    assert ran.stderr == "would fix 1 finding in 1 file\n"
    assert (here / "acme.yaml").read_text() == text
    (here / "acme.yaml").write_text(VENDOR)
    ran = run("--diff")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "nothing to fix\n")


def test_a_file_that_is_left_is_named_with_the_reason(here: Path) -> None:
    (here / "acme.yaml").write_text(other("name: Acme", "nmae: Acme\nnmae: Acme again"))
    said = run("--fix").stderr
    assert said.startswith("left acme.yaml as it is: the change would alter more than it should\nnothing to fix\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_can_not_be_written_ends_the_run(here: Path) -> None:
    (here / "acme.yaml").write_text(other("name: Acme", "nmae: Acme"))
    (here / "acme.yaml").chmod(0o444)
    ran = run("--fix")
    assert ran.returncode == 2
    assert ran.stderr.startswith("error: cannot write acme.yaml: the file is write-protected")
