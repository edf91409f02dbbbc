"""The configuration: one file, read whole, checked whole, and turned into `Settings`."""

from planet.config.addresses import feed_address, feed_problem
from planet.config.folders import output_problem
from planet.config.settings_file import load_settings
from planet.config.web_addresses import Wrong

__all__ = ["Wrong", "feed_address", "feed_problem", "load_settings", "output_problem"]
