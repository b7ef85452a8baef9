"""Europass before 2020: the SkillsPassport in XML and JSON, and the learnerinfo before it."""
