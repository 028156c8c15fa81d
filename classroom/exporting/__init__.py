"""Points as other programs take them: a plain table, Moodle, Canvas."""
