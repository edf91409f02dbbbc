"""script/build and script/test on machines that lack something, and when their environment can be used again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# Stands in for uv: makes a real environment, installs nothing, and writes down what it was asked.
UV = """#!/bin/sh
echo "$1" >>"{log}"
for last; do :; done
case $1 in
  venv) exec "{python}" -m venv --without-pip "$last" ;;
  pip) exit 0 ;;
  *) exit 1 ;;
esac
"""
TOOLS = ("bash", "sh", "cat", "chmod", "cmp", "dirname", "mkdir", "mv", "rm", "uname")
PLANET = "import sys\nprint('planet', *sys.argv[1:])\n"


class Machine:
    """A checkout of next to nothing in `root`; its PATH has no Python and no uv but what a test adds."""

    def __init__(self, root: Path, source: Path) -> None:
        self.root = root
        self.log = root / "uv.log"
        self.bin = root / "bin"
        for folder in (self.bin, root / "planet"):
            folder.mkdir(parents=True)
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        shutil.copytree(source / "script", root / "script")
        (root / "planet/__init__.py").touch()
        (root / "planet/__main__.py").write_text(PLANET)
        (root / "requirements.lock").write_text("# empty\n")

    def has(self, command: str, text: str) -> Path:
        """Put a command onto the PATH."""
        path = self.bin / command
        path.unlink(missing_ok=True)
        path.write_text(text)
        path.chmod(0o755)
        return path

    def has_uv(self) -> None:
        """Put the stand-in for uv onto the PATH."""
        self.has("uv", UV.format(log=self.log, python=sys.executable))

    def build(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run script/build from another folder."""
        variables = {
            "PATH": str(self.bin),
            "HOME": str(self.root),
            "PYTHON": sys.executable,
            **environment,
        }
        command = [str(self.root / "script/build"), *arguments]
        return subprocess.run(command, cwd="/", env=variables, capture_output=True, text=True, check=False)

    def set_ups(self) -> int:
        """How many environments were made."""
        return self.log.read_text().split().count("venv") if self.log.exists() else 0


@pytest.fixture
def machine(tmp_path, root):
    return Machine(tmp_path / "a checkout", root)


def test_windows_is_told_about_wsl_in_one_line(machine):
    machine.has("uname", "#!/bin/sh\necho MINGW64_NT-10.0\n")

    done = machine.build()

    assert done.returncode == 1
    assert "WSL" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_python_that_is_too_old_is_told_in_one_line_with_the_remedy(machine):
    old = machine.has("python2", "#!/bin/sh\nexit 1\n")

    done = machine.build(PYTHON=str(old))

    assert done.returncode == 1
    assert done.stderr.startswith(f"PYTHON={old} is not a Python 3.11 or newer")
    assert done.stderr.count("\n") == 1


def test_a_machine_without_a_new_python_is_told_where_to_get_one(machine):
    machine.has("python3", "#!/bin/sh\nexit 1\n")

    done = machine.build(PYTHON="")

    assert done.returncode == 1
    assert "apt-get install python3 python3-venv" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_missing_venv_module_is_told_in_one_line_with_the_package_to_install(machine):
    python = machine.has("python3.11", '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\n')

    done = machine.build(PYTHON=str(python))

    assert done.returncode == 1
    assert done.stderr.endswith("install it (Debian: apt-get install python3-venv) and run this again.\n")
    assert done.stderr.count("\n") == 1


def test_the_arguments_and_the_demo_configuration_reach_planet_from_any_folder(machine):
    machine.has_uv()

    done = machine.build("--offline", "-o", "a b")

    assert done.stdout == f"planet build --config {machine.root}/config.yaml --offline -o a b\n"
    assert done.returncode == 0


def test_the_second_run_sets_nothing_up_and_says_nothing_of_it(machine):
    machine.has_uv()
    machine.build()

    done = machine.build()

    assert done.stderr == ""
    assert machine.set_ups() == 1


def test_an_interrupted_set_up_is_done_again(machine):
    machine.has_uv()
    machine.build()
    (machine.root / ".venv/build/ready").unlink()

    machine.build()

    assert machine.set_ups() == 2


def test_a_new_lock_makes_a_new_environment(machine):
    machine.has_uv()
    machine.build()
    (machine.root / "requirements.lock").write_text("# other\n")

    machine.build()

    assert machine.set_ups() == 2


def test_an_environment_whose_python_is_gone_is_made_again(machine):
    machine.has_uv()
    machine.build()
    (machine.root / ".venv/build/bin/python").unlink()

    done = machine.build()

    assert done.returncode == 0
    assert machine.set_ups() == 2


def test_settings_for_another_python_do_not_reach_ours(machine, tmp_path):
    machine.has_uv()

    done = machine.build(PYTHONPATH=str(tmp_path), PYTHONHOME=str(tmp_path))

    assert done.returncode == 0


def test_a_set_up_that_fails_says_so_and_is_tried_again(machine):
    python = machine.has(
        "python3.11", '#!/bin/sh\ncase "$1 $2" in "-m venv") exit 1 ;; *executable*) echo "$0" ;; esac\n'
    )

    done = machine.build(PYTHON=str(python))

    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("Nothing outside .venv was changed.")
    assert not (machine.root / ".venv/build/ready").exists()


def test_venv_and_pip_are_tried_where_uv_fails(machine):
    machine.has("uv", "#!/bin/sh\nexit 1\n")
    python = machine.has(
        "python3.11", '#!/bin/sh\ncase "$1 $2" in "-m venv") echo venv >&2 ;; *executable*) echo "$0" ;; esac\n'
    )

    done = machine.build(PYTHON=str(python))

    assert "uv could not do it; trying venv and pip.\nvenv\n" in done.stderr
