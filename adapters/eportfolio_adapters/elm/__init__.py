"""European Learning Model and European Digital Credentials for Learning."""
