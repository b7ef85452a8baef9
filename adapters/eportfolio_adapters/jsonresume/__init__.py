"""JSON Resume: the open résumé format of the jsonresume.org community."""
