"""Between formats: the adapter contract, detection, crosswalks, residue, loss accounting, conversion."""
