"""Exchange e-portfolios and competences between organisations, with every loss named."""
