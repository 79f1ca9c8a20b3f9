"""What other programs run of this repository works: the GitHub action and workflow, and the hooks of pre-commit.

Nothing here can run an action, so the shell steps are taken out of action.yml and run with the environment that GitHub
gives them.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from toolselect import app, source
from toolselect.diagnostics import Severity
from toolselect.validation import config, ignores

ROOT = Path(__file__).parents[1]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")

GOOD = """\
toolselect: vendor/1
id: acme
name: Acme
sources:
  docs: {url: "https://docs.acme.example.com", title: Docs, date: "2026-11-01", kind: documentation}
facts:
  api_oauth2: {value: yes, source: docs}
"""
BAD = GOOD.replace("api_oauth2", "api_outh2")
STALE = GOOD.replace("2026-11-01", "2020-11-01")

pytestmark = pytest.mark.skipif(not (ROOT / "action.yml").is_file(), reason="the files of the repository are not here")


def parsed(path: str) -> Any:
    # YAML 1.1 takes the key `on` for a yes.
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8").replace("\non:\n", '\n"on":\n'))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a good and a bad vendor file."""
    vendors = tmp_path / "work" / "vendors"
    vendors.mkdir(parents=True)
    (vendors / "good.yaml").write_text(GOOD)
    (vendors / "bad.yaml").write_text(BAD)
    (vendors / "stale.yaml").write_text(STALE)
    return tmp_path / "work"


# --- the action --------------------------------------------------------------------------------------------------


ACTION = parsed("action.yml") if (ROOT / "action.yml").is_file() else {"runs": {"steps": []}, "inputs": {}}
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}


def run_step(name: str, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a shell step as GitHub does, with the inputs given, else their defaults, in its environment."""
    step = STEPS[name]
    values = {key: given["default"] for key, given in ACTION["inputs"].items()}
    values |= {key.replace("_", "-"): value for key, value in inputs.items()}
    runner = folder.parent / "runner"
    runner.mkdir(exist_ok=True)
    script = runner / "step.sh"
    script.write_text(step["run"])
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "PYTHON"))}
    environment |= {
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_WORKSPACE": str(folder),
        "GITHUB_OUTPUT": str(runner / "output"),
        "GITHUB_STEP_SUMMARY": str(runner / "summary.md"),
        "RUNNER_TEMP": str(runner),
    }
    for key, value in step["env"].items():
        filled = value.replace("${{ steps.python.outputs.python-path }}", sys.executable)
        environment[key] = INPUT.sub(lambda found: str(values[found[1]]), filled)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.fixture
def installed(folder: Path) -> Path:
    """Return the folder, with this very program where the action installs it."""
    target = folder.parent / "runner" / "toolselect" / "bin"
    target.mkdir(parents=True)
    for name, command in (("python", ""), ("toolselect", "-m toolselect")):
        (target / name).write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" {command} "$@"\n')
        (target / name).chmod(0o755)
    return folder


def outputs(folder: Path) -> str:
    return (folder.parent / "runner" / "output").read_text()


def test_a_clean_folder_passes(installed: Path) -> None:
    ran = run_step("Validate", installed, paths="vendors/good.yaml", as_of="2026-11-22")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "nothing found" in ran.stderr
    assert outputs(installed) == "exit-code=0\n"


def test_findings_are_annotations_a_listing_and_a_summary(installed: Path) -> None:
    ran = run_step("Validate", installed, as_of="2026-11-22")
    assert ran.returncode == 1, ran.stderr
    annotation, _, rest = ran.stdout.partition("::stop-commands::")
    assert "::error file=vendors/bad.yaml,line=7," in annotation
    token, _, listing = rest.partition("\n")
    assert "error[TS201]" in listing
    assert listing.endswith(f"::{token}::\n")
    assert "TS201" in (installed.parent / "runner" / "summary.md").read_text()
    assert outputs(installed) == "exit-code=1\n"


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("never", 0), ("warnings", 2)])
def test_what_fails_the_step_can_be_chosen(installed: Path, level: str, code: int) -> None:
    ran = run_step("Validate", installed, paths="vendors/stale.yaml", as_of="2026-11-22", fail_on=level)
    assert ran.returncode == code, ran.stderr
    assert outputs(installed) == f"exit-code={code}\n"


def test_each_line_is_a_path_and_further_options_are_words_of_a_shell(installed: Path) -> None:
    (installed / "two words.yaml").write_text(GOOD)
    ran = run_step(
        "Validate",
        installed,
        paths="two words.yaml\nvendors/bad.yaml\n",
        args='--format "sarif=out here.sarif" --ignore TS201',
        as_of="2026-11-22",
    )
    assert ran.returncode == 0, ran.stderr
    assert "2 files" in ran.stderr
    assert (installed / "out here.sarif").is_file()


def test_inputs_are_never_taken_for_shell(installed: Path) -> None:
    evil = "$(touch x1) `touch x2` ; touch x3"
    for inputs in ({"paths": evil}, {"args": evil}, {"fail_on": evil}, {"as_of": evil}):
        assert run_step("Validate", installed, **inputs).returncode in {1, 2}
    assert not list(installed.rglob("x?"))


def test_wrong_usage_of_the_action_is_told(installed: Path) -> None:
    ran = run_step("Validate", installed, args='--select "TS4')
    assert (ran.returncode, outputs(installed)) == (2, "exit-code=2\n")
    assert ran.stdout.startswith("::error title=toolselect::")
    ran = run_step("Validate", installed, paths="nothing-here")
    assert ran.returncode in {1, 2}


@pytest.mark.slow
def test_the_action_installs_its_own_checkout_from_the_lock(folder: Path) -> None:
    ran = run_step("Install toolselect", folder)
    assert ran.returncode == 0, ran.stderr
    ran = run_step("Validate", folder, paths="vendors/good.yaml", as_of="2026-11-22")
    assert ran.returncode == 0, ran.stderr
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder.parent / "runner" / "toolselect")}))
    assert (packages / "toolselect" / "_data" / "vendors").is_dir()


def test_every_input_and_output_is_used_and_described() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(INPUT.findall(text)) == set(ACTION["inputs"])
    assert all(given["description"] and "default" in given for given in ACTION["inputs"].values())
    assert all("${{" not in step.get("run", "") for step in STEPS.values())
    documented = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in documented for name in (*ACTION["inputs"], *ACTION["outputs"]))


# --- the workflow ------------------------------------------------------------------------------------------------


def test_the_workflow_uses_the_action_as_it_is() -> None:
    workflow = parsed(".github/workflows/validate.yml")
    used = [step for job in workflow["jobs"].values() for step in job["steps"] if step.get("uses") == "./"]
    assert used
    for step in used:
        assert set(step["with"]) <= set(ACTION["inputs"])
        assert (ROOT / step["with"]["paths"]).is_dir()


def test_the_workflow_tests_every_python_that_the_package_names() -> None:
    workflow = parsed(".github/workflows/validate.yml")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r"Programming Language :: Python :: (3\.\d+)", project)
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python-version"] == named
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    runs = [step["run"] for step in workflow["jobs"]["test"]["steps"] if "run" in step]
    assert runs
    assert all(command.removeprefix("make ") in targets for command in runs)


def test_the_workflow_may_read_and_no_more() -> None:
    assert parsed(".github/workflows/validate.yml")["permissions"] == {"contents": "read"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "path"), [("github-actions", "action.yml"), ("github-workflows", ".github/workflows/validate.yml")]
)
def test_githubs_own_schemas_accept_the_files(schema: str, path: str) -> None:
    checker = shutil.which("check-jsonschema")
    if checker is None:
        pytest.skip("check-jsonschema, which carries the schemas, is not installed")
    subprocess.run([checker, "--builtin-schema", f"vendor.{schema}", str(ROOT / path)], check=True, timeout=60)


# --- pre-commit --------------------------------------------------------------------------------------------------


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in parsed(".pre-commit-hooks.yaml")}


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("study.yaml", True),
        ("2027/help desk/study.yaml", True),
        ("vendors/acme.yaml", True),
        ("2027/vendors/acme.yml", True),
        ("criteria/facts.yaml", True),
        ("my-study.yaml", False),
        (".github/workflows/validate.yml", False),
        ("vendors/acme.json", False),
    ],
)
def test_the_hooks_look_at_project_files_only(path: str, meant: bool) -> None:
    for hook in hooks().values():
        assert bool(re.search(hook["files"], path)) is meant


@pytest.mark.parametrize(("name", "code"), [("good", 0), ("bad", 1)])
def test_a_hooks_command_judges_the_files_it_is_given(folder: Path, name: str, code: int) -> None:
    hook = hooks()["toolselect-validate"]
    command = hook["entry"].split()
    assert command[0] == "toolselect"
    ran = subprocess.run(
        [sys.executable, "-m", *command, *hook.get("args", []), f"vendors/{name}.yaml"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == code, ran.stdout + ran.stderr


@pytest.mark.slow
def test_pre_commit_refuses_a_bad_commit_and_lets_a_good_one_pass(folder: Path, tmp_path: Path) -> None:
    pre_commit = os.environ.get("PRE_COMMIT") or shutil.which("pre-commit")
    if pre_commit is None or shutil.which("git") is None:
        pytest.skip("pre-commit is not installed (PRE_COMMIT=/path/to/pre-commit names one)")
    ours = _committed_copy(tmp_path / "toolselect")
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "user.name",
        "GIT_CONFIG_VALUE_0": "Test",
        "GIT_CONFIG_KEY_1": "user.email",
        "GIT_CONFIG_VALUE_1": "test@example.com",
    }

    def call(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600
        )

    listed = "".join(f"      - id: {name}\n" for name in hooks())
    (folder / ".pre-commit-config.yaml").write_text(f"repos:\n  - repo: {ours}\n    rev: v1\n    hooks:\n{listed}")
    assert call("git", "init", "-q").returncode == 0
    assert call(pre_commit, "install").returncode == 0
    call("git", "add", ".")
    refused = call("git", "commit", "-m", "bad")
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "vendors/bad.yaml:7:3" in refused.stdout + refused.stderr
    call("git", "rm", "-q", "--cached", "vendors/bad.yaml")
    (folder / "vendors" / "bad.yaml").unlink()
    passed = call("git", "commit", "-m", "good")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert passed.stdout.count("Passed") + passed.stderr.count("Passed") == 2


def _committed_copy(folder: Path) -> Path:
    """Return a repository of its own with the files as they are here, committed or not, and the tag v1."""
    folder.mkdir()
    for name in ("toolselect", "criteria", "vendors", "templates", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".toolselect_cache"))
    for name in ("pyproject.toml", "README.md", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder / name)
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "All"], ["tag", "v1"]):
        subprocess.run(["git", *command], cwd=folder, check=True, timeout=60)
    return folder


# --- what docs/ci.md shows ----------------------------------------------------------------------------------------


def blocks(kind: str) -> list[str]:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def workflows() -> list[str]:
    return [text for text in blocks("yaml") if "\njobs:\n" in text]


def test_the_settings_that_the_page_shows_are_read(tmp_path: Path) -> None:
    whole, table = blocks("toml")
    (tmp_path / "toolselect.toml").write_text(whole)
    settings = config.load(tmp_path)
    assert settings == config.Config(
        path=tmp_path / "toolselect.toml",
        select=("TS",),
        ignore=("TS405",),
        severity={"TS402": Severity.ERROR, "TS3": Severity.WARNING},
        fail_on="warning",
        expires_within=30,
        max_file_size=20_000_000,
    )
    (tmp_path / "toolselect.toml").unlink()
    (tmp_path / "pyproject.toml").write_text(table)
    settings = config.load(tmp_path)
    assert (settings.fail_on, settings.severity) == ("warning", {"TS402": Severity.ERROR})
    assert {field.name for field in dataclasses.fields(config.Config)} - {"path"} == {
        key.replace("-", "_") for key in tomllib.loads(whole)
    }


def test_the_workflows_that_the_page_shows_use_inputs_that_exist() -> None:
    used = [
        step.get("with", {})
        for text in workflows()
        for job in yaml.safe_load(text)["jobs"].values()
        for step in job["steps"]
        if step.get("uses") == "OWNER/toolselect@REF"
    ]
    assert len(used) >= 4
    assert all(set(given) <= set(ACTION["inputs"]) for given in used)


def test_the_hooks_that_the_page_names_exist() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert set(re.findall(r"toolselect-validate(?:-all)?\b", page)) == set(hooks())


def test_the_ignores_that_the_page_shows_hide_what_they_name() -> None:
    (shown,) = [text for text in blocks("yaml") if "ignore[" in text]
    document, found = source.parse(shown.encode(), "page.yaml")
    assert document is not None
    assert not found
    left = ignores.apply(document, [])
    assert {one.code for one in left} == {"TS905"}


def test_the_problem_matcher_reads_concise_lines(folder: Path) -> None:
    (task,) = [json.loads(text) for text in blocks("json") if '"problemMatcher"' in text]
    matcher = task["tasks"][0]["problemMatcher"]["pattern"]
    ran = subprocess.run(
        [sys.executable, "-m", "toolselect", "validate", "vendors/bad.yaml", "--format", "concise", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    found = re.match(matcher["regexp"], ran.stdout.split("\n")[0])
    assert found is not None
    assert found[matcher["file"]] == "vendors/bad.yaml"
    assert (found[matcher["line"]], found[matcher["column"]], found[matcher["severity"]]) == ("7", "3", "error")


def test_the_schemas_that_the_page_names_are_those_that_init_writes(tmp_path: Path) -> None:
    (settings,) = [json.loads(text) for text in blocks("json") if '"yaml.schemas"' in text]
    app.init(tmp_path / "new", date(2026, 11, 22))
    assert all((tmp_path / "new" / path).is_file() for path in settings["yaml.schemas"])


@pytest.mark.parametrize("path", sorted((ROOT / "toolselect" / "schemas").glob("*.json")), ids=lambda path: path.stem)
def test_editors_can_read_the_patterns_of_the_schemas(path: Path) -> None:
    # JavaScript refuses (with the flag `u`, which validators set) to escape a character that means nothing special.
    patterns = re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', path.read_text(encoding="utf-8"))
    for pattern in map(json.loads, patterns):
        assert not re.search(r"(?<!\\)(?:\\\\)*\\[^dDsSwWbBfnrtvcxukpP0-9^$\\.*+?()\[\]{}|/-]", pattern), pattern
        re.compile(pattern)


@pytest.mark.slow
@pytest.mark.parametrize("schema", ["github-workflows", "gitlab-ci"])
def test_the_schemas_of_github_and_gitlab_accept_what_the_page_shows(schema: str, tmp_path: Path) -> None:
    checker = shutil.which("check-jsonschema")
    if checker is None:
        pytest.skip("check-jsonschema, which carries the schemas, is not installed")
    shown = workflows() if schema == "github-workflows" else [text for text in blocks("yaml") if "\n  script:" in text]
    assert shown
    for number, text in enumerate(shown):
        (tmp_path / f"{number}.yml").write_text(text)
    paths = map(str, sorted(tmp_path.glob("*.yml")))
    subprocess.run([checker, "--builtin-schema", f"vendor.{schema}", *paths], check=True, timeout=60)
