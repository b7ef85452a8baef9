"""The adapters that come with eportfolio, one folder for each family of formats."""
