-- After the kinds of task: goods that were out before there were tasks for them.
SELECT stockpile.open_earlier_tasks();
