"""Open Badges before version 3.0: assertions that are hosted at their address, and assertions that are signed."""
