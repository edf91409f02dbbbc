import pytest
from stories.life import stories

ALL = stories()


@pytest.fixture(params=ALL, ids=lambda story: story.name)
def story(request):
    return request.param


def test_the_river_is_what_the_story_says_on_each_day(story, seen):
    expected = []
    for day, posts in seen[story.name].rivers.items():
        expected = story.days.get(day, {}).get("river", expected)
        told = [str(post) for post in posts]

        assert len(posts) == len(expected), (story.told, day, told, expected)
        assert all(post.is_told_by(words) for post, words in zip(posts, expected, strict=True)), (
            story.told,
            day,
            told,
            expected,
        )


def test_a_subscriber_hears_of_each_post_once(story, seen):
    assert len(seen[story.name].heard_of) == story.hears_of, (story.told, seen[story.name].heard_of)


def test_there_are_at_least_forty_stories_and_each_tells_a_river():
    assert len(ALL) >= 40
    assert [story.name for story in ALL if not any("river" in day for day in story.days.values())] == []
