"""A workflow file, and a runner that does what Actions would do with its `run:` steps and conditions."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")


class Runner:
    """One run of a job of a workflow in a folder: real shell, real files, the actions played by hand."""

    def __init__(self, job, folder, cache, *, event="schedule", env=None):
        self.job, self.folder, self.cache, self.event, self.env = job, folder, cache, event, env or {}
        self.outputs: dict[str, dict[str, str]] = {}
        self.outcomes: dict[str, str] = {}
        self.uploaded = None
        self.log = ""
        self.summary = ""
        self.failed = False

    def run(self):
        for number, step in enumerate(self.job["steps"]):
            if not self.wanted(step):
                self.outcomes[step.get("id", str(number))] = "skipped"
                continue
            done = self.shell(step) if "run" in step else self.action(step)
            self.outcomes[step.get("id", str(number))] = "success" if done else "failure"
            self.failed = self.failed or not done
        return self

    def wanted(self, step):
        condition = str(step.get("if", "success()"))
        if "always()" not in condition and self.failed:
            return False
        return bool(self.evaluate(condition))

    def evaluate(self, text):
        """The few expressions that our workflows use, as Python."""
        words = re.sub(r"\bsteps\.(\w+)\.outputs\.(\w+)", r"self.outputs.get('\1', {}).get('\2', '')", text)
        words = re.sub(r"\bsteps\.(\w+)\.outcome", r"self.outcomes.get('\1', '')", words)
        words = words.replace("github.event_name", "self.event").replace("&&", " and ").replace("||", " or ")
        words = words.replace("always()", "True").replace("success()", "True")
        words = re.sub(r"hashFiles\('\.planet/\*\*'\)", "('x' if (self.folder / '.planet').exists() else '')", words)
        return eval(" ".join(words.split()), {"self": self})

    def fill(self, text):
        return EXPRESSION.sub(lambda match: str(self.evaluate(match[1])), str(text))

    def shell(self, step):
        files = {
            name: self.folder.parent / f"{name}.txt" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV")
        }
        for file in files.values():
            file.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", self.fill(step["run"])],
            cwd=self.folder,
            env={
                **os.environ,
                "GITHUB_ACTIONS": "true",
                "GITHUB_EVENT_NAME": self.event,
                **{name: str(file) for name, file in files.items()},
                **{name: self.fill(value) for name, value in step.get("env", {}).items()},
                **self.env,
            },
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        self.log += done.stdout + done.stderr
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text()
        lines = files["GITHUB_OUTPUT"].read_text().splitlines()
        self.outputs[step.get("id", "")] = dict(line.split("=", 1) for line in lines)
        return done.returncode == 0

    def action(self, step):
        name = step["uses"].partition("@")[0]
        state, kept = self.folder / ".planet", self.cache / "planet"
        if name == "actions/cache/restore" and kept.exists():
            shutil.copytree(kept, state, dirs_exist_ok=True)
        if name == "actions/cache/save":
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(state, kept)
        if name == "actions/upload-pages-artifact":
            self.uploaded = sorted(str(p.relative_to(self.folder)) for p in (self.folder / "output").rglob("*"))
        return True


@pytest.fixture
def read_workflow():
    def read(path):
        text = Path(path).read_text(encoding="utf-8")
        return yaml.safe_load(text.replace("\non:", "\n'on':"))

    return read


@pytest.fixture
def runner():
    return Runner


@pytest.fixture
def clone(tmp_path):
    """A clean clone's files: what git has of the working tree, and nothing else."""

    def make(name):
        folder = tmp_path / name / "planet"
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        for path in listed.stdout.splitlines():
            if (ROOT / path).is_file():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / path, folder / path)
        return folder

    return make


@pytest.fixture(scope="session")
def python():
    return sys.executable
