"""EMREX ELMO: transcripts of records as student systems exchange them."""
