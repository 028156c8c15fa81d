"""From blocks of numbers to tables with ids, dates and words."""
