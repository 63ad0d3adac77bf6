-- A trigger of what offers become: a regeneration, or a queued change whose regeneration follows. Both carry the offer in their
-- idempotency key (api/graphql/conversation), so that the offer is accepted in the same transaction that does what it says.
CREATE OR REPLACE FUNCTION offer_accepted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE chat_offers o SET state = 'ACCEPTED', revision = o.revision + 1,
    regeneration_id = CASE TG_TABLE_NAME WHEN 'clip_regenerations' THEN NEW.id END
  WHERE o.job_id = NEW.job_id AND o.user_id = NEW.user_id AND 'offer:' || o.id = NEW.idempotency_key;
  RETURN NULL;
END $$;
