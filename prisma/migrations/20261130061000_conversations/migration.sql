-- What is said about a video is kept by the server, with what was offered for it, so that every tab and device shows the same.
-- An earlier release leaves it alone; with its video it deletes it.
CREATE TABLE chat_offers (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL,
  -- What is ordered, and what was shown of it; null where an earlier version comes back.
  changes jsonb,
  quote jsonb,
  quote_token text,
  -- The version that comes back, of this clip or of the whole video, and the one that stood when that was offered.
  restores int,
  restores_clip int,
  expected_version int,
  state text NOT NULL DEFAULT 'OPEN',
  expires_at timestamptz(3) NOT NULL,
  regeneration_id uuid,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT chat_offers_pkey PRIMARY KEY (id),
  CONSTRAINT chat_offers_kind_known CHECK (kind IN ('CHANGE', 'TAKES', 'UNDO', 'REDO', 'RESTORE')),
  CONSTRAINT chat_offers_state_known CHECK (state IN ('OPEN', 'ACCEPTED', 'DECLINED')),
  CONSTRAINT chat_offers_of_something CHECK ((kind IN ('CHANGE', 'TAKES')) = (quote_token IS NOT NULL AND changes IS NOT NULL AND quote IS NOT NULL)),
  CONSTRAINT chat_offers_accepted_became CHECK ((state = 'ACCEPTED') = (regeneration_id IS NOT NULL)),
  CONSTRAINT chat_offers_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT chat_offers_regeneration_id_fkey FOREIGN KEY (regeneration_id) REFERENCES clip_regenerations(id)
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX chat_offers_job_id_idx ON chat_offers (job_id);
CREATE INDEX chat_offers_regeneration_id_idx ON chat_offers (regeneration_id);

CREATE TABLE chat_messages (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- Counts along the conversation, from 1.
  place int NOT NULL,
  role text NOT NULL,
  text text NOT NULL,
  clip_index int,
  -- Ready answers, where it asks.
  choices jsonb,
  offer_id uuid,
  -- The message that it answers; null for what a person said.
  reply_to uuid,
  idempotency_key text,
  input_hash text,
  cost numeric(10, 4) NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT chat_messages_pkey PRIMARY KEY (id),
  CONSTRAINT chat_messages_role_known CHECK (role IN ('USER', 'ASSISTANT')),
  CONSTRAINT chat_messages_one_attachment CHECK (choices IS NULL OR offer_id IS NULL),
  CONSTRAINT chat_messages_answers CHECK ((role = 'ASSISTANT') = (reply_to IS NOT NULL)),
  CONSTRAINT chat_messages_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT chat_messages_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES chat_offers(id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT chat_messages_reply_to_fkey FOREIGN KEY (reply_to) REFERENCES chat_messages(id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX chat_messages_user_id_idempotency_key_key ON chat_messages (user_id, idempotency_key);
CREATE UNIQUE INDEX chat_messages_reply_to_key ON chat_messages (reply_to);
CREATE UNIQUE INDEX chat_messages_job_id_place_key ON chat_messages (job_id, place);
CREATE INDEX chat_messages_user_id_created_at_idx ON chat_messages (user_id, created_at);
CREATE INDEX chat_messages_offer_id_idx ON chat_messages (offer_id);
