-- Find out whether the listening connection still lives.
SELECT 1
