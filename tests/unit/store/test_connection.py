from __future__ import annotations

import sqlite3
from contextlib import closing, suppress

import pytest

from planet.errors import StoreError
from planet.store.connection import COMMIT_BYTES, COMMIT_EVERY_S, Connection, DamagedError


@pytest.fixture
def file(tmp_path):
    return tmp_path / "some.sqlite3"


@pytest.fixture
def connection(file):
    with closing(Connection(file)) as connection:
        connection.write("CREATE TABLE words (word BLOB)")
        connection.commit()
        yield connection


def words_on_disk(file):
    with closing(sqlite3.connect(file)) as other:
        return [word for (word,) in other.execute("SELECT word FROM words")]


def test_what_is_committed_is_on_the_disk(connection, file):
    connection.write("INSERT INTO words VALUES ('a')")
    assert words_on_disk(file) == []

    connection.commit()

    assert words_on_disk(file) == ["a"]


def test_what_is_written_together_is_undone_together(connection):
    connection.write("INSERT INTO words VALUES ('before')")

    with suppress(KeyError), connection.together():
        connection.write("INSERT INTO words VALUES ('inside')")
        raise KeyError

    assert [row[0] for row in connection.rows("SELECT word FROM words")] == ["before"]


def test_a_commit_comes_after_a_second(connection, file):
    for number in range(40):
        with connection.together():
            connection.write("INSERT INTO words VALUES (?)", (number,))
        connection.commit_when_due(number / 40 * COMMIT_EVERY_S)
        assert words_on_disk(file) == []

    connection.commit_when_due(COMMIT_EVERY_S)

    assert len(words_on_disk(file)) == 40


def test_the_second_is_counted_from_the_commit_before(connection, file):
    connection.commit_when_due(10 * COMMIT_EVERY_S)
    connection.write("INSERT INTO words VALUES ('a')")

    connection.commit_when_due(10.9 * COMMIT_EVERY_S)
    assert words_on_disk(file) == []

    connection.commit_when_due(11 * COMMIT_EVERY_S)
    assert words_on_disk(file) == ["a"]


def test_a_commit_comes_after_a_number_of_bytes(connection, file):
    with connection.together():
        connection.write_many("INSERT INTO words VALUES (?)", [(bytes(COMMIT_BYTES),)])
    connection.commit_when_due(0)

    assert len(words_on_disk(file)) == 1


def test_nothing_is_begun_for_no_rows(connection):
    connection.write_many("INSERT INTO words VALUES (?)", [])

    connection.rows("PRAGMA journal_mode = DELETE")


def test_between_commits_there_is_one_whole_file(connection, file):
    connection.write("INSERT INTO words VALUES ('a')")
    connection.commit()

    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_failure_of_sqlite_is_a_store_error_that_names_the_file(connection, file):
    with pytest.raises(StoreError, match="no such table") as caught:
        connection.rows("SELECT * FROM nowhere")

    assert str(file) in str(caught.value)


def test_a_mistake_of_ours_is_not_explained_away(connection):
    with pytest.raises(sqlite3.ProgrammingError):
        connection.rows("SELECT ?", ())


def test_a_file_that_another_program_holds_is_explained(connection, file):
    connection.rows("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(StoreError, match="Close the program"):
            connection.write("INSERT INTO words VALUES ('a')")


def test_a_file_that_is_no_database_is_damaged(file):
    file.write_bytes(b"no database " * 100)

    with pytest.raises(DamagedError):
        Connection(file)


def test_a_folder_that_is_not_there_is_explained(tmp_path):
    with pytest.raises(StoreError, match="must be able to write"):
        Connection(tmp_path / "nowhere" / "some.sqlite3")


def test_a_text_that_is_none_is_damage(connection):
    connection.write("INSERT INTO words VALUES (CAST(x'ff' AS TEXT))")

    with pytest.raises(DamagedError, match="Could not decode"):
        connection.rows("SELECT word FROM words")


def test_a_name_taken_twice_is_a_mistake_of_ours_unless_the_file_contradicts_itself(file):
    with closing(Connection(file)) as connection:
        connection.write("CREATE TABLE names (name TEXT UNIQUE, age INTEGER)")
        connection.write("INSERT INTO names VALUES ('ann', 300)")
        with pytest.raises(StoreError) as mistake:
            connection.write("INSERT INTO names VALUES ('ann', 3)")
        connection.commit()
    file.write_bytes(file.read_bytes().replace(b"ann\x01\x2c", b"eve\x01\x2c"))  # in the table, and not in its index

    with closing(Connection(file)) as connection, pytest.raises(DamagedError):
        connection.write("INSERT INTO names VALUES ('ann', 3)")
    assert not isinstance(mistake.value, DamagedError)


def test_what_was_told_is_told_again_after_a_commit(connection):
    assert connection.is_first_told("that")
    assert not connection.is_first_told("that")

    connection.commit()

    assert connection.is_first_told("that")


def test_what_was_told_is_told_again_when_something_was_undone(connection):
    with suppress(KeyError), connection.together():
        connection.is_first_told("that")
        raise KeyError

    assert connection.is_first_told("that")
