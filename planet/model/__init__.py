"""The words everybody uses; see `atom`, `fetching`, `site` and `settings`."""
