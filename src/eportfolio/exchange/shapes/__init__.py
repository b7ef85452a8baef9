"""The parts of :mod:`eportfolio.exchange.shape`: notation, value types, compiled editions, checking, arranging."""
