-- Forget turns that the broker has confirmed.
DELETE FROM chat.outbox WHERE turn_id = ANY($1::uuid[])
