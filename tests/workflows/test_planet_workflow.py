"""Both workflows, step by step, as GitHub would run them; conftest.py plays the actions."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "planet.yml"
STARTER = ROOT / "planet" / "cli" / "starter" / "planet.yml"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title><link>https://blog.example/</link>
<description>x</description>{items}</channel></rss>"""
ITEM = "<item><title>{0}</title><guid>https://blog.example/{0}</guid><description>Text of {0}</description></item>"


def write_feed(folder, *titles):
    (folder / "feed.xml").write_text(FEED.format(items="".join(ITEM.format(title) for title in titles)))


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """PATH with a python of its own, in which nothing of ours is installed."""
    folder = tmp_path_factory.mktemp("runner")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    return {"PATH": f"{folder / 'venv' / 'bin'}:/usr/bin:/bin", "PYTHONPATH": ""}


@pytest.mark.setup
def test_four_runs_first_unchanged_changed_and_with_the_cache_lost(clone, runner, read_workflow, environment, tmp_path):
    job = read_workflow(WORKFLOW)["jobs"]["build"]
    cache = tmp_path / "cache"
    cache.mkdir()

    def run(name, *titles, lose_cache=False, event="schedule"):
        folder = clone(name)
        write_feed(folder, *titles)
        (folder / "config.yaml").write_text("title: P\nurl: https://p.example/\nfeeds: [./feed.xml]\n")
        shutil.rmtree(cache / "planet", ignore_errors=True) if lose_cache else None
        one = runner(job, folder, cache, event=event, env=environment).run()
        assert not one.failed, one.log
        return one

    first = run("first", "One")
    unchanged = run("second", "One")
    changed = run("third", "One", "Two")
    lost = run("fourth", "One", "Two", lose_cache=True)
    by_hand = run("fifth", "One", "Two", event="workflow_dispatch")

    assert "output/index.html" in first.uploaded
    assert unchanged.uploaded is None
    assert unchanged.outcomes["build"] == "success"
    assert "output/index.html" in changed.uploaded
    assert "output/index.html" in lost.uploaded
    assert "output/index.html" in by_hand.uploaded
    assert "## Planet" in first.summary


def test_a_build_whose_feeds_are_all_down_keeps_what_is_online(clone, runner, read_workflow, tmp_path, python):
    job = read_workflow(WORKFLOW)["jobs"]["build"]
    job["steps"] = [step for step in job["steps"] if step.get("name") != "Install Planet"]
    environment = {"PATH": f"{Path(python).parent}:/usr/bin:/bin"}
    cache = tmp_path / "cache"
    cache.mkdir()
    folder = clone("first")
    (folder / "config.yaml").write_text("title: P\nurl: https://p.example/\nfeeds: [./feed.xml]\n")
    write_feed(folder, "One")
    runner(job, folder, cache, env=environment).run()
    (folder / "feed.xml").unlink()

    down = runner(job, folder, cache, env=environment).run()

    assert not down.failed, down.log
    assert down.uploaded is None
    assert "no such file" in down.log.lower() or "not there" in down.log.lower()


def test_when_the_cache_is_lost_the_published_site_brings_the_memory_back(
    clone, runner, read_workflow, tmp_path, server
):
    job = read_workflow(WORKFLOW)["jobs"]["build"]
    job["steps"] = [step for step in job["steps"] if step.get("name") != "Install Planet"]
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}

    def run(name):
        folder = clone(name)
        write_feed(folder, "Without a date", "Nor this")
        (folder / "config.yaml").write_text(
            f"title: P\nurl: {server.url('/')}\nstate: {{publish: true}}\n"
            "fetch: {allow_private_addresses: true}\nfeeds: [./feed.xml]\n"
        )
        empty = tmp_path / f"cache of {name}"
        empty.mkdir()
        one = runner(job, folder, empty, env=environment).run()
        assert not one.failed, one.log
        pages = {path.name: path.read_bytes() for path in (folder / "output").iterdir() if path.is_file()}
        return one, pages

    first, pages = run("first")
    for name, page in pages.items():
        server.serve(f"/{name}", page)
    lost, again = run("second")

    assert "There is no copy" not in first.log
    assert "The memory was restored from" in lost.log + lost.summary.replace("&#32;", " ")
    assert again == pages
    assert "output/planet-state.jsonl.gz" in lost.uploaded


@pytest.mark.setup
def test_a_stranger_goes_from_the_wheel_to_a_published_planet(runner, read_workflow, tmp_path, environment):
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path / "dist", ROOT],
        check=True,
        timeout=300,
    )
    wheel = next((tmp_path / "dist").glob("planet_feeds-*.whl"))
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "mine"], check=True)
    python = tmp_path / "mine" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", wheel], check=True, timeout=300)
    folder = tmp_path / "my planet"
    folder.mkdir()
    write_feed(folder, "One")
    command = tmp_path / "mine" / "bin" / "planet"

    def planet(*words):
        return subprocess.run([command, *words], cwd=folder, capture_output=True, text=True, check=False, env={})

    assert "build" in planet("--help").stdout
    begun = planet("init", "./feed.xml")
    built = planet("build")
    again = planet("init")

    assert begun.returncode == 0, begun.stderr
    assert built.returncode == 0, built.stderr
    assert (folder / "output" / "index.html").is_file()
    assert again.returncode == 1
    assert "config.yaml" in again.stderr
    assert "Traceback" not in again.stderr
    cache = tmp_path / "cache"
    cache.mkdir()
    job = read_workflow(folder / ".github" / "workflows" / "planet.yml")["jobs"]["build"]
    shutil.rmtree(folder / "output")
    shutil.rmtree(folder / ".planet")
    published = runner(job, folder, cache, env={**environment, "PIP_FIND_LINKS": str(tmp_path / "dist")}).run()
    assert not published.failed, published.log
    assert "output/index.html" in published.uploaded


def test_the_starters_workflow_is_ours_but_for_the_installation():
    def without_installation(text):
        steps = re.sub(r"      - name: Install Planet\n.*?(?=      - name: Build)", "", text, flags=re.DOTALL)
        return steps.partition("\n")[2]

    assert without_installation(STARTER.read_text()) == without_installation(WORKFLOW.read_text())


@pytest.mark.parametrize("path", [WORKFLOW, STARTER, ROOT / ".github" / "workflows" / "ci.yml"])
def test_every_action_is_pinned_by_its_hash_and_named_by_its_tag(path):
    used = re.findall(r"uses: (.*)", path.read_text())

    assert used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", one) for one in used), used


def test_the_pins_are_those_that_were_read_from_the_actions_repositories(shared):
    table = (shared / "actions.md").read_text()

    for path in (WORKFLOW, ROOT / ".github" / "workflows" / "ci.yml"):
        for action, pin, tag in re.findall(
            r"uses: ([\w-]+/[\w-]+)[\w/-]*@([0-9a-f]{40}) # (v[\d.]+)", path.read_text()
        ):
            assert f"| `{action}` | {tag} | `{pin}` |" in table


def test_only_the_deployment_may_publish_and_only_checkout_may_read(read_workflow):
    workflow = read_workflow(WORKFLOW)

    assert workflow["permissions"] == {}
    assert workflow["jobs"]["build"]["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    minute = workflow["on"]["schedule"][0]["cron"].split()[0]
    assert int(minute) % 2 == 1


@pytest.mark.parametrize("path", [WORKFLOW, STARTER, ROOT / ".github" / "workflows" / "ci.yml"])
def test_zizmor_finds_nothing(path, tmp_path):
    target = tmp_path / ".github" / "workflows" / path.name
    target.parent.mkdir(parents=True)
    shutil.copy(path, target)

    done = subprocess.run(
        [Path(sys.executable).parent / "zizmor", "--offline", "--persona", "pedantic", target],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [WORKFLOW, STARTER, ROOT / ".github" / "workflows" / "ci.yml"])
def test_actionlint_finds_nothing(path):
    actionlint = shutil.which("actionlint")
    if actionlint is None:
        pytest.skip("there is no actionlint on this machine")

    done = subprocess.run([actionlint, path], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.setup
def test_every_step_of_ci_runs_in_a_clean_clone(clone, runner, read_workflow, tmp_path):
    jobs = read_workflow(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]
    steps = {step["run"] for job in jobs.values() for step in job["steps"] if "run" in step}
    assert steps == {"script/test"}

    folder = clone("ci")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    one = runner(jobs["linux"], folder, tmp_path, env={"PYTEST_ADDOPTS": "-k test_owners", "PLANET_REQUIRE": ""}).run()

    assert not one.failed, one.log
