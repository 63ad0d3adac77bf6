-- Says that jobs of a user have changed, on the channel of regeneration events. Only a notification: the rows are the
-- truth. Any role may listen, so the user is named by a hash, as regenerations are (core/regeneration/events.ts). Postgres
-- delivers it with the commit, once for all changes of a transaction.
CREATE OR REPLACE FUNCTION announce_job_change(p_user uuid) RETURNS void LANGUAGE sql AS $$
  SELECT pg_notify('regeneration_events', 'jobs:' ||
    left(translate(encode(sha256(convert_to(p_user::text, 'UTF8')), 'base64'), '+/', '-_'), 22))
$$;
