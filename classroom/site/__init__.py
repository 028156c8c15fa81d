"""The course as a book for the browser: every lesson run, built with Sphinx and MyST-NB, without a network."""
