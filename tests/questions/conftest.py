"""The planet of questions, built on two days and then asked; nothing changes any more, so that all tests share it."""

import pytest
from plugins import question_world
from plugins.loopback import Servers
from plugins.quick_planet import QuickPlanet


def play(server, name, answer):
    body = question_world.document(name, answer.posts) if answer.body is None else answer.body
    return server.serve("/feed", body, status=answer.status, headers=answer.headers or None)


@pytest.fixture(scope="session")
def planet(tmp_path_factory):
    planet = QuickPlanet(tmp_path_factory.mktemp("questions"))
    servers = Servers()
    config = planet.folder / "config.yaml"
    try:
        played = {name: servers.start(f"127.0.3.{n}") for n, name in enumerate(question_world.FEEDS, start=1)}
        urls = {name: play(server, name, question_world.FEEDS[name][0]) for name, server in played.items()}
        config.write_text(question_world.configuration(urls), encoding="utf-8")
        planet.build(now=question_world.FIRST_DAY)
        for name, server in played.items():
            play(server, name, question_world.FEEDS[name][1])
        urls.pop("left")
        config.write_text(question_world.configuration(urls), encoding="utf-8")
        planet.build("--force", now=question_world.SECOND_DAY)
    finally:
        servers.close()
    newcomer = {question_world.NEW_ON_THE_SECOND_DAY: "https://newcomer.example/feed"}
    config.write_text(question_world.configuration(urls | newcomer), encoding="utf-8")
    return planet
