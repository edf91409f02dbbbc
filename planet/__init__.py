"""Planet: many feeds in, one static site and one merged feed out."""

__version__ = "0.1.0"
