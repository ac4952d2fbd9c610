-- Erasures look for the turns of a user, and go through all users that have any (docs/adr/0010).
CREATE INDEX outbox_by_user ON chat.outbox (tenant_id, user_id);
