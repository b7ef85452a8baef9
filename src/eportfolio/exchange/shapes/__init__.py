"""The parts of :mod:`eportfolio.exchange.shape`: notation, values, editions, checking, arranging."""
