"""Assignment a03, new customers: a module per part of the page."""
