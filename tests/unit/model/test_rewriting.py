import pytest

from planet.model.rewriting import moved_link, without_prefix


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("My Blog: A post", "A post"),
        ("MY BLOG: A post", "A post"),
        ("A post: My Blog: no", "A post: My Blog: no"),
        ("My Blog:", "My Blog:"),
        ("", ""),
    ],
)
def test_the_name_of_the_blog_goes_from_the_front_of_a_title(title, left):
    assert without_prefix(title, ["Other: ", "My Blog:"]) == left


def test_only_one_prefix_goes():
    assert without_prefix("A: B: C", ["A:", "B:"]) == "B: C"


def test_the_beginning_of_a_link_is_replaced_and_the_rest_stays():
    moves = [("http://localhost:1313/", "https://blog.example/"), ("https://", "never://")]

    assert moved_link("http://localhost:1313/2026/post?x#y", moves) == "https://blog.example/2026/post?x#y"
    assert moved_link("http://elsewhere.example/http://localhost:1313/", moves).startswith("http://elsewhere")
