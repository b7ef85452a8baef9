"""Open Badges, Comprehensive Learner Records and other verifiable credentials."""
