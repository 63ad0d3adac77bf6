-- The database after all migrations, without its rows. Made by `npm run database:dump`; never edited.
SET check_function_bodies = off;
SET search_path = '';

-- Tables

CREATE TABLE public._prisma_migrations (
  id character varying(36) NOT NULL,
  checksum character varying(64) NOT NULL,
  finished_at timestamp with time zone,
  migration_name character varying(255) NOT NULL,
  logs text,
  rolled_back_at timestamp with time zone,
  started_at timestamp with time zone NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0,
  CONSTRAINT _prisma_migrations_pkey PRIMARY KEY (id)
);

CREATE TABLE public.assistant_calls (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  user_id uuid NOT NULL,
  idempotency_key text,
  api_name text NOT NULL,
  model text NOT NULL,
  state text NOT NULL DEFAULT 'intent'::text,
  estimated_cost numeric(10,4) NOT NULL,
  cost numeric(10,4),
  outcome text,
  input_tokens integer,
  output_tokens integer,
  answer jsonb,
  message_id uuid,
  deletion_id uuid,
  expires_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  settled_at timestamp(3) with time zone,
  CONSTRAINT assistant_calls_outcome_known CHECK ((outcome = ANY (ARRAY['succeeded'::text, 'failed'::text, 'unknown'::text]))),
  CONSTRAINT assistant_calls_pkey PRIMARY KEY (id),
  CONSTRAINT assistant_calls_settled_has_outcome CHECK (((state = 'settled'::text) = ((cost IS NOT NULL) AND (outcome IS NOT NULL) AND (settled_at IS NOT NULL)))),
  CONSTRAINT assistant_calls_state_known CHECK ((state = ANY (ARRAY['intent'::text, 'settled'::text]))),
  CONSTRAINT assistant_calls_unknown_is_not_booked CHECK (((outcome <> 'unknown'::text) OR (cost = (0)::numeric)))
);

CREATE TABLE public.chat_messages (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  user_id uuid NOT NULL,
  place integer NOT NULL,
  role text NOT NULL,
  text text NOT NULL,
  clip_index integer,
  choices jsonb,
  offer_id uuid,
  reply_to uuid,
  idempotency_key text,
  input_hash text,
  cost numeric(10,4) NOT NULL DEFAULT 0,
  created_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  clip_indexes integer[] DEFAULT ARRAY[]::integer[],
  CONSTRAINT chat_messages_answers CHECK (((role = 'ASSISTANT'::text) = (reply_to IS NOT NULL))),
  CONSTRAINT chat_messages_one_attachment CHECK (((choices IS NULL) OR (offer_id IS NULL))),
  CONSTRAINT chat_messages_pkey PRIMARY KEY (id),
  CONSTRAINT chat_messages_role_known CHECK ((role = ANY (ARRAY['USER'::text, 'ASSISTANT'::text])))
);

CREATE TABLE public.chat_offers (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL,
  changes jsonb,
  quote jsonb,
  quote_token text,
  restores integer,
  restores_clip integer,
  expected_version integer,
  state text NOT NULL DEFAULT 'OPEN'::text,
  expires_at timestamp(3) with time zone NOT NULL,
  regeneration_id uuid,
  created_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  revision integer NOT NULL DEFAULT 0,
  CONSTRAINT chat_offers_accepted_became CHECK (((state = 'ACCEPTED'::text) OR (regeneration_id IS NULL))),
  CONSTRAINT chat_offers_kind_known CHECK ((kind = ANY (ARRAY['CHANGE'::text, 'TAKES'::text, 'UNDO'::text, 'REDO'::text, 'RESTORE'::text]))),
  CONSTRAINT chat_offers_of_something CHECK (((kind = ANY (ARRAY['CHANGE'::text, 'TAKES'::text])) = ((quote_token IS NOT NULL) AND (changes IS NOT NULL) AND (quote IS NOT NULL)))),
  CONSTRAINT chat_offers_pkey PRIMARY KEY (id),
  CONSTRAINT chat_offers_state_known CHECK ((state = ANY (ARRAY['OPEN'::text, 'ACCEPTED'::text, 'DECLINED'::text])))
);

CREATE TABLE public.clip_changes (
  regeneration_id uuid NOT NULL,
  clip_index integer NOT NULL,
  instruction text NOT NULL,
  original_prompt text NOT NULL,
  modified_prompt text,
  templates text[] DEFAULT ARRAY[]::text[],
  action text NOT NULL,
  video_model text NOT NULL,
  takes integer NOT NULL DEFAULT 1,
  base_version_number integer NOT NULL,
  status text NOT NULL DEFAULT 'queued'::text,
  checkpoint jsonb NOT NULL DEFAULT '{}'::jsonb,
  estimated_cost jsonb NOT NULL,
  language_model_cost numeric(10,4) NOT NULL DEFAULT 0,
  video_cost numeric(10,4) NOT NULL DEFAULT 0,
  cost numeric(10,4) NOT NULL DEFAULT 0,
  progress integer NOT NULL DEFAULT 0,
  error_code text,
  error_message text,
  error_retryable boolean,
  failed_takes integer[] DEFAULT ARRAY[]::integer[],
  adjustments jsonb,
  footage_version integer,
  asked_prompt text,
  asked_seed integer,
  CONSTRAINT adjustments_have_footage CHECK (((adjustments IS NULL) = (footage_version IS NULL))),
  CONSTRAINT clip_changes_action_known CHECK ((action = ANY (ARRAY['ADJUST_FOOTAGE'::text, 'EDIT_FOOTAGE'::text, 'NEW_SHOT'::text]))),
  CONSTRAINT clip_changes_pkey PRIMARY KEY (regeneration_id, clip_index),
  CONSTRAINT clip_changes_status_known CHECK ((status = ANY (ARRAY['queued'::text, 'processing'::text, 'completed'::text, 'failed'::text, 'canceled'::text]))),
  CONSTRAINT clip_changes_takes_bounded CHECK (((takes >= 1) AND (takes <= 4)))
);

CREATE TABLE public.clip_regenerations (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  clip_index integer NOT NULL,
  user_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'queued'::text,
  original_prompt text NOT NULL,
  modified_prompt text,
  user_instruction text NOT NULL,
  conversation_history jsonb NOT NULL DEFAULT '[]'::jsonb,
  templates text[] DEFAULT ARRAY[]::text[],
  video_model text NOT NULL,
  base_version_number integer NOT NULL,
  idempotency_key text,
  input_hash text NOT NULL,
  estimated_cost jsonb NOT NULL,
  reserved_cost numeric(10,4) NOT NULL DEFAULT 0,
  estimated_seconds integer NOT NULL,
  language_model_cost numeric(10,4) NOT NULL DEFAULT 0,
  video_cost numeric(10,4) NOT NULL DEFAULT 0,
  cost numeric(10,4) NOT NULL DEFAULT 0,
  attempt integer NOT NULL DEFAULT 1,
  launched_attempt integer NOT NULL DEFAULT 0,
  max_attempts integer NOT NULL DEFAULT 5,
  fence integer NOT NULL DEFAULT 0,
  lease_until timestamp(3) with time zone,
  dispatch_after timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deadline_at timestamp(3) with time zone NOT NULL,
  checkpoint jsonb NOT NULL DEFAULT '{}'::jsonb,
  progress integer NOT NULL DEFAULT 0,
  last_sequence integer NOT NULL DEFAULT 0,
  error_code text,
  error_message text,
  error_retryable boolean,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  started_at timestamp(3) with time zone,
  completed_at timestamp(3) with time zone,
  waiting_reason text,
  waiting_since timestamp(3) with time zone,
  video_before text,
  kind text NOT NULL DEFAULT 'CHANGE'::text,
  restores jsonb,
  on_failure text NOT NULL DEFAULT 'PUBLISH_WHAT_SUCCEEDED'::text,
  claimed_by uuid,
  CONSTRAINT clip_regenerations_kind_known CHECK ((kind = ANY (ARRAY['CHANGE'::text, 'TAKES'::text, 'RESTORE'::text]))),
  CONSTRAINT clip_regenerations_on_failure_known CHECK ((on_failure = ANY (ARRAY['PUBLISH_WHAT_SUCCEEDED'::text, 'PUBLISH_ALL_OR_NOTHING'::text]))),
  CONSTRAINT clip_regenerations_pkey PRIMARY KEY (id),
  CONSTRAINT clip_regenerations_restores_something CHECK (((kind = 'RESTORE'::text) = (restores IS NOT NULL))),
  CONSTRAINT clip_regenerations_status_known CHECK ((status = ANY (ARRAY['queued'::text, 'processing'::text, 'canceling'::text, 'completed'::text, 'failed'::text, 'canceled'::text]))),
  CONSTRAINT clip_regenerations_terminal_is_dated CHECK (((status = ANY (ARRAY['completed'::text, 'failed'::text, 'canceled'::text])) = (completed_at IS NOT NULL)))
);

CREATE TABLE public.clip_thumbnails (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  clip_index integer NOT NULL,
  thumbnail_url text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT clip_thumbnails_pkey PRIMARY KEY (id)
);

CREATE TABLE public.clip_versions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  clip_index integer NOT NULL,
  version_number integer NOT NULL,
  video_url text NOT NULL,
  sha256 text,
  thumbnail_url text,
  prompt text,
  user_instruction text,
  cost numeric(10,4) NOT NULL DEFAULT 0,
  is_current boolean NOT NULL DEFAULT false,
  regeneration_id uuid,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  origin text NOT NULL DEFAULT 'CHANGE'::text,
  restored_from integer,
  video_model text,
  seed numeric(20,0),
  adjustments jsonb,
  footage_version integer,
  CONSTRAINT adjustments_have_footage CHECK (((adjustments IS NULL) = (footage_version IS NULL))),
  CONSTRAINT clip_versions_origin_known CHECK ((origin = ANY (ARRAY['ORIGINAL'::text, 'CHANGE'::text, 'TAKE'::text, 'RESTORE'::text, 'UPLOAD'::text]))),
  CONSTRAINT clip_versions_pkey PRIMARY KEY (id),
  CONSTRAINT clip_versions_restored_from_another CHECK ((((origin = 'RESTORE'::text) = (restored_from IS NOT NULL)) AND (restored_from < version_number)))
);

CREATE TABLE public.deleted_job_costs (
  id uuid NOT NULL,
  deletion_id uuid NOT NULL,
  stage_name text NOT NULL,
  api_name text NOT NULL,
  cost numeric(10,4) NOT NULL,
  "timestamp" timestamp(3) with time zone NOT NULL,
  regeneration_id uuid,
  CONSTRAINT deleted_job_costs_pkey PRIMARY KEY (id)
);

CREATE TABLE public.deleted_jobs (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  user_id uuid NOT NULL,
  total_cost numeric(10,4) NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  deleted_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  files_deleted_at timestamp(3) with time zone,
  CONSTRAINT deleted_jobs_pkey PRIMARY KEY (id)
);

CREATE TABLE public.deleted_paid_calls (
  id uuid NOT NULL,
  regeneration_id uuid NOT NULL,
  stage_name text NOT NULL,
  api_name text NOT NULL,
  external_id text,
  estimated_cost numeric(10,4) NOT NULL,
  cost numeric(10,4),
  outcome text,
  created_at timestamp(3) with time zone NOT NULL,
  settled_at timestamp(3) with time zone,
  CONSTRAINT deleted_paid_calls_pkey PRIMARY KEY (id)
);

CREATE TABLE public.deleted_regenerations (
  id uuid NOT NULL,
  deletion_id uuid NOT NULL,
  job_id uuid NOT NULL,
  user_id uuid NOT NULL,
  clip_index integer NOT NULL,
  status text NOT NULL,
  templates text[],
  video_model text NOT NULL,
  estimated_cost jsonb NOT NULL,
  language_model_cost numeric(10,4) NOT NULL,
  video_cost numeric(10,4) NOT NULL,
  cost numeric(10,4) NOT NULL,
  error_code text,
  created_at timestamp(3) with time zone NOT NULL,
  started_at timestamp(3) with time zone,
  completed_at timestamp(3) with time zone,
  charged_clips integer NOT NULL DEFAULT 1,
  CONSTRAINT deleted_regenerations_pkey PRIMARY KEY (id)
);

CREATE TABLE public.installation (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  CONSTRAINT installation_pkey PRIMARY KEY (id)
);

CREATE TABLE public.job_costs (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  stage_name text NOT NULL,
  api_name text NOT NULL,
  cost numeric(10,4) NOT NULL,
  "timestamp" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  regeneration_id uuid,
  CONSTRAINT job_costs_pkey PRIMARY KEY (id)
);

CREATE TABLE public.job_stages (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  stage_name text NOT NULL,
  status text NOT NULL DEFAULT 'pending'::text,
  started_at timestamp(3) with time zone,
  completed_at timestamp(3) with time zone,
  duration_seconds numeric(10,3),
  cost numeric(10,4) NOT NULL DEFAULT 0,
  metadata jsonb,
  CONSTRAINT job_stages_pkey PRIMARY KEY (id)
);

CREATE TABLE public.jobs (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'queued'::text,
  audio_url text,
  user_prompt text,
  current_stage text,
  progress integer NOT NULL DEFAULT 0,
  estimated_remaining integer,
  total_cost numeric(10,4) NOT NULL DEFAULT 0,
  reserved_cost numeric(10,4) NOT NULL DEFAULT 0,
  budget_limit numeric(10,4),
  video_url text,
  error_message text,
  video_model text NOT NULL DEFAULT 'kling_v21'::text,
  aspect_ratio text NOT NULL DEFAULT '16:9'::text,
  template text,
  regenerated_clips jsonb NOT NULL DEFAULT '[]'::jsonb,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  completed_at timestamp(3) with time zone,
  media_expired_at timestamp(3) with time zone,
  media_deleted_at timestamp(3) with time zone,
  title text,
  CONSTRAINT jobs_budget_kept CHECK (((reserved_cost >= (0)::numeric) AND ((reserved_cost = (0)::numeric) OR ((total_cost + reserved_cost) <= budget_limit)))),
  CONSTRAINT jobs_pkey PRIMARY KEY (id),
  CONSTRAINT jobs_status_known CHECK ((status = ANY (ARRAY['queued'::text, 'processing'::text, 'completed'::text, 'failed'::text, 'regenerating'::text])))
);

CREATE TABLE public.media_measurements (
  job_id uuid NOT NULL,
  key text NOT NULL,
  measured jsonb NOT NULL,
  CONSTRAINT media_measurements_pkey PRIMARY KEY (job_id, key)
);

CREATE TABLE public.media_previews (
  job_id uuid NOT NULL,
  key text NOT NULL,
  preview jsonb NOT NULL,
  CONSTRAINT media_previews_pkey PRIMARY KEY (job_id, key)
);

CREATE TABLE public.paid_calls (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  regeneration_id uuid NOT NULL,
  stage_name text NOT NULL,
  api_name text NOT NULL,
  state text NOT NULL DEFAULT 'intent'::text,
  fence integer NOT NULL,
  posts integer NOT NULL DEFAULT 1,
  ambiguous boolean NOT NULL DEFAULT false,
  external_id text,
  estimated_cost numeric(10,4) NOT NULL,
  cost numeric(10,4),
  outcome text,
  created_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  settled_at timestamp(3) with time zone,
  request jsonb,
  clip_index integer NOT NULL,
  take integer NOT NULL DEFAULT 0,
  CONSTRAINT paid_calls_pkey PRIMARY KEY (id),
  CONSTRAINT paid_calls_posted_twice_at_most CHECK (((posts >= 1) AND (posts <= 2))),
  CONSTRAINT paid_calls_settled_has_outcome CHECK (((state = 'settled'::text) = ((cost IS NOT NULL) AND (outcome IS NOT NULL) AND (settled_at IS NOT NULL)))),
  CONSTRAINT paid_calls_state_known CHECK ((state = ANY (ARRAY['intent'::text, 'accepted'::text, 'settled'::text])))
);

CREATE TABLE public.queued_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  user_id uuid NOT NULL,
  place integer NOT NULL,
  changes jsonb NOT NULL,
  clip_indexes integer[],
  on_failure text NOT NULL,
  quoted jsonb NOT NULL,
  state text NOT NULL DEFAULT 'WAITING'::text,
  question text,
  asked jsonb,
  revision integer NOT NULL DEFAULT 1,
  held_until timestamp(3) with time zone,
  idempotency_key text,
  input_hash text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  history jsonb NOT NULL DEFAULT '[]'::jsonb,
  CONSTRAINT queued_changes_asks_in_words CHECK (((state = 'ASKS'::text) = (question IS NOT NULL))),
  CONSTRAINT queued_changes_pkey PRIMARY KEY (id),
  CONSTRAINT queued_changes_state_known CHECK ((state = ANY (ARRAY['WAITING'::text, 'ASKS'::text])))
);

CREATE TABLE public.regeneration_events (
  regeneration_id uuid NOT NULL,
  sequence integer NOT NULL,
  fence integer NOT NULL,
  attempt integer NOT NULL,
  type text NOT NULL,
  progress integer NOT NULL,
  message text NOT NULL,
  data jsonb NOT NULL DEFAULT '{}'::jsonb,
  at timestamp(3) with time zone NOT NULL DEFAULT clock_timestamp(),
  clip_index integer,
  CONSTRAINT regeneration_events_pkey PRIMARY KEY (regeneration_id, sequence)
);

CREATE TABLE public.regeneration_measurements (
  regeneration_id uuid NOT NULL,
  measured_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT regeneration_measurements_pkey PRIMARY KEY (regeneration_id)
);

CREATE TABLE public.video_versions (
  job_id uuid NOT NULL,
  version_number integer NOT NULL,
  cut jsonb NOT NULL,
  footage jsonb NOT NULL,
  video_url text,
  regeneration_id uuid,
  stands_for integer NOT NULL,
  parent integer,
  redo integer[] DEFAULT ARRAY[]::integer[],
  summary text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT video_versions_parent_is_older CHECK ((parent < version_number)),
  CONSTRAINT video_versions_pkey PRIMARY KEY (job_id, version_number)
);

-- Foreign keys
ALTER TABLE public.assistant_calls ADD CONSTRAINT assistant_calls_deletion_id_fkey FOREIGN KEY (deletion_id) REFERENCES public.deleted_jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.assistant_calls ADD CONSTRAINT assistant_calls_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.chat_messages(id) ON UPDATE CASCADE ON DELETE SET NULL;
ALTER TABLE public.chat_messages ADD CONSTRAINT chat_messages_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.chat_messages ADD CONSTRAINT chat_messages_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES public.chat_offers(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.chat_messages ADD CONSTRAINT chat_messages_reply_to_fkey FOREIGN KEY (reply_to) REFERENCES public.chat_messages(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.chat_offers ADD CONSTRAINT chat_offers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.chat_offers ADD CONSTRAINT chat_offers_regeneration_id_fkey FOREIGN KEY (regeneration_id) REFERENCES public.clip_regenerations(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.clip_changes ADD CONSTRAINT clip_changes_regeneration_id_fkey FOREIGN KEY (regeneration_id) REFERENCES public.clip_regenerations(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.clip_regenerations ADD CONSTRAINT clip_regenerations_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.clip_thumbnails ADD CONSTRAINT clip_thumbnails_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.clip_versions ADD CONSTRAINT clip_versions_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.deleted_job_costs ADD CONSTRAINT deleted_job_costs_deletion_id_fkey FOREIGN KEY (deletion_id) REFERENCES public.deleted_jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.deleted_paid_calls ADD CONSTRAINT deleted_paid_calls_regeneration_id_fkey FOREIGN KEY (regeneration_id) REFERENCES public.deleted_regenerations(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.deleted_regenerations ADD CONSTRAINT deleted_regenerations_deletion_id_fkey FOREIGN KEY (deletion_id) REFERENCES public.deleted_jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.job_costs ADD CONSTRAINT job_costs_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.job_stages ADD CONSTRAINT job_stages_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.media_measurements ADD CONSTRAINT media_measurements_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.media_previews ADD CONSTRAINT media_previews_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.paid_calls ADD CONSTRAINT paid_calls_regeneration_id_fkey FOREIGN KEY (regeneration_id) REFERENCES public.clip_regenerations(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.queued_changes ADD CONSTRAINT queued_changes_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.regeneration_events ADD CONSTRAINT regeneration_events_regeneration_id_fkey FOREIGN KEY (regeneration_id) REFERENCES public.clip_regenerations(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.regeneration_measurements ADD CONSTRAINT regeneration_measurements_regeneration_id_fkey FOREIGN KEY (regeneration_id) REFERENCES public.clip_regenerations(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE public.video_versions ADD CONSTRAINT video_versions_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.jobs(id) ON UPDATE CASCADE ON DELETE CASCADE;

-- Indexes
CREATE INDEX assistant_calls_deletion_id_idx ON public.assistant_calls USING btree (deletion_id);
CREATE INDEX assistant_calls_job_id_created_at_idx ON public.assistant_calls USING btree (job_id, created_at);
CREATE INDEX assistant_calls_message_id_idx ON public.assistant_calls USING btree (message_id);
CREATE UNIQUE INDEX assistant_calls_user_id_idempotency_key_key ON public.assistant_calls USING btree (user_id, idempotency_key);
CREATE UNIQUE INDEX chat_messages_job_id_place_key ON public.chat_messages USING btree (job_id, place);
CREATE INDEX chat_messages_offer_id_idx ON public.chat_messages USING btree (offer_id);
CREATE UNIQUE INDEX chat_messages_reply_to_key ON public.chat_messages USING btree (reply_to);
CREATE INDEX chat_messages_user_id_created_at_idx ON public.chat_messages USING btree (user_id, created_at);
CREATE UNIQUE INDEX chat_messages_user_id_idempotency_key_key ON public.chat_messages USING btree (user_id, idempotency_key);
CREATE INDEX chat_offers_job_id_idx ON public.chat_offers USING btree (job_id);
CREATE INDEX chat_offers_regeneration_id_idx ON public.chat_offers USING btree (regeneration_id);
CREATE INDEX clip_regenerations_completed_at_idx ON public.clip_regenerations USING btree (completed_at);
CREATE INDEX clip_regenerations_user_id_created_at_idx ON public.clip_regenerations USING btree (user_id, created_at DESC);
CREATE UNIQUE INDEX clip_regenerations_user_id_idempotency_key_key ON public.clip_regenerations USING btree (user_id, idempotency_key);
CREATE INDEX clip_regenerations_video_model_completed_at_idx ON public.clip_regenerations USING btree (video_model, completed_at DESC);
CREATE INDEX idx_clip_regenerations_job_id ON public.clip_regenerations USING btree (job_id, created_at DESC);
CREATE INDEX idx_clip_regenerations_status ON public.clip_regenerations USING btree (status);
CREATE UNIQUE INDEX one_active_regeneration_per_job ON public.clip_regenerations USING btree (job_id) WHERE (status = ANY (ARRAY['queued'::text, 'processing'::text, 'canceling'::text]));
CREATE UNIQUE INDEX clip_thumbnails_job_id_clip_index_key ON public.clip_thumbnails USING btree (job_id, clip_index);
CREATE INDEX idx_clip_thumbnails_job_id ON public.clip_thumbnails USING btree (job_id);
CREATE UNIQUE INDEX clip_versions_job_id_clip_index_version_number_key ON public.clip_versions USING btree (job_id, clip_index, version_number);
CREATE INDEX clip_versions_regeneration_id_idx ON public.clip_versions USING btree (regeneration_id);
CREATE UNIQUE INDEX one_current_version_per_clip ON public.clip_versions USING btree (job_id, clip_index) WHERE is_current;
CREATE INDEX deleted_job_costs_deletion_id_idx ON public.deleted_job_costs USING btree (deletion_id);
CREATE INDEX deleted_jobs_job_id_idx ON public.deleted_jobs USING btree (job_id);
CREATE INDEX deleted_jobs_user_id_deleted_at_idx ON public.deleted_jobs USING btree (user_id, deleted_at);
CREATE INDEX deleted_paid_calls_api_name_external_id_idx ON public.deleted_paid_calls USING btree (api_name, external_id);
CREATE INDEX deleted_paid_calls_regeneration_id_idx ON public.deleted_paid_calls USING btree (regeneration_id);
CREATE INDEX deleted_regenerations_deletion_id_idx ON public.deleted_regenerations USING btree (deletion_id);
CREATE INDEX deleted_regenerations_user_id_created_at_idx ON public.deleted_regenerations USING btree (user_id, created_at DESC);
CREATE INDEX job_costs_job_id_idx ON public.job_costs USING btree (job_id);
CREATE UNIQUE INDEX job_stages_job_id_stage_name_key ON public.job_stages USING btree (job_id, stage_name);
CREATE INDEX jobs_user_id_created_at_id_idx ON public.jobs USING btree (user_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX one_live_paid_call_per_step ON public.paid_calls USING btree (regeneration_id, clip_index, take, stage_name) WHERE (state = ANY (ARRAY['intent'::text, 'accepted'::text]));
CREATE UNIQUE INDEX paid_calls_api_name_external_id_key ON public.paid_calls USING btree (api_name, external_id);
CREATE INDEX paid_calls_regeneration_id_idx ON public.paid_calls USING btree (regeneration_id);
CREATE INDEX queued_changes_job_id_place_idx ON public.queued_changes USING btree (job_id, place);
CREATE UNIQUE INDEX queued_changes_user_id_idempotency_key_key ON public.queued_changes USING btree (user_id, idempotency_key);
CREATE INDEX video_versions_regeneration_id_idx ON public.video_versions USING btree (regeneration_id);

-- Functions

CREATE OR REPLACE FUNCTION public.accept_paid_call(p_call uuid, p_fence integer, p_external_id text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM 1 FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND r.fence = p_fence AND is_active(r.status) FOR UPDATE OF r;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE paid_calls SET state = 'accepted', external_id = p_external_id
  WHERE id = p_call AND fence = p_fence AND (state = 'intent' OR state = 'accepted' AND external_id = p_external_id);
  RETURN FOUND;
END $function$;

CREATE OR REPLACE FUNCTION public.add_clip_changes(p_id uuid, p_changes jsonb, p_retry_of uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO clip_changes (regeneration_id, clip_index, instruction, original_prompt, modified_prompt, templates, action,
    video_model, takes, base_version_number, adjustments, footage_version, asked_prompt, asked_seed, checkpoint, estimated_cost)
  SELECT r.id, c.clip_index, c.instruction, c.original_prompt, COALESCE(c.asked_prompt, e.modified_prompt), c.templates, c.action,
    c.video_model, c.takes, c.base_version_number, c.adjustments, c.footage_version, c.asked_prompt, c.asked_seed,
    COALESCE(retried_checkpoint(e), '{}') || CASE WHEN c.asked_prompt IS NULL THEN '{}'
      ELSE jsonb_build_object('prompt', jsonb_build_object('text', c.asked_prompt)) END, c.estimated_cost
  FROM clip_regenerations r CROSS JOIN asked_changes(p_changes) c
  LEFT JOIN clip_regenerations o ON o.id = p_retry_of AND o.kind <> 'RESTORE' AND o.user_id = r.user_id
    AND o.job_id = r.job_id
  LEFT JOIN clip_changes e ON e.regeneration_id = o.id AND e.clip_index = c.clip_index
    AND e.base_version_number = c.base_version_number
  WHERE r.id = p_id
  -- The first one is there already (open_clip_changes).
  ON CONFLICT (regeneration_id, clip_index) DO UPDATE SET action = EXCLUDED.action, takes = EXCLUDED.takes,
    adjustments = EXCLUDED.adjustments, footage_version = EXCLUDED.footage_version,
    asked_prompt = EXCLUDED.asked_prompt, asked_seed = EXCLUDED.asked_seed,
    checkpoint = EXCLUDED.checkpoint, modified_prompt = EXCLUDED.modified_prompt, estimated_cost = EXCLUDED.estimated_cost;
  UPDATE clip_regenerations r SET checkpoint = c.checkpoint, modified_prompt = c.modified_prompt FROM clip_changes c
  WHERE r.id = p_id AND c.regeneration_id = r.id AND c.clip_index = r.clip_index AND c.checkpoint <> '{}'
$function$;

CREATE OR REPLACE FUNCTION public.add_queued_change(p_request jsonb)
 RETURNS TABLE(outcome text, queued_id uuid, regeneration_id uuid)
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_asked record;
  v_job jobs%ROWTYPE;
  v_known queued_changes%ROWTYPE;
  v_started clip_regenerations%ROWTYPE;
  v_id uuid;
BEGIN
  SELECT * INTO v_asked FROM jsonb_to_record(p_request) AS r("userId" uuid, "jobId" uuid, changes jsonb, history jsonb,
    "onFailure" text, quoted jsonb, "idempotencyKey" text, "inputHash" text, "mostQueued" int);
  -- An idempotency key is used once a user, whatever the video.
  PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || v_asked."userId"::text, 0));
  SELECT * INTO v_job FROM jobs WHERE id = v_asked."jobId" FOR UPDATE;
  IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, NULL::uuid; RETURN; END IF;
  IF v_job.user_id <> v_asked."userId" THEN RETURN QUERY SELECT 'FORBIDDEN', NULL::uuid, NULL::uuid; RETURN; END IF;

  SELECT * INTO v_known FROM queued_changes q
  WHERE q.user_id = v_asked."userId" AND q.idempotency_key = v_asked."idempotencyKey";
  SELECT * INTO v_started FROM clip_regenerations r
  WHERE r.user_id = v_asked."userId" AND r.idempotency_key = v_asked."idempotencyKey";
  IF v_known.id IS NOT NULL OR v_started.id IS NOT NULL THEN
    RETURN QUERY SELECT CASE WHEN COALESCE(v_known.input_hash, v_started.input_hash) = v_asked."inputHash"
      THEN 'REPLAYED' ELSE 'IDEMPOTENCY_KEY_REUSED' END, v_known.id, v_started.id;
    RETURN;
  END IF;

  IF v_job.status <> 'regenerating' AND next_queued_change(v_job.id) IS NULL AND NOT EXISTS (
    SELECT 1 FROM queued_changes q WHERE q.job_id = v_job.id AND q.clip_indexes && clips_in(v_asked.changes)) THEN
    RETURN QUERY SELECT 'IDLE', NULL::uuid, NULL::uuid; RETURN;
  END IF;
  IF (SELECT count(*) FROM queued_changes q WHERE q.job_id = v_job.id) >= v_asked."mostQueued" THEN
    RETURN QUERY SELECT 'LIMIT_REACHED', NULL::uuid, NULL::uuid; RETURN;
  END IF;
  INSERT INTO queued_changes (job_id, user_id, place, changes, clip_indexes, history, on_failure, quoted,
    idempotency_key, input_hash)
  VALUES (v_job.id, v_asked."userId",
    (SELECT COALESCE(max(q.place), 0) + 1 FROM queued_changes q WHERE q.job_id = v_job.id),
    v_asked.changes, clips_in(v_asked.changes), v_asked.history, v_asked."onFailure", v_asked.quoted,
    v_asked."idempotencyKey", v_asked."inputHash")
  RETURNING id INTO v_id;
  RETURN QUERY SELECT 'QUEUED', v_id, NULL::uuid;
END $function$;

CREATE OR REPLACE FUNCTION public.add_video_version(p_id uuid, p_video text)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO video_versions (job_id, version_number, cut, footage, video_url, regeneration_id, stands_for, parent, redo,
    summary, created_at)
  SELECT r.job_id, last.version_number + 1, c.cut, c.footage, p_video, r.id,
    COALESCE((r.restores ->> 'standsFor')::int, last.version_number + 1),
    CASE WHEN r.restores ->> 'standsFor' IS NULL THEN last.stands_for END,
    ARRAY(SELECT state::int FROM jsonb_array_elements_text(COALESCE(r.restores -> 'redo', '[]'))
      WITH ORDINALITY AS redo (state, place) ORDER BY place),
    COALESCE(r.restores ->> 'summary', describe_changes(p_id)), clock_timestamp()
  FROM clip_regenerations r, current_cut(r.job_id) c,
    LATERAL (SELECT v.version_number, v.stands_for FROM video_versions v WHERE v.job_id = r.job_id
      ORDER BY v.version_number DESC LIMIT 1) last
  WHERE r.id = p_id
$function$;

CREATE OR REPLACE FUNCTION public.admit_regeneration(p_request jsonb)
 RETURNS TABLE(outcome text, regeneration_id uuid, retry_after integer, clip_index integer)
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_asked record;
  v_first record;
  v_changes jsonb := COALESCE(p_request -> 'changes', jsonb_build_array(p_request));
  v_limits record;
  v_reserved numeric;
  v_job jobs%ROWTYPE;
  v_known clip_regenerations%ROWTYPE;
  v_clip int;
  v_wait int;
  v_id uuid;
  v_kind text;
  v_locked boolean;
BEGIN
  SELECT * INTO v_asked FROM jsonb_to_record(p_request) AS r(
    "userId" uuid, "jobId" uuid, conversation jsonb, "idempotencyKey" text, "inputHash" text, "estimatedCost" jsonb,
    discount numeric, "estimatedSeconds" int, message text, "retryOf" uuid, "onFailure" text);
  SELECT * INTO v_first FROM asked_changes(v_changes) c LIMIT 1;
  SELECT * INTO v_limits FROM jsonb_to_record(p_request -> 'limits') AS l(
    "budgetUsd" numeric, "deadlineSeconds" int);
  v_reserved := (v_asked."estimatedCost" ->> 'total')::numeric - COALESCE(v_asked.discount, 0);

  FOR v_locked IN SELECT unnest(ARRAY[false, true]) LOOP
    IF v_locked THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || v_asked."userId"::text, 0));
      SELECT * INTO v_job FROM jobs WHERE id = v_asked."jobId" FOR UPDATE;
    ELSE
      SELECT * INTO v_job FROM jobs WHERE id = v_asked."jobId";
    END IF;
    IF v_asked."idempotencyKey" IS NOT NULL THEN
      SELECT * INTO v_known FROM clip_regenerations r
      WHERE r.user_id = v_asked."userId" AND r.idempotency_key = v_asked."idempotencyKey";
      IF FOUND THEN
        RETURN QUERY SELECT
          CASE WHEN v_known.input_hash = v_asked."inputHash" THEN 'REPLAYED' ELSE 'IDEMPOTENCY_KEY_REUSED' END,
          v_known.id, 0, NULL::int;
        RETURN;
      END IF;
    END IF;

    IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, 0, NULL::int; RETURN; END IF;
    IF v_job.user_id <> v_asked."userId" THEN RETURN QUERY SELECT 'FORBIDDEN', NULL::uuid, 0, NULL::int; RETURN; END IF;
    IF v_job.status = 'regenerating' THEN RETURN QUERY SELECT 'REGENERATION_IN_PROGRESS', NULL::uuid, 0, NULL::int; RETURN; END IF;
  END LOOP;

  IF v_job.status NOT IN ('completed', 'failed') OR v_job.video_url IS NULL THEN
    RETURN QUERY SELECT 'JOB_NOT_COMPLETED', NULL::uuid, 0, NULL::int; RETURN;
  END IF;
  SELECT c.clip_index INTO v_clip FROM asked_changes(v_changes) c GROUP BY c.clip_index HAVING count(*) > 1
  ORDER BY 1 LIMIT 1;
  IF FOUND THEN RETURN QUERY SELECT 'CLIP_REPEATED', NULL::uuid, 0, v_clip; RETURN; END IF;
  SELECT c.clip_index INTO v_clip FROM asked_changes(v_changes) c
  WHERE current_version_number(v_job.id, c.clip_index) <> c.base_version_number LIMIT 1;
  IF FOUND THEN RETURN QUERY SELECT 'QUOTE_STALE', NULL::uuid, 0, v_clip; RETURN; END IF;

  SELECT l.retry_after INTO v_wait FROM regeneration_limit(p_request || jsonb_build_object('clips',
    (SELECT COALESCE(sum(c.takes), 0) FROM asked_changes(v_changes) c WHERE NOT is_free(c.estimated_cost)))) l;
  IF v_wait > 0 THEN RETURN QUERY SELECT 'RATE_LIMITED', NULL::uuid, v_wait, NULL::int; RETURN; END IF;
  -- What is free may be made over the budget.
  IF NOT is_free(v_asked."estimatedCost") AND v_job.total_cost + v_job.reserved_cost + v_reserved > v_limits."budgetUsd" THEN
    RETURN QUERY SELECT 'BUDGET_EXCEEDED', NULL::uuid, 0, NULL::int; RETURN;
  END IF;

  -- Where one clip has several takes nothing becomes current; nor does what is left of such a regeneration.
  v_kind := CASE WHEN EXISTS (SELECT 1 FROM asked_changes(v_changes) c WHERE c.takes > 1)
    OR EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.id = v_asked."retryOf" AND r.kind = 'TAKES')
    THEN 'TAKES' ELSE 'CHANGE' END;
  INSERT INTO clip_regenerations (
    job_id, clip_index, user_id, kind, original_prompt, user_instruction, conversation_history, templates, video_model,
    base_version_number, idempotency_key, input_hash, estimated_cost, reserved_cost, estimated_seconds,
    deadline_at, created_at, on_failure)
  VALUES (
    v_job.id, v_first.clip_index, v_asked."userId", v_kind, v_first.original_prompt, v_first.instruction,
    v_asked.conversation, v_first.templates, v_first.video_model, v_first.base_version_number, v_asked."idempotencyKey", v_asked."inputHash",
    v_asked."estimatedCost", v_reserved, v_asked."estimatedSeconds",
    clock_timestamp() + make_interval(secs => v_limits."deadlineSeconds"), clock_timestamp(),
    COALESCE(v_asked."onFailure", 'PUBLISH_WHAT_SUCCEEDED'))
  RETURNING id INTO v_id;
  PERFORM add_clip_changes(v_id, v_changes, v_asked."retryOf");
  UPDATE jobs SET status = 'regenerating', reserved_cost = reserved_cost + v_reserved, budget_limit = v_limits."budgetUsd",
    error_message = NULL, updated_at = now() WHERE id = v_job.id;
  PERFORM append_regeneration_event(v_id, 0,
    jsonb_build_object('type', 'REGENERATION_STARTED', 'progress', 0, 'message', v_asked.message));
  RETURN QUERY SELECT 'ADMITTED', v_id, 0, NULL::int;
END $function$;

CREATE OR REPLACE FUNCTION public.admit_regeneration(p_user uuid, p_job uuid, p_clip integer, p_instruction text, p_conversation jsonb, p_idempotency_key text, p_input_hash text, p_original_prompt text, p_templates text[], p_video_model text, p_base_version integer, p_estimated_cost jsonb, p_reserved numeric, p_estimated_seconds integer, p_budget_limit numeric, p_job_limit integer, p_user_limit integer, p_deadline_seconds integer, p_message text, p_retry_of uuid)
 RETURNS TABLE(outcome text, regeneration_id uuid, retry_after integer)
 LANGUAGE sql
AS $function$
  SELECT a.outcome, a.regeneration_id, a.retry_after FROM admit_regeneration(jsonb_build_object(
    'userId', p_user, 'jobId', p_job, 'clipIndex', p_clip, 'instruction', p_instruction, 'conversation', p_conversation,
    'idempotencyKey', p_idempotency_key, 'inputHash', p_input_hash, 'originalPrompt', p_original_prompt,
    'templates', p_templates, 'videoModel', p_video_model, 'baseVersionNumber', p_base_version,
    'estimatedCost', p_estimated_cost || jsonb_build_object('total', p_reserved::text),
    'estimatedSeconds', p_estimated_seconds, 'message', p_message, 'retryOf', p_retry_of,
    'limits', jsonb_build_object('budgetUsd', p_budget_limit, 'perJobPerHour', p_job_limit,
      'perUserPerHour', p_user_limit, 'deadlineSeconds', p_deadline_seconds))) a
$function$;

CREATE OR REPLACE FUNCTION public.admit_regenerations(p_requests jsonb)
 RETURNS TABLE("position" integer, outcome text, regeneration_id uuid, retry_after integer, clip_index integer)
 LANGUAGE plpgsql
AS $function$
DECLARE
  v record;
BEGIN
  FOR v IN
    SELECT r.value AS request, r.ordinality::int AS place
    FROM jsonb_array_elements(p_requests) WITH ORDINALITY r
    ORDER BY (r.value ->> 'userId')::uuid, (r.value ->> 'jobId')::uuid, r.ordinality
  LOOP
    RETURN QUERY SELECT v.place, a.outcome, a.regeneration_id, a.retry_after, a.clip_index FROM admit_regeneration(v.request) a;
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION public.agreed_cost(c public.clip_changes, p_stage text, p_estimated numeric)
 RETURNS numeric
 LANGUAGE sql
 STABLE
AS $function$
  SELECT LEAST(p_estimated,
    CASE p_stage WHEN 'prompt_generator' THEN (c.estimated_cost ->> 'languageModel')::numeric
      ELSE (c.estimated_cost ->> 'video')::numeric / c.takes END)
$function$;

CREATE OR REPLACE FUNCTION public.announce_job_change(p_user uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  SELECT pg_notify('regeneration_events', 'jobs:' ||
    left(translate(encode(sha256(convert_to(p_user::text, 'UTF8')), 'base64'), '+/', '-_'), 22))
$function$;

CREATE OR REPLACE FUNCTION public.append_regeneration_event(p_id uuid, p_fence integer, p_event jsonb)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  WITH event AS (
    SELECT * FROM jsonb_to_record(p_event) AS e(
      type text, progress int, message text, data jsonb, "clipIndex" int, "clipProgress" int)),
  numbered AS (
    UPDATE clip_regenerations r
    SET last_sequence = r.last_sequence + 1,
        progress = CASE WHEN e.type = 'REGENERATION_RESTARTED' THEN e.progress ELSE GREATEST(r.progress, e.progress) END
    FROM event e
    WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status)
    RETURNING r.id, r.last_sequence, r.fence, r.attempt, e.type, r.progress, e.message, e.data, e."clipIndex",
      e."clipProgress"
  ),
  changed AS (
    UPDATE clip_changes c SET progress = GREATEST(c.progress, n."clipProgress"),
      status = CASE c.status WHEN 'queued' THEN 'processing' ELSE c.status END
    FROM numbered n WHERE c.regeneration_id = n.id AND c.clip_index = n."clipIndex"
  )
  INSERT INTO regeneration_events (regeneration_id, sequence, fence, attempt, type, progress, message, data, clip_index)
  SELECT id, last_sequence, fence, attempt, type, progress, message, COALESCE(data, '{}'), "clipIndex" FROM numbered
  RETURNING sequence
$function$;

CREATE OR REPLACE FUNCTION public.append_regeneration_event(p_id uuid, p_fence integer, p_type text, p_progress integer, p_message text, p_data jsonb)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT append_regeneration_event(p_id, p_fence,
    jsonb_build_object('type', p_type, 'progress', p_progress, 'message', p_message, 'data', p_data))
$function$;

CREATE OR REPLACE FUNCTION public.asked_changes(p_changes jsonb)
 RETURNS TABLE(clip_index integer, instruction text, original_prompt text, templates text[], action text, video_model text, takes integer, base_version_number integer, adjustments jsonb, footage_version integer, estimated_cost jsonb, asked_prompt text, asked_seed integer)
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT c."clipIndex", c.instruction, c."originalPrompt", c.templates,
    COALESCE(c.action, CASE WHEN c."videoModel" = 'local' THEN 'ADJUST_FOOTAGE' ELSE 'NEW_SHOT' END),
    c."videoModel", COALESCE(c.takes, 1), c."baseVersionNumber", c.adjustments, c."footageVersion", c."estimatedCost",
    c.prompt, c.seed
  FROM jsonb_to_recordset(p_changes) AS c("clipIndex" int, instruction text, "originalPrompt" text, templates text[],
    action text, "videoModel" text, takes int, "baseVersionNumber" int, adjustments jsonb, "footageVersion" int,
    "estimatedCost" jsonb, prompt text, seed int)
  ORDER BY c."clipIndex"
$function$;

CREATE OR REPLACE FUNCTION public.book_cost(p_call public.paid_calls)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_language_model numeric := CASE WHEN p_call.stage_name = 'prompt_generator' THEN p_call.cost ELSE 0 END;
  v_video numeric := CASE WHEN p_call.stage_name = 'video_generator' THEN p_call.cost ELSE 0 END;
BEGIN
  UPDATE clip_regenerations SET cost = cost + p_call.cost, language_model_cost = language_model_cost + v_language_model,
    video_cost = video_cost + v_video
  WHERE id = p_call.regeneration_id;
  UPDATE clip_changes SET cost = cost + p_call.cost, language_model_cost = language_model_cost + v_language_model,
    video_cost = video_cost + v_video
  WHERE regeneration_id = p_call.regeneration_id AND clip_index = p_call.clip_index;
  INSERT INTO job_costs (job_id, stage_name, api_name, cost, regeneration_id)
  SELECT job_id, p_call.stage_name, p_call.api_name, p_call.cost, id
  FROM clip_regenerations WHERE id = p_call.regeneration_id;
END $function$;

CREATE OR REPLACE FUNCTION public.book_paid_call(p_call uuid, p_cost numeric, p_outcome text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE v_call paid_calls%ROWTYPE;
BEGIN
  UPDATE paid_calls SET state = 'settled', cost = p_cost, outcome = p_outcome, settled_at = clock_timestamp(),
    ambiguous = ambiguous OR p_outcome = 'unknown'
  WHERE id = p_call AND state <> 'settled' RETURNING * INTO v_call;
  IF v_call.id IS NULL OR p_cost = 0 THEN RETURN; END IF;
  PERFORM book_cost(v_call);
END $function$;

CREATE OR REPLACE FUNCTION public.change_behind(p_job uuid, p_clip integer, p_version integer)
 RETURNS SETOF public.clip_changes
 LANGUAGE sql
 STABLE
AS $function$
  SELECT c.* FROM clip_versions v
  JOIN clip_versions o ON (o.job_id, o.clip_index) = (v.job_id, v.clip_index)
    AND o.version_number = COALESCE(v.restored_from, v.version_number)
  JOIN clip_changes c ON c.regeneration_id = o.regeneration_id AND c.clip_index = o.clip_index
  WHERE v.job_id = p_job AND v.clip_index = p_clip AND v.version_number = p_version
$function$;

CREATE OR REPLACE FUNCTION public.changed_clips(r public.clip_regenerations)
 RETURNS integer[]
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN r.kind = 'RESTORE'
    THEN ARRAY(SELECT clip::int FROM jsonb_object_keys(r.restores -> 'clips') AS clip ORDER BY 1)
    ELSE ARRAY(SELECT c.clip_index FROM clip_changes c WHERE c.regeneration_id = r.id ORDER BY 1) END
$function$;

CREATE OR REPLACE FUNCTION public.changes_behind(p_job uuid, p_clip integer, p_version integer)
 RETURNS TABLE(instructions text[], seed jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  WITH RECURSIVE made AS (
    SELECT 1 AS back, m.instruction, m.base_version_number, m.checkpoint FROM change_behind(p_job, p_clip, p_version) m
    UNION ALL
    SELECT made.back + 1, m.instruction, m.base_version_number, m.checkpoint
    FROM made, change_behind(p_job, p_clip, made.base_version_number) m WHERE made.back < 5)
  SELECT ARRAY(SELECT instruction FROM made ORDER BY back DESC),
    -- Versions have theirs since there are takes of a change; before, the change has that of its only one.
    COALESCE((SELECT to_jsonb(o.seed) FROM clip_versions v JOIN clip_versions o ON (o.job_id, o.clip_index) = (v.job_id, v.clip_index)
        AND o.version_number = COALESCE(v.restored_from, v.version_number)
      WHERE v.job_id = p_job AND v.clip_index = p_clip AND v.version_number = p_version),
      (SELECT checkpoint #> '{prediction,seed}' FROM made WHERE back = 1))
$function$;

CREATE OR REPLACE FUNCTION public.charged_clips(p_id uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  SELECT COALESCE(sum(CASE WHEN is_active(c.status) THEN c.takes ELSE GREATEST(1, (
      SELECT count(DISTINCT p.take) FROM paid_calls p WHERE p.regeneration_id = p_id AND p.clip_index = c.clip_index
        AND p.cost > 0)) END), 0)::int
  FROM clip_changes c WHERE c.regeneration_id = p_id AND counts_toward_limits(c.status, c.cost, c.estimated_cost)
$function$;

CREATE OR REPLACE FUNCTION public.charged_in_words(p_cost numeric)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN p_cost = 0 THEN 'Nothing was charged.'
    ELSE format('$%s was charged.', regexp_replace(to_char(p_cost, 'FM999990.0000'), '0{1,2}$', '')) END
$function$;

CREATE OR REPLACE FUNCTION public.claim_regeneration(p_id uuid, p_attempt integer, p_lease_seconds integer)
 RETURNS integer
 LANGUAGE sql
AS $function$
  UPDATE clip_regenerations r
  SET fence = fence + 1, status = 'processing', started_at = COALESCE(started_at, clock_timestamp()),
      launched_attempt = attempt, lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
  WHERE id = p_id AND attempt = p_attempt AND status IN ('queued', 'processing') AND run_kind(r) = 'CHANGE'
    AND (lease_until IS NULL OR lease_until < clock_timestamp())
  RETURNING fence
$function$;

CREATE OR REPLACE FUNCTION public.clips_in(p_changes jsonb)
 RETURNS integer[]
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT array_agg((c ->> 'clipIndex')::int ORDER BY (c ->> 'clipIndex')::int) FROM jsonb_array_elements(p_changes) c
$function$;

CREATE OR REPLACE FUNCTION public.clips_in_words(p_indexes integer[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN cardinality(p_indexes) > 8 THEN format('%s clips', cardinality(p_indexes))
    WHEN cardinality(p_indexes) = 1 THEN format('Clip %s', p_indexes[1] + 1)
    ELSE (SELECT format('Clips %s and %s', string_agg((i + 1)::text, ', ' ORDER BY i) FILTER (WHERE i < last), last + 1)
      FROM unnest(p_indexes) AS i, (SELECT max(m) FROM unnest(p_indexes) AS m) AS l(last) GROUP BY last) END
$function$;

CREATE OR REPLACE FUNCTION public.close_paid_calls(p_id uuid, p_clip integer, p_take integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE v_call paid_calls%ROWTYPE;
BEGIN
  FOR v_call IN SELECT * FROM paid_calls WHERE regeneration_id = p_id AND state <> 'settled'
    AND clip_index = COALESCE(p_clip, clip_index) AND take = COALESCE(p_take, take) LOOP
    IF v_call.api_name = 'local' THEN
      PERFORM book_paid_call(v_call.id, 0, 'canceled');
      CONTINUE;
    END IF;
    UPDATE paid_calls SET ambiguous = true WHERE id = v_call.id;
    PERFORM book_paid_call(v_call.id, CASE WHEN v_call.state = 'accepted' THEN v_call.estimated_cost
      ELSE COALESCE((v_call.request ->> 'usdAtMost')::numeric, 0) END, 'unknown');
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION public.conclude_regeneration(p_id uuid, p_fence integer, p_ending jsonb)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT CASE WHEN p_fence IS NOT NULL THEN end_regeneration(p_id, p_fence, NULL, p_ending) END
$function$;

CREATE OR REPLACE FUNCTION public.conclude_regeneration(p_id uuid, p_fence integer, p_status text, p_message text, p_error_code text, p_retryable boolean)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT conclude_regeneration(p_id, p_fence, jsonb_build_object('status', p_status, 'message', p_message,
    'code', p_error_code, 'retryable', p_retryable))
$function$;

CREATE OR REPLACE FUNCTION public.conversation_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM announce_job_change(NEW.user_id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.counts_toward_limits(status text, cost numeric, estimated_cost jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT cost > 0 OR is_active(status) AND NOT is_free(estimated_cost) $function$;

CREATE OR REPLACE FUNCTION public.current_cut(p_job uuid)
 RETURNS TABLE(cut jsonb, footage jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT COALESCE(jsonb_object_agg(clip_index, version_number) FILTER (WHERE version_number <> 1), '{}'),
    COALESCE(jsonb_object_agg(clip_index, COALESCE(restored_from, version_number))
      FILTER (WHERE COALESCE(restored_from, version_number) <> 1), '{}')
  FROM clip_versions WHERE job_id = p_job AND is_current
$function$;

CREATE OR REPLACE FUNCTION public.current_version_number(p_job uuid, p_clip integer)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  SELECT COALESCE((SELECT version_number FROM clip_versions
                   WHERE job_id = p_job AND clip_index = p_clip AND is_current), 1)
$function$;

CREATE OR REPLACE FUNCTION public.current_video_number(p_job uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  SELECT COALESCE(max(version_number), 1) FROM video_versions WHERE job_id = p_job
$function$;

CREATE OR REPLACE FUNCTION public.delete_job(p_job uuid, p_user uuid)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_job jobs%ROWTYPE;
  v_deletion uuid;
BEGIN
  SELECT * INTO v_job FROM jobs WHERE id = p_job FOR UPDATE;
  IF v_job.id IS NULL THEN RETURN 'NOT_FOUND'; END IF;
  IF v_job.user_id <> p_user THEN RETURN 'FORBIDDEN'; END IF;
  IF v_job.status NOT IN ('completed', 'failed')
    OR EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.job_id = p_job AND is_active(r.status)) THEN
    RETURN 'REGENERATION_IN_PROGRESS';
  END IF;
  -- Files of an earlier deleted job that this one shared are needed no longer. Written even where it is NULL already: a
  -- collector that is in these folders now sees by the row's version that it must look again.
  UPDATE deleted_jobs d SET files_deleted_at = NULL
  WHERE d.job_id::text IN (SELECT split_part(key, '/', 2) FROM media_pointers(ARRAY[p_job]) AS key);
  INSERT INTO deleted_jobs (job_id, user_id, total_cost, created_at)
  VALUES (v_job.id, v_job.user_id, v_job.total_cost, v_job.created_at) RETURNING id INTO v_deletion;
  INSERT INTO deleted_regenerations (id, deletion_id, job_id, user_id, clip_index, status, templates, video_model,
    estimated_cost, language_model_cost, video_cost, cost, error_code, created_at, started_at, completed_at, charged_clips)
  SELECT id, v_deletion, job_id, user_id, clip_index, status, templates, video_model,
    estimated_cost, language_model_cost, video_cost, cost, error_code, created_at, started_at, completed_at,
    charged_clips(id)
  FROM clip_regenerations WHERE job_id = p_job AND kind <> 'RESTORE';
  INSERT INTO deleted_paid_calls (id, regeneration_id, stage_name, api_name, external_id, estimated_cost, cost, outcome,
    created_at, settled_at)
  SELECT c.id, c.regeneration_id, c.stage_name, c.api_name, c.external_id, c.estimated_cost, c.cost, c.outcome,
    c.created_at, c.settled_at
  FROM paid_calls c JOIN clip_regenerations r ON r.id = c.regeneration_id WHERE r.job_id = p_job;
  INSERT INTO deleted_job_costs (id, deletion_id, stage_name, api_name, cost, "timestamp", regeneration_id)
  SELECT id, v_deletion, stage_name, api_name, cost, "timestamp", regeneration_id FROM job_costs WHERE job_id = p_job;
  -- What the assistant understood goes; a call that is under way is booked here when it ends.
  UPDATE assistant_calls SET deletion_id = v_deletion, answer = NULL WHERE job_id = p_job AND deletion_id IS NULL;
  DELETE FROM jobs WHERE id = p_job;
  RETURN 'DELETED';
END $function$;

CREATE OR REPLACE FUNCTION public.describe_changes(p_id uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT string_agg(format('%s: %s', clips_in_words(clips), instruction), '. ' ORDER BY clips[1])
  FROM (SELECT instruction, array_agg(clip_index ORDER BY clip_index) AS clips
    FROM clip_changes WHERE regeneration_id = p_id AND status = 'completed' GROUP BY instruction) c
$function$;

CREATE OR REPLACE FUNCTION public.describe_paid_call(p_call uuid, p_fence integer, p_request jsonb)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  WITH described AS (
    UPDATE paid_calls SET request = p_request WHERE id = p_call AND fence = p_fence AND state = 'intent' RETURNING id)
  SELECT EXISTS (SELECT 1 FROM described)
$function$;

CREATE OR REPLACE FUNCTION public.end_regeneration(p_id uuid, p_fence integer, p_attempt integer, p_ending jsonb)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_ending record;
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
  v_message text;
BEGIN
  SELECT * INTO v_ending FROM jsonb_to_record(p_ending) AS e(status text, message text, code text, retryable boolean);
  SELECT * INTO v_row FROM clip_regenerations
  WHERE id = p_id AND is_active(status) AND (fence = p_fence OR (p_fence IS NULL AND attempt = p_attempt)) FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  PERFORM close_paid_calls(p_id, NULL, NULL);
  UPDATE clip_regenerations SET fence = fence + CASE WHEN p_fence IS NULL THEN 1 ELSE 0 END
  WHERE id = p_id RETURNING * INTO v_row;
  v_message := replace(v_ending.message, '{charged}', charged_in_words(v_row.cost));
  v_sequence := append_regeneration_event(p_id, v_row.fence, jsonb_build_object(
    'type', 'REGENERATION_' || upper(v_ending.status), 'progress', v_row.progress, 'message', v_message,
    'data', CASE WHEN v_ending.code IS NULL THEN '{}' ELSE jsonb_build_object('error', jsonb_build_object(
      'code', v_ending.code, 'message', v_message, 'retryable', v_ending.retryable, 'charged', v_row.cost::text)) END));
  PERFORM keep_unselected_clips(p_id);
  UPDATE clip_changes SET status = v_ending.status WHERE regeneration_id = p_id AND is_active(status);
  UPDATE clip_regenerations SET status = v_ending.status, completed_at = clock_timestamp(), lease_until = NULL,
    error_code = v_ending.code, error_message = CASE WHEN v_ending.code IS NULL THEN NULL ELSE v_message END,
    error_retryable = v_ending.retryable
  WHERE id = p_id;
  UPDATE jobs SET status = CASE WHEN v_ending.status = 'failed' THEN 'failed' ELSE 'completed' END,
    error_message = CASE WHEN v_ending.status = 'failed' THEN v_message END,
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now()
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $function$;

CREATE OR REPLACE FUNCTION public.end_regeneration(p_id uuid, p_fence integer, p_attempt integer, p_status text, p_message text, p_error_code text, p_retryable boolean)
 RETURNS integer
 LANGUAGE sql
AS $function$
  SELECT end_regeneration(p_id, p_fence, p_attempt, jsonb_build_object('status', p_status, 'message', p_message,
    'code', p_error_code, 'retryable', p_retryable))
$function$;

CREATE OR REPLACE FUNCTION public.exceeds_agreement(p_charged numeric, p_more numeric, p_agreed numeric, p_budget_left numeric)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT p_charged > 0
    AND p_charged + p_more > p_agreed + LEAST(p_agreed * 0.1 + 0.05, GREATEST(p_budget_left, 0))
$function$;

CREATE OR REPLACE FUNCTION public.expire_job_media(p_job uuid, p_days integer, p_message text)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM 1 FROM jobs WHERE id = p_job FOR UPDATE;
  UPDATE jobs j SET media_expired_at = clock_timestamp(), media_deleted_at = NULL, video_url = NULL, status = 'failed',
    error_message = CASE WHEN j.video_url IS NULL THEN COALESCE(j.error_message, p_message) ELSE p_message END
  WHERE j.id = p_job AND j.status IN ('completed', 'failed') AND NOT media_expired(j)
    AND job_last_touched(j) < clock_timestamp() - make_interval(days => p_days)
    AND NOT EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.job_id = j.id AND is_active(r.status));
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE video_versions v SET video_url = NULL WHERE v.job_id = p_job;
  -- A replay must not hand out URLs of what is gone.
  UPDATE regeneration_events e SET data = e.data - 'videoKey'
  FROM clip_regenerations r WHERE r.job_id = p_job AND e.regeneration_id = r.id AND e.data ? 'videoKey';
  RETURN true;
END $function$;

CREATE OR REPLACE FUNCTION public.fail_clip_change(p_id uuid, p_fence integer, p_failure jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  v_failure record;
  v_change clip_changes%ROWTYPE;
  v_message text;
  v_charged numeric(10, 4);
BEGIN
  SELECT * INTO v_failure FROM jsonb_to_record(p_failure) AS f(
    "clipIndex" int, take int, code text, message text, retryable boolean, progress int);
  PERFORM 1 FROM clip_regenerations WHERE id = p_id AND fence = p_fence AND is_active(status) FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM close_paid_calls(p_id, v_failure."clipIndex", v_failure.take);
  SELECT * INTO v_change FROM clip_changes
  WHERE regeneration_id = p_id AND clip_index = v_failure."clipIndex" AND is_active(status)
    AND (v_failure.take IS NULL OR v_failure.take <> ALL (failed_takes));
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT COALESCE(sum(c.cost), 0) INTO v_charged FROM paid_calls c
  WHERE c.regeneration_id = p_id AND c.clip_index = v_failure."clipIndex" AND c.take = COALESCE(v_failure.take, c.take);
  v_message := replace(v_failure.message, '{charged}', charged_in_words(v_charged));
  UPDATE clip_changes SET error_code = v_failure.code, error_message = v_message, error_retryable = v_failure.retryable,
    failed_takes = CASE WHEN v_failure.take IS NULL THEN failed_takes ELSE failed_takes || v_failure.take END,
    status = CASE WHEN v_failure.take IS NULL OR cardinality(failed_takes) + 1 = takes THEN 'failed' ELSE status END
  WHERE regeneration_id = p_id AND clip_index = v_failure."clipIndex";
  RETURN append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'VIDEO_GENERATING',
    'progress', v_failure.progress, 'clipIndex', v_failure."clipIndex",
    'message', CASE WHEN v_failure.take IS NULL THEN format('Clip %s cannot be changed. ', v_failure."clipIndex" + 1)
      ELSE format('Take %s of clip %s cannot be made. ', v_failure.take + 1, v_failure."clipIndex" + 1) END || v_message,
    'data', jsonb_build_object('error', jsonb_build_object('code', v_failure.code, 'message', v_message,
      'retryable', v_failure.retryable, 'charged', v_charged::text))));
END $function$;

CREATE OR REPLACE FUNCTION public.forget_old_videos(p_job uuid, p_kept integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_keep text[];
  v_forgotten int;
BEGIN
  PERFORM 1 FROM jobs WHERE id = p_job FOR UPDATE;
  SELECT array_agg(url) INTO v_keep FROM (
    SELECT video_url AS url FROM jobs WHERE id = p_job
    UNION SELECT video_url FROM video_versions WHERE job_id = p_job AND version_number = 1
    UNION SELECT kept_video(p_job, v.footage) FROM video_versions v
      JOIN reachable_states(p_job) s ON v.version_number IN (s.undoable, s.redoable) WHERE v.job_id = p_job
    UNION (SELECT video_url FROM video_versions WHERE job_id = p_job AND video_url IS NOT NULL
      GROUP BY video_url ORDER BY max(version_number) DESC LIMIT p_kept)) kept WHERE url IS NOT NULL;
  -- A replay must not hand out URLs of what is gone.
  UPDATE regeneration_events e SET data = e.data - 'videoKey'
  FROM clip_regenerations r WHERE r.job_id = p_job AND e.regeneration_id = r.id AND e.data ->> 'videoKey' <> ALL (v_keep)
    AND EXISTS (SELECT 1 FROM video_versions v WHERE v.job_id = p_job AND v.video_url = e.data ->> 'videoKey');
  UPDATE video_versions SET video_url = NULL WHERE job_id = p_job AND video_url <> ALL (v_keep);
  GET DIAGNOSTICS v_forgotten = ROW_COUNT;
  RETURN v_forgotten;
END $function$;

CREATE OR REPLACE FUNCTION public.grant_to_runner(p_role name)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE v_function regprocedure;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), p_role);
  FOR v_function IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND p.proname = ANY (runner_functions()) LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', v_function, p_role);
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION public.has_just_completed(p_row public.clip_regenerations)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ SELECT p_row.status = 'completed' AND p_row.completed_at > clock_timestamp() - interval '1 minute' $function$;

CREATE OR REPLACE FUNCTION public.has_open_paid_call(p_id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT EXISTS (SELECT 1 FROM paid_calls WHERE regeneration_id = p_id AND state <> 'settled' AND api_name <> 'local')
$function$;

CREATE OR REPLACE FUNCTION public.is_active(status text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT status IN ('queued', 'processing', 'canceling') $function$;

CREATE OR REPLACE FUNCTION public.is_footage_gone(p_job uuid, p_footage jsonb)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT EXISTS (SELECT 1 FROM jsonb_each_text(p_footage) AS wanted (clip, root)
    WHERE wanted.root <> '1' AND NOT EXISTS (SELECT 1 FROM clip_versions v
      WHERE v.job_id = p_job AND v.clip_index = wanted.clip::int AND v.version_number = wanted.root::int))
$function$;

CREATE OR REPLACE FUNCTION public.is_free(estimated_cost jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT COALESCE((estimated_cost ->> 'total')::numeric = 0 AND (estimated_cost ->> 'known')::boolean, false)
$function$;

CREATE OR REPLACE FUNCTION public.is_paid_call_settled(p_call uuid, p_fence integer, p_outcome text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT EXISTS (SELECT 1 FROM paid_calls
    WHERE id = p_call AND fence = p_fence AND state = 'settled' AND outcome = p_outcome)
$function$;

CREATE OR REPLACE FUNCTION public.is_regeneration_published(p_id uuid, p_fence integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT EXISTS (SELECT 1 FROM clip_regenerations WHERE id = p_id AND fence = p_fence AND status = 'completed')
$function$;

CREATE OR REPLACE FUNCTION public.job_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM announce_job_change(OLD.user_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM announce_job_change(NEW.user_id); END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.job_last_touched(j public.jobs)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  SELECT GREATEST(j.created_at, j.updated_at, j.completed_at,
    (SELECT max(GREATEST(r.created_at, r.completed_at)) FROM clip_regenerations r WHERE r.job_id = j.id))
$function$;

CREATE OR REPLACE FUNCTION public.keep_change_result(p_id uuid, p_result jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE v_new record;
BEGIN
  SELECT * INTO v_new FROM jsonb_to_record(p_result) AS r("clipIndex" int, take int, patch jsonb, prompt text);
  UPDATE clip_changes SET checkpoint = patched_checkpoint(checkpoint, v_new.take, v_new.patch),
    modified_prompt = COALESCE(v_new.prompt, modified_prompt)
  WHERE regeneration_id = p_id AND clip_index = v_new."clipIndex";
  UPDATE clip_regenerations SET checkpoint = patched_checkpoint(checkpoint, v_new.take, v_new.patch),
    modified_prompt = COALESCE(v_new.prompt, modified_prompt)
  WHERE id = p_id AND clip_index = v_new."clipIndex";
END $function$;

CREATE OR REPLACE FUNCTION public.keep_ended_regeneration()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RETURN NULL; END $function$;

CREATE OR REPLACE FUNCTION public.keep_exchange(p_said jsonb, p_reply jsonb)
 RETURNS TABLE(outcome text, message_id uuid, reply_id uuid, offer_id uuid, place integer, said_at timestamp with time zone)
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_said record;
  v_reply record;
  v_offer record;
  v_place int;
  v_message uuid;
  v_answer uuid;
  v_now timestamptz := clock_timestamp();
BEGIN
  SELECT * INTO v_said FROM jsonb_to_record(p_said) AS s("jobId" uuid, "userId" uuid, text text, "clipIndex" int,
    "clipIndexes" int[], "idempotencyKey" text, "inputHash" text, "mostAMinute" int);
  SELECT * INTO v_reply FROM jsonb_to_record(p_reply) AS r(text text, choices jsonb, offer jsonb, about uuid, call uuid);
  -- Of a server of the release before, which knows only one picked clip.
  v_said."clipIndexes" := COALESCE(v_said."clipIndexes", array_remove(ARRAY[v_said."clipIndex"], NULL));
  -- One exchange of a video after the other, so that each has its place.
  PERFORM pg_advisory_xact_lock(hashtextextended('chat:' || v_said."jobId"::text, 0));
  IF NOT EXISTS (SELECT 1 FROM jobs j WHERE j.id = v_said."jobId" FOR KEY SHARE) THEN
    RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, NULL::uuid, NULL::uuid, 0, v_now; RETURN;
  END IF;
  -- What was paid for is kept: open_assistant_call has counted before.
  IF v_reply.call IS NULL AND (SELECT count(*) FROM chat_messages m WHERE m.user_id = v_said."userId" AND m.role = 'USER'
    AND m.created_at > v_now - interval '1 minute') >= v_said."mostAMinute" THEN
    RETURN QUERY SELECT 'RATE_LIMITED', NULL::uuid, NULL::uuid, NULL::uuid, 0, v_now; RETURN;
  END IF;
  SELECT COALESCE(max(m.place), 0) + 1 INTO v_place FROM chat_messages m WHERE m.job_id = v_said."jobId";
  INSERT INTO chat_messages AS m (job_id, user_id, place, role, text, clip_index, clip_indexes, idempotency_key, input_hash,
    created_at)
  VALUES (v_said."jobId", v_said."userId", v_place, 'USER', v_said.text, v_said."clipIndex", v_said."clipIndexes",
    v_said."idempotencyKey", v_said."inputHash", v_now)
  ON CONFLICT (user_id, idempotency_key) DO NOTHING RETURNING m.id INTO v_message;
  IF v_message IS NULL THEN
    PERFORM show_assistant_call(v_reply.call, a.id) FROM chat_messages k JOIN chat_messages a ON a.reply_to = k.id
    WHERE k.user_id = v_said."userId" AND k.idempotency_key = v_said."idempotencyKey";
    RETURN QUERY SELECT 'KNOWN', NULL::uuid, NULL::uuid, NULL::uuid, 0, v_now; RETURN;
  END IF;
  IF v_reply.offer IS NOT NULL THEN
    SELECT * INTO v_offer FROM jsonb_to_record(v_reply.offer) AS o(kind text, changes jsonb, quote jsonb, "quoteToken" text,
      restores int, "restoresClip" int, "expectedVersion" int, "expiresAt" timestamptz);
    INSERT INTO chat_offers AS o (job_id, user_id, kind, changes, quote, quote_token, restores, restores_clip,
      expected_version, expires_at)
    VALUES (v_said."jobId", v_said."userId", v_offer.kind, v_offer.changes, v_offer.quote, v_offer."quoteToken",
      v_offer.restores, v_offer."restoresClip", v_offer."expectedVersion", v_offer."expiresAt")
    RETURNING o.id INTO v_reply.about;
  END IF;
  INSERT INTO chat_messages AS m (job_id, user_id, place, role, text, clip_index, clip_indexes, choices, offer_id, reply_to,
    created_at)
  VALUES (v_said."jobId", v_said."userId", v_place + 1, 'ASSISTANT', v_reply.text, v_said."clipIndex",
    v_said."clipIndexes", v_reply.choices, v_reply.about, v_message, v_now)
  RETURNING m.id INTO v_answer;
  PERFORM show_assistant_call(v_reply.call, v_answer);
  RETURN QUERY SELECT 'KEPT', v_message, v_answer, v_reply.about, v_place, v_now;
END $function$;

CREATE OR REPLACE FUNCTION public.keep_measurement(p_id uuid, p_fence integer, p_key text, p_measured jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO media_measurements AS m (job_id, key, measured)
  SELECT r.job_id, p_key, p_measured FROM clip_regenerations r
  WHERE r.id = p_id AND r.fence = p_fence AND (is_active(r.status) OR has_just_completed(r))
  ON CONFLICT (job_id, key) DO UPDATE SET measured = m.measured || EXCLUDED.measured;
  RETURN FOUND;
END $function$;

CREATE OR REPLACE FUNCTION public.keep_preview(p_id uuid, p_fence integer, p_key text, p_preview jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO media_previews AS p (job_id, key, preview)
  SELECT r.job_id, p_key, p_preview FROM clip_regenerations r
  WHERE r.id = p_id AND r.fence = p_fence AND (is_active(r.status) OR has_just_completed(r))
  ON CONFLICT (job_id, key) DO UPDATE SET preview = p.preview || EXCLUDED.preview;
  RETURN FOUND;
END $function$;

CREATE OR REPLACE FUNCTION public.keep_unselected_clips(p_id uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id, origin, video_model, seed, adjustments,
    footage_version)
  SELECT r.job_id, c.clip_index,
    GREATEST(1, (SELECT max(version_number) FROM clip_versions v
      WHERE v.job_id = r.job_id AND v.clip_index = c.clip_index))
      + row_number() OVER (PARTITION BY c.clip_index ORDER BY made.take),
    made.clip ->> 'key', made.clip ->> 'sha256', made.clip ->> 'thumbnailKey',
    COALESCE(c.checkpoint #>> '{prompt,shows}', c.modified_prompt), c.instruction, made.cost, false, p_id,
    CASE r.kind WHEN 'TAKES' THEN 'TAKE' ELSE 'CHANGE' END, c.video_model, made.seed,
    made.clip -> 'adjustments', (made.clip ->> 'footageVersion')::int
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  JOIN made_clips(p_id) made ON made.clip_index = c.clip_index
  WHERE r.id = p_id AND NOT EXISTS (SELECT 1 FROM clip_versions v
    WHERE v.job_id = r.job_id AND v.video_url = made.clip ->> 'key')
$function$;

CREATE OR REPLACE FUNCTION public.kept_progress(p_id uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  SELECT LEAST(99, floor(percent * CASE r.kind WHEN 'TAKES' THEN 100 / 60.0 ELSE 1 END))::int
  FROM clip_regenerations r, LATERAL (
    SELECT COALESCE(avg(clip.percent), 0) AS percent FROM clip_changes c CROSS JOIN LATERAL (
      SELECT avg(CASE WHEN take_result(c.checkpoint, take) ? 'clip' OR c.status = 'failed' OR take = ANY (c.failed_takes)
        THEN 60 WHEN c.checkpoint ? 'prompt' THEN 10 ELSE 0 END) AS percent
      FROM generate_series(0, c.takes - 1) AS take) clip
    WHERE c.regeneration_id = r.id) mean
  WHERE r.id = p_id
$function$;

CREATE OR REPLACE FUNCTION public.kept_video(p_job uuid, p_footage jsonb)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT video_url FROM video_versions WHERE job_id = p_job AND footage = p_footage AND video_url IS NOT NULL
  ORDER BY version_number DESC LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION public.known_external_ids(p_api text, p_ids text[])
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT external_id FROM paid_calls WHERE api_name = p_api AND external_id = ANY (p_ids)
  UNION ALL
  SELECT external_id FROM deleted_paid_calls WHERE api_name = p_api AND external_id = ANY (p_ids)
$function$;

CREATE OR REPLACE FUNCTION public.last_asked(p_job uuid, p_clip integer, p_version integer, p_before uuid)
 RETURNS TABLE(instruction text, templates text[])
 LANGUAGE sql
 STABLE
AS $function$
  SELECT asked.instruction, asked.templates FROM (
    (SELECT 1 AS rank, c ->> 'instruction' AS instruction,
      CASE jsonb_typeof(c -> 'more') WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(c -> 'more')) END AS templates
    FROM queued_changes q CROSS JOIN LATERAL jsonb_array_elements(q.changes) c
    WHERE q.job_id = p_job AND (c ->> 'clipIndex')::int = p_clip
      AND NOT jsonb_path_exists(q.changes, '$[*].takes ? (@ > 1)')
      AND (p_before IS NULL OR (q.place, q.id) < (SELECT b.place, b.id FROM queued_changes b WHERE b.id = p_before))
    ORDER BY q.place DESC, q.id DESC LIMIT 1)
    UNION ALL
    SELECT 2, c.instruction, c.templates FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
    WHERE r.job_id = p_job AND r.kind = 'CHANGE' AND r.status IN ('queued', 'processing') AND c.clip_index = p_clip
    UNION ALL
    SELECT 3, c.instruction, c.templates FROM change_behind(p_job, p_clip, p_version) c) asked
  ORDER BY asked.rank LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION public.made_clips(p_id uuid)
 RETURNS TABLE(clip_index integer, take integer, clip jsonb, seed numeric, cost numeric)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT c.clip_index, made.take, made.result -> 'clip', (made.result #>> '{prediction,seed}')::numeric,
    -- The prompt's call is the first take's.
    CASE WHEN c.takes = 1 THEN c.cost ELSE (SELECT COALESCE(sum(p.cost), 0) FROM paid_calls p
      WHERE p.regeneration_id = p_id AND p.clip_index = c.clip_index AND p.take = made.take) END
  FROM clip_changes c CROSS JOIN LATERAL (
    SELECT number AS take, take_result(c.checkpoint, number) AS result FROM generate_series(0, c.takes - 1) AS number) made
  WHERE c.regeneration_id = p_id AND made.result ? 'clip'
$function$;

CREATE OR REPLACE FUNCTION public.may_measure(p_id uuid, p_fence integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND has_just_completed(r)
      AND NOT EXISTS (SELECT 1 FROM queued_changes q WHERE q.job_id = r.job_id))
    AND NOT EXISTS (SELECT 1 FROM clip_regenerations WHERE status = 'queued')
$function$;

CREATE OR REPLACE FUNCTION public.measured_media(p_id uuid, p_fence integer)
 RETURNS TABLE(key text, measured jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT m.key, m.measured FROM media_measurements m
  WHERE may_measure(p_id, p_fence) AND m.job_id = (SELECT job_id FROM clip_regenerations WHERE id = p_id)
$function$;

CREATE OR REPLACE FUNCTION public.media_expired(j public.jobs)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT j.media_expired_at IS NOT NULL AND j.video_url IS NULL $function$;

CREATE OR REPLACE FUNCTION public.media_keys_in(p_text text)
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT found[1] FROM regexp_matches(regexp_replace(p_text, '\\+/', '/', 'g'),
    '((?:video-clips|clip-thumbnails|video-outputs|audio-uploads|reference-images|segments)/[A-Za-z0-9._/-]+)', 'g') AS found
$function$;

CREATE OR REPLACE FUNCTION public.media_pointers(p_jobs uuid[])
 RETURNS SETOF text
 LANGUAGE sql
 STABLE
AS $function$
  WITH live AS (SELECT j.id, j.video_url, j.audio_url FROM jobs j WHERE j.id = ANY (p_jobs) AND NOT media_expired(j)),
  sources (text) AS (
    SELECT concat_ws(' ', video_url, audio_url) FROM live
    UNION ALL SELECT concat_ws(' ', v.video_url, v.thumbnail_url) FROM live JOIN clip_versions v ON v.job_id = live.id
    UNION ALL SELECT v.video_url FROM live JOIN video_versions v ON v.job_id = live.id
    UNION ALL SELECT t.thumbnail_url FROM live JOIN clip_thumbnails t ON t.job_id = live.id
    UNION ALL SELECT s.metadata::text FROM live JOIN job_stages s ON s.job_id = live.id
    UNION ALL SELECT r.checkpoint::text FROM live JOIN clip_regenerations r ON r.job_id = live.id
      WHERE is_active(r.status)
    UNION ALL SELECT c.checkpoint::text FROM live JOIN clip_regenerations r ON r.job_id = live.id
      JOIN clip_changes c ON c.regeneration_id = r.id
      WHERE is_active(r.status) OR c.status IN ('failed', 'canceled')
        AND c.base_version_number = current_version_number(r.job_id, c.clip_index)
    UNION ALL SELECT e.data ->> 'videoKey' FROM live JOIN clip_regenerations r ON r.job_id = live.id
      JOIN regeneration_events e ON e.regeneration_id = r.id WHERE e.type = 'REGENERATION_COMPLETE'
  ),
  named (key) AS (SELECT DISTINCT found FROM sources, media_keys_in(text) AS found)
  SELECT key FROM named
  UNION SELECT made FROM live JOIN media_previews p ON p.job_id = live.id JOIN named n ON n.key = p.key,
    media_keys_in(p.preview::text) AS made
$function$;

CREATE OR REPLACE FUNCTION public.move_queued_change(p_id uuid, p_user uuid, p_place integer)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
DECLARE v_job uuid;
BEGIN
  -- Changes are added and started under the same lock.
  SELECT j.id INTO v_job FROM jobs j JOIN queued_changes q ON q.job_id = j.id
  WHERE q.id = p_id AND q.user_id = p_user FOR UPDATE OF j;
  IF v_job IS NULL THEN RETURN false; END IF;
  UPDATE queued_changes q SET place = r.place FROM (
    SELECT o.id, o.n + CASE WHEN o.n >= p_place THEN 1 ELSE 0 END AS place FROM (
      SELECT id, row_number() OVER (ORDER BY place, id) AS n FROM queued_changes WHERE job_id = v_job AND id <> p_id) o
    UNION ALL SELECT p_id, LEAST(GREATEST(p_place, 1), (SELECT count(*) FROM queued_changes WHERE job_id = v_job))
  ) r WHERE q.id = r.id AND q.place <> r.place;
  RETURN EXISTS (SELECT 1 FROM queued_changes WHERE id = p_id);
END $function$;

CREATE OR REPLACE FUNCTION public.name_original_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.origin := 'ORIGINAL';
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.next_queued_change(p_job uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  SELECT q.id FROM queued_changes q WHERE q.job_id = p_job AND q.state = 'WAITING' AND NOT EXISTS (
    SELECT 1 FROM queued_changes b WHERE b.job_id = q.job_id AND b.clip_indexes && q.clip_indexes
      AND (b.place, b.id) < (q.place, q.id))
  ORDER BY q.place, q.id LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION public.note_regeneration_waiting(p_id uuid, p_attempt integer, p_reason text, p_message text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  UPDATE clip_regenerations SET waiting_reason = p_reason, waiting_since = clock_timestamp()
  WHERE id = p_id AND attempt = p_attempt AND lease_until IS NULL AND status IN ('queued', 'processing')
    AND waiting_reason IS DISTINCT FROM p_reason
  RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  RETURN append_regeneration_event(p_id, v_row.fence,
    jsonb_build_object('type', 'REGENERATION_STARTED', 'progress', v_row.progress, 'message', p_message));
END $function$;

CREATE OR REPLACE FUNCTION public.offer_accepted()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE chat_offers o SET state = 'ACCEPTED', revision = o.revision + 1,
    regeneration_id = CASE TG_TABLE_NAME WHEN 'clip_regenerations' THEN NEW.id END
  WHERE o.job_id = NEW.job_id AND o.user_id = NEW.user_id AND 'offer:' || o.id = NEW.idempotency_key;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.open_assistant_call(p_call jsonb)
 RETURNS TABLE(outcome text, call_id uuid, answer jsonb, cost text)
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_call record;
  v_job jobs%ROWTYPE;
  v_known assistant_calls%ROWTYPE;
  v_promised numeric;
  v_hour numeric;
  v_now timestamptz := clock_timestamp();
BEGIN
  SELECT * INTO v_call FROM jsonb_to_record(p_call) AS c("jobId" uuid, "userId" uuid, "idempotencyKey" text, api text,
    model text, "estimatedUsd" numeric, "secondsAtMost" numeric, "hourUsd" numeric, "budgetUsd" numeric, "mostAMinute" int);
  SELECT * INTO v_job FROM jobs j WHERE j.id = v_call."jobId" FOR UPDATE;
  IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, NULL::jsonb, NULL::text; RETURN; END IF;
  -- Nobody waits for these any more. Whether the provider charges them is not known: they are not booked, and count as estimated.
  UPDATE assistant_calls c SET state = 'settled', cost = 0, outcome = 'unknown', settled_at = v_now
  WHERE c.job_id = v_job.id AND c.state = 'intent' AND c.expires_at < v_now;
  IF v_call."idempotencyKey" IS NOT NULL THEN
    SELECT * INTO v_known FROM assistant_calls c
    WHERE c.user_id = v_call."userId" AND c.idempotency_key = v_call."idempotencyKey";
    IF FOUND THEN
      RETURN QUERY SELECT CASE WHEN v_known.state = 'intent' OR v_known.message_id IS NOT NULL THEN 'BUSY'
        WHEN v_known.answer IS NULL THEN 'FAILED' ELSE 'ANSWERED' END, v_known.id, v_known.answer, v_known.cost::text;
      RETURN;
    END IF;
  END IF;
  IF (SELECT count(*) FROM chat_messages m WHERE m.user_id = v_call."userId" AND m.role = 'USER'
    AND m.created_at > v_now - interval '1 minute') >= v_call."mostAMinute" THEN
    RETURN QUERY SELECT 'RATE_LIMITED', NULL::uuid, NULL::jsonb, NULL::text; RETURN;
  END IF;
  SELECT COALESCE(sum(c.estimated_cost) FILTER (WHERE c.state = 'intent'), 0),
    COALESCE(sum(CASE WHEN c.outcome IN ('succeeded', 'failed') THEN c.cost ELSE c.estimated_cost END)
      FILTER (WHERE c.created_at > v_now - interval '1 hour'), 0)
  INTO v_promised, v_hour FROM assistant_calls c WHERE c.job_id = v_job.id AND c.deletion_id IS NULL;
  IF v_hour + v_call."estimatedUsd" > v_call."hourUsd"
    OR v_job.total_cost + v_job.reserved_cost + v_promised + v_call."estimatedUsd" > v_call."budgetUsd" THEN
    RETURN QUERY SELECT 'BUDGET_USED', NULL::uuid, NULL::jsonb, NULL::text; RETURN;
  END IF;
  RETURN QUERY INSERT INTO assistant_calls AS c (job_id, user_id, idempotency_key, api_name, model, estimated_cost, expires_at)
    VALUES (v_job.id, v_call."userId", v_call."idempotencyKey", v_call.api, v_call.model, v_call."estimatedUsd",
      v_now + make_interval(secs => v_call."secondsAtMost"))
    RETURNING 'NEW', c.id, NULL::jsonb, NULL::text;
END $function$;

CREATE OR REPLACE FUNCTION public.open_clip_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO clip_changes (regeneration_id, clip_index, instruction, original_prompt, modified_prompt, templates, action,
    video_model, base_version_number, status, checkpoint, estimated_cost)
  VALUES (NEW.id, NEW.clip_index, NEW.user_instruction, NEW.original_prompt, NEW.modified_prompt, NEW.templates,
    CASE WHEN NEW.video_model = 'local' THEN 'ADJUST_FOOTAGE' ELSE 'NEW_SHOT' END, NEW.video_model, NEW.base_version_number,
    CASE NEW.status WHEN 'canceling' THEN 'processing' ELSE NEW.status END, NEW.checkpoint - 'video', NEW.estimated_cost);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.open_paid_call(p_id uuid, p_fence integer, p_call jsonb)
 RETURNS TABLE(outcome text, call_id uuid, external_id text, posts integer, opened_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  v_call record;
  v_row clip_regenerations%ROWTYPE;
  v_change clip_changes%ROWTYPE;
  v_left numeric;
  v_agreed numeric;
  v_beside numeric;
  v_promised numeric;
BEGIN
  SELECT * INTO v_call FROM jsonb_to_record(p_call) AS c(
    "clipIndex" int, take int, stage text, api text, "estimatedUsd" numeric);
  v_call.take := COALESCE(v_call.take, 0);
  SELECT * INTO v_row FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'STALE', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  SELECT * INTO v_change FROM clip_changes c
  WHERE c.regeneration_id = p_id AND c.clip_index = COALESCE(v_call."clipIndex", v_row.clip_index);
  RETURN QUERY UPDATE paid_calls c SET fence = p_fence
    WHERE c.regeneration_id = p_id AND c.clip_index = v_change.clip_index AND c.take = v_call.take
      AND c.stage_name = v_call.stage AND c.state <> 'settled'
    RETURNING 'OPEN', c.id, c.external_id, c.posts, c.created_at::timestamptz;
  IF FOUND THEN RETURN; END IF;
  SELECT j.budget_limit - j.total_cost - j.reserved_cost INTO v_left FROM jobs j WHERE j.id = v_row.job_id;
  v_agreed := agreed_cost(v_change, v_call.stage, v_call."estimatedUsd");
  -- Calls of other clips, and of other takes of this one, that are open now will be charged too.
  SELECT COALESCE(sum(agreed_cost(o, c.stage_name, c.estimated_cost)), 0),
    COALESCE(sum(agreed_cost(o, c.stage_name, c.estimated_cost)) FILTER (WHERE c.clip_index = v_change.clip_index), 0)
  INTO v_promised, v_beside
  FROM paid_calls c JOIN clip_changes o ON (o.regeneration_id, o.clip_index) = (c.regeneration_id, c.clip_index)
  WHERE c.regeneration_id = p_id AND (c.clip_index, c.take) <> (v_change.clip_index, v_call.take) AND c.state <> 'settled';
  -- A tenth of the reservation and 5 cents are let pass, within the budget: an earlier step may have cost a little more than
  -- estimated, and that must not take the clip from a user who agreed to all of it. Each clip is held to its own part.
  IF exceeds_agreement(v_change.cost, v_beside + v_agreed, (v_change.estimated_cost ->> 'total')::numeric, v_left)
  OR exceeds_agreement(v_row.cost, v_promised + v_agreed,
    (SELECT sum((c.estimated_cost ->> 'total')::numeric) FROM clip_changes c WHERE c.regeneration_id = p_id), v_left)
  OR EXISTS (
    SELECT 1 FROM paid_calls c WHERE c.regeneration_id = p_id AND c.clip_index = v_change.clip_index
      AND c.take = v_call.take AND c.stage_name = v_call.stage AND (c.cost > 0 OR c.outcome = 'succeeded')
  ) THEN
    RETURN QUERY SELECT 'OVER_RESERVATION', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  RETURN QUERY INSERT INTO paid_calls (regeneration_id, clip_index, take, stage_name, api_name, fence, estimated_cost)
    VALUES (p_id, v_change.clip_index, v_call.take, v_call.stage, v_call.api, p_fence, v_call."estimatedUsd")
    RETURNING 'NEW', id, NULL::text, 1, paid_calls.created_at::timestamptz;
END $function$;

CREATE OR REPLACE FUNCTION public.open_paid_call(p_id uuid, p_fence integer, p_stage text, p_api text, p_estimated numeric)
 RETURNS TABLE(outcome text, call_id uuid, external_id text, posts integer, opened_at timestamp with time zone)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT * FROM open_paid_call(p_id, p_fence,
    jsonb_build_object('stage', p_stage, 'api', p_api, 'estimatedUsd', p_estimated))
$function$;

CREATE OR REPLACE FUNCTION public.open_video_history(p_job uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO video_versions (job_id, version_number, cut, footage, video_url, stands_for, summary, created_at)
  SELECT j.id, 1, c.cut, c.footage, j.video_url, 1, 'The original video', COALESCE(j.completed_at, j.created_at)
  FROM jobs j, current_cut(j.id) c
  WHERE j.id = p_job AND NOT EXISTS (SELECT 1 FROM video_versions v WHERE v.job_id = j.id)
$function$;

CREATE OR REPLACE FUNCTION public.patched_checkpoint(p_checkpoint jsonb, p_take integer, p_patch jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  v_gone text[] := ARRAY(SELECT key FROM jsonb_each(p_patch) WHERE jsonb_typeof(value) = 'null');
  v_result jsonb := (take_result(p_checkpoint, p_take) || p_patch) - v_gone;
BEGIN
  IF p_take = 0 THEN RETURN v_result; END IF;
  RETURN p_checkpoint || jsonb_build_object('takes',
    COALESCE(p_checkpoint -> 'takes', '{}') || jsonb_build_object(p_take, v_result));
END $function$;

CREATE OR REPLACE FUNCTION public.plan_restore(p_job uuid, p_request jsonb)
 RETURNS TABLE(refusal text, footage jsonb, restores jsonb)
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  v_action text := p_request ->> 'action';
  v_clip int := (p_request ->> 'clipIndex')::int;
  v_number int := (p_request ->> 'versionNumber')::int;
  v_root int;
  v_now jsonb;
  v_then jsonb;
  v_last video_versions%ROWTYPE;
  v_state int;
  v_redo int[] := '{}';
  v_summary text;
  v_clips jsonb;
BEGIN
  SELECT c.footage INTO v_now FROM current_cut(p_job) c;
  SELECT * INTO v_last FROM video_versions v WHERE v.job_id = p_job ORDER BY v.version_number DESC LIMIT 1;
  IF v_action = 'CLIP' THEN
    SELECT COALESCE(v.restored_from, v.version_number) INTO v_root FROM clip_versions v
    WHERE v.job_id = p_job AND v.clip_index = v_clip AND v.version_number = v_number;
    v_root := COALESCE(v_root, CASE WHEN v_number = 1 THEN 1 END);
    v_then := CASE WHEN v_root = 1 THEN v_now - v_clip::text
      WHEN v_root > 1 THEN v_now || jsonb_build_object(v_clip, v_root) END;
    v_summary := format('Clip %s: use ', v_clip + 1)
      || CASE WHEN v_root = 1 THEN 'the original' ELSE 'version ' || v_root END;
  ELSIF v_action = 'VIDEO' THEN
    SELECT v.footage INTO v_then FROM video_versions v WHERE v.job_id = p_job AND v.version_number = v_number;
    IF v_then IS NULL AND v_last.job_id IS NULL AND v_number = 1 THEN v_then := v_now; END IF;
    v_summary := CASE WHEN v_number = 1 THEN 'Use the original video'
      ELSE format('Use version %s of the video', v_number) END;
  ELSE
    v_state := CASE v_action
      WHEN 'UNDO' THEN (SELECT s.undoable FROM reachable_states(p_job) s) WHEN 'REDO' THEN v_last.redo[1] END;
    IF v_state IS NULL THEN RETURN QUERY SELECT 'NOTHING_TO_UNDO', NULL::jsonb, NULL::jsonb; RETURN; END IF;
    v_redo := CASE v_action WHEN 'UNDO' THEN v_last.stands_for || v_last.redo ELSE v_last.redo[2:] END;
    SELECT v.footage INTO v_then FROM video_versions v WHERE v.job_id = p_job AND v.version_number = v_state;
    SELECT CASE v_action WHEN 'UNDO' THEN 'Undo: ' ELSE 'Redo: ' END || v.summary INTO v_summary FROM video_versions v
    WHERE v.job_id = p_job AND v.version_number = CASE v_action WHEN 'UNDO' THEN v_last.stands_for ELSE v_state END;
  END IF;
  IF v_then IS NULL THEN RETURN QUERY SELECT 'UNKNOWN_VERSION', NULL::jsonb, NULL::jsonb; RETURN; END IF;

  SELECT COALESCE(jsonb_object_agg(clip, COALESCE(v_then -> clip, '1')), '{}') INTO v_clips
  FROM jsonb_object_keys(v_now || v_then) AS clip WHERE v_now -> clip IS DISTINCT FROM v_then -> clip;
  IF v_clips = '{}' AND v_state IS NULL THEN
    RETURN QUERY SELECT 'ALREADY_CURRENT', NULL::jsonb, NULL::jsonb; RETURN;
  END IF;
  IF is_footage_gone(p_job, v_clips) THEN RETURN QUERY SELECT 'VERSION_GONE', NULL::jsonb, NULL::jsonb; RETURN; END IF;
  RETURN QUERY SELECT NULL::text, v_then, jsonb_build_object(
    'clips', v_clips, 'standsFor', v_state, 'redo', to_jsonb(v_redo), 'summary', v_summary);
END $function$;

CREATE OR REPLACE FUNCTION public.previewed_media(p_id uuid, p_fence integer)
 RETURNS TABLE(key text, preview jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT p.key, p.preview FROM media_previews p
  WHERE may_measure(p_id, p_fence) AND p.job_id = (SELECT job_id FROM clip_regenerations WHERE id = p_id)
$function$;

CREATE OR REPLACE FUNCTION public.protect_functions()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE v_function regprocedure;
BEGIN
  FOR v_function IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND p.proowner = current_user::regrole
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', v_function);
  END LOOP;
  FOR v_function IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND p.proname = ANY (runner_functions()) LOOP
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', v_function, current_schema());
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_clip(p_id uuid, p_publication jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_new record;
  v_job uuid;
  v_change clip_changes%ROWTYPE;
BEGIN
  SELECT * INTO v_new FROM jsonb_to_record(p_publication) AS p(
    "clipIndex" int, "originalClipKey" text, "clipKey" text, "clipSha256" text, "thumbnailKey" text);
  UPDATE clip_changes c SET status = 'completed', progress = 100 FROM clip_regenerations r
  WHERE r.id = p_id AND c.regeneration_id = r.id AND c.clip_index = COALESCE(v_new."clipIndex", r.clip_index)
  RETURNING c.* INTO STRICT v_change;
  SELECT job_id INTO v_job FROM clip_regenerations WHERE id = p_id;
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, prompt, is_current)
  SELECT v_job, v_change.clip_index, 1, v_new."originalClipKey", v_change.original_prompt, v_change.base_version_number = 1
  WHERE v_new."originalClipKey" IS NOT NULL
  ON CONFLICT DO NOTHING;
  -- What a run without a result made and this retry took over is selected now.
  DELETE FROM clip_versions WHERE job_id = v_job AND clip_index = v_change.clip_index AND NOT is_current
    AND version_number > 1 AND video_url = v_new."clipKey";
  UPDATE clip_versions SET is_current = false
  WHERE job_id = v_job AND clip_index = v_change.clip_index AND is_current;
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id, video_model, seed, adjustments, footage_version)
  SELECT v_job, v_change.clip_index, COALESCE(max(version_number), 1) + 1, v_new."clipKey", v_new."clipSha256",
    v_new."thumbnailKey", COALESCE(v_change.checkpoint #>> '{prompt,shows}', v_change.modified_prompt), v_change.instruction, v_change.cost, true, p_id, v_change.video_model,
    (v_change.checkpoint #>> '{prediction,seed}')::numeric, v_change.checkpoint #> '{clip,adjustments}',
    (v_change.checkpoint #>> '{clip,footageVersion}')::int
  FROM clip_versions WHERE job_id = v_job AND clip_index = v_change.clip_index;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_regeneration(p_id uuid, p_fence integer, p_publication jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations
  WHERE id = p_id AND fence = p_fence AND status = 'processing' FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  PERFORM 1 FROM jobs WHERE id = v_row.job_id FOR UPDATE;
  IF current_version_number(v_row.job_id, v_row.clip_index) <> v_row.base_version_number
    OR EXISTS (SELECT 1 FROM clip_changes c WHERE c.regeneration_id = p_id
      AND current_version_number(v_row.job_id, c.clip_index) <> c.base_version_number) THEN RETURN NULL; END IF;
  IF v_row.kind = 'TAKES' THEN RETURN publish_takes(p_id, p_fence, p_publication); END IF;
  RETURN publish_result(p_id, p_fence, p_publication);
END $function$;

CREATE OR REPLACE FUNCTION public.publish_regeneration(p_id uuid, p_fence integer, p_original_key text, p_clip_key text, p_clip_sha256 text, p_thumbnail_key text, p_video_key text, p_message text)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT publish_regeneration(p_id, p_fence, jsonb_build_object('originalClipKey', p_original_key, 'clipKey', p_clip_key,
    'clipSha256', p_clip_sha256, 'thumbnailKey', p_thumbnail_key, 'videoKey', p_video_key, 'message', p_message))
$function$;

CREATE OR REPLACE FUNCTION public.publish_result(p_id uuid, p_fence integer, p_publication jsonb)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_video text := p_publication ->> 'videoKey';
  v_sequence int;
  -- Runners of earlier releases publish the only clip that they change.
  v_clips jsonb := COALESCE(p_publication -> 'clips', jsonb_build_array(p_publication));
BEGIN
  PERFORM close_paid_calls(p_id, NULL, NULL);
  SELECT * INTO v_row FROM clip_regenerations WHERE id = p_id;
  PERFORM open_video_history(v_row.job_id);
  IF v_row.kind = 'RESTORE' THEN PERFORM restore_clips(p_id);
  ELSE
    PERFORM publish_clip(p_id, v_clip) FROM jsonb_array_elements(v_clips) AS v_clip;
    PERFORM keep_unselected_clips(p_id);
    UPDATE clip_changes SET status = 'failed' WHERE regeneration_id = p_id AND is_active(status);
  END IF;
  PERFORM add_video_version(p_id, v_video);

  v_sequence := append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'REGENERATION_COMPLETE',
    'progress', 100, 'message', p_publication ->> 'message', 'data', jsonb_build_object('videoKey', v_video)));
  UPDATE clip_regenerations SET status = 'completed', completed_at = clock_timestamp(), lease_until = NULL
  WHERE id = p_id;
  UPDATE jobs SET video_url = v_video, status = 'completed', error_message = NULL, completed_at = clock_timestamp(),
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now(),
    regenerated_clips = regenerated_clips || CASE WHEN v_row.kind = 'RESTORE' THEN '[]' ELSE (
      SELECT jsonb_agg(jsonb_build_object(
        'clip_index', c.clip_index, 'regeneration_id', p_id, 'regenerated_at', clock_timestamp()) ORDER BY c.clip_index)
      FROM clip_changes c WHERE c.regeneration_id = p_id AND c.status = 'completed') END
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $function$;

CREATE OR REPLACE FUNCTION public.publish_takes(p_id uuid, p_fence integer, p_publication jsonb)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
BEGIN
  PERFORM close_paid_calls(p_id, NULL, NULL);
  PERFORM keep_unselected_clips(p_id);
  UPDATE clip_changes c SET status = 'completed', progress = 100
  WHERE c.regeneration_id = p_id AND is_active(c.status)
    AND EXISTS (SELECT 1 FROM made_clips(p_id) m WHERE m.clip_index = c.clip_index);
  UPDATE clip_changes SET status = 'failed' WHERE regeneration_id = p_id AND is_active(status);
  v_sequence := append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'REGENERATION_COMPLETE',
    'progress', 100, 'message', p_publication ->> 'message'));
  UPDATE clip_regenerations SET status = 'completed', completed_at = clock_timestamp(), lease_until = NULL
  WHERE id = p_id RETURNING * INTO v_row;
  UPDATE jobs SET status = 'completed', error_message = NULL, reserved_cost = reserved_cost - v_row.reserved_cost,
    total_cost = total_cost + v_row.cost, updated_at = now()
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $function$;

CREATE OR REPLACE FUNCTION public.queued_change_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM announce_job_change(CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.reachable_states(p_job uuid)
 RETURNS TABLE(undoable integer, redoable integer)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT shown.parent, last.redo[1] FROM (
    SELECT stands_for, redo FROM video_versions WHERE job_id = p_job ORDER BY version_number DESC LIMIT 1) last
  JOIN video_versions shown ON shown.job_id = p_job AND shown.version_number = last.stands_for
$function$;

CREATE OR REPLACE FUNCTION public.regeneration_limit(p_request jsonb)
 RETURNS TABLE(held_by text, retry_after integer)
 LANGUAGE sql
AS $function$
  WITH asked AS (
    SELECT *, COALESCE(r.clips, 1) AS charged_clips, is_free(r."estimatedCost") AS free,
      clock_timestamp() - interval '1 hour' AS since
    FROM jsonb_to_record(p_request) AS r("userId" uuid, "jobId" uuid, clips int, "estimatedCost" jsonb),
      jsonb_to_record(p_request -> 'limits') AS l(
        "perJobPerHour" int, "perUserPerHour" int, "clipsPerUserPerHour" int, "activePerUser" int)
  ), active AS (
    SELECT count(*) AS running, min(r.created_at + make_interval(secs => r.estimated_seconds)) AS until
    FROM clip_regenerations r, asked a WHERE r.user_id = a."userId" AND is_active(r.status)
  ), counted AS (
    -- A change is one admission, of as many clips as are charged. A deleted video's changes count on, a RESTORE never does.
    -- Person and hour stand inside both halves: outside, the changes of everybody would be read and their clips counted.
    SELECT r.job_id, r.created_at + interval '1 hour' AS until, GREATEST(1, r.clips) AS clips
    FROM asked a CROSS JOIN LATERAL (
      SELECT c.job_id, c.created_at, charged_clips(c.id) AS clips FROM clip_regenerations c
      WHERE c.user_id = a."userId" AND c.created_at > a.since AND c.kind <> 'RESTORE'
        AND counts_toward_limits(c.status, c.cost, c.estimated_cost)
      UNION ALL SELECT d.job_id, d.created_at, d.charged_clips FROM deleted_regenerations d
      WHERE d.user_id = a."userId" AND d.created_at > a.since
        AND counts_toward_limits(d.status, d.cost, d.estimated_cost)) r
    WHERE NOT a.free
  ), held AS (
    SELECT 'USER_ACTIVE' AS held_by, GREATEST(v.until, clock_timestamp() + interval '5 seconds') AS until
    FROM asked a, active v WHERE v.running >= a."activePerUser"
    UNION ALL
    SELECT 'JOB_PER_HOUR', (SELECT c.until FROM counted c WHERE c.job_id = a."jobId"
      ORDER BY c.until DESC OFFSET a."perJobPerHour" - 1 LIMIT 1)
    FROM asked a WHERE a."perJobPerHour" IS NOT NULL
    UNION ALL
    SELECT 'USER_PER_HOUR', (SELECT c.until FROM counted c ORDER BY c.until DESC OFFSET a."perUserPerHour" - 1 LIMIT 1)
    FROM asked a WHERE a."perUserPerHour" IS NOT NULL
    UNION ALL
    -- Clips leave the hour oldest first, until those of this request fit beside the rest.
    SELECT 'CLIPS_PER_HOUR', max(c.until)
    FROM asked a, (SELECT until, sum(clips) OVER (ORDER BY until DESC) AS clips FROM counted) c
    WHERE c.clips > a."clipsPerUserPerHour" - a.charged_clips
    UNION ALL
    SELECT 'CLIPS_PER_HOUR', clock_timestamp() + interval '1 hour' FROM asked a
    WHERE a.charged_clips > a."clipsPerUserPerHour" AND NOT a.free
  )
  SELECT h.held_by, GREATEST(1, CEIL(EXTRACT(EPOCH FROM h.until - clock_timestamp())))::int
  FROM held h WHERE h.until IS NOT NULL ORDER BY h.until DESC LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION public.regeneration_retry_after(p_user uuid, p_job uuid, p_limit integer)
 RETURNS integer
 LANGUAGE sql
AS $function$
  SELECT COALESCE((SELECT retry_after FROM regeneration_limit(jsonb_build_object(
    'userId', p_user, 'jobId', p_job, 'limits',
    jsonb_build_object(CASE WHEN p_job IS NULL THEN 'perUserPerHour' ELSE 'perJobPerHour' END, p_limit)))), 0)
$function$;

CREATE OR REPLACE FUNCTION public.regeneration_status_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM announce_job_change(NEW.user_id);
  IF NOT is_active(NEW.status) AND EXISTS (
    SELECT 1 FROM queued_changes q WHERE q.user_id = NEW.user_id AND q.state = 'WAITING') THEN
    PERFORM pg_notify('regeneration_events', 'queue');
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.release_regeneration_lease(p_id uuid, p_fence integer, p_give_back boolean)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  WITH released AS (
    UPDATE clip_regenerations SET lease_until = clock_timestamp() - interval '1 second',
      max_attempts = LEAST(50, max_attempts + CASE WHEN p_give_back THEN 1 ELSE 0 END)
    WHERE id = p_id AND fence = p_fence AND is_active(status)
    RETURNING id)
  SELECT EXISTS (SELECT 1 FROM released)
$function$;

CREATE OR REPLACE FUNCTION public.remember_video_before()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  SELECT video_url INTO NEW.video_before FROM jobs WHERE id = NEW.job_id;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.renew_regeneration_lease(p_id uuid, p_fence integer, p_lease_seconds integer)
 RETURNS text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  UPDATE clip_regenerations SET lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
  WHERE id = p_id AND fence = p_fence AND status IN ('processing', 'canceling')
  RETURNING status
$function$;

CREATE OR REPLACE FUNCTION public.repost_paid_call(p_call uuid, p_fence integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  PERFORM 1 FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND r.fence = p_fence AND is_active(r.status) FOR UPDATE OF r;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE paid_calls SET posts = posts + 1, ambiguous = true
  WHERE id = p_call AND fence = p_fence AND state = 'intent' AND posts < 2;
  RETURN FOUND;
END $function$;

CREATE OR REPLACE FUNCTION public.request_regeneration_cancel(p_id uuid, p_user uuid, p_message text)
 RETURNS TABLE(status text, sequence integer)
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations r WHERE r.id = p_id AND r.user_id = p_user FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN; END IF;
  IF v_row.status = 'queued' AND v_row.launched_attempt = 0 THEN
    v_sequence := end_regeneration(p_id, NULL, v_row.attempt,
      jsonb_build_object('status', 'canceled', 'message', p_message));
  ELSIF v_row.status IN ('queued', 'processing') THEN
    UPDATE clip_regenerations r SET status = 'canceling' WHERE r.id = p_id;
  END IF;
  RETURN QUERY SELECT r.status, v_sequence FROM clip_regenerations r WHERE r.id = p_id;
END $function$;

CREATE OR REPLACE FUNCTION public.restart_regeneration(p_id uuid, p_attempt integer, p_delay_seconds integer, p_message text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  UPDATE clip_regenerations
  SET attempt = attempt + 1, fence = fence + 1, lease_until = NULL, waiting_reason = NULL, waiting_since = NULL,
      dispatch_after = clock_timestamp() + make_interval(secs => p_delay_seconds)
  WHERE id = p_id AND attempt = p_attempt AND attempt < max_attempts
    AND (status IN ('queued', 'processing') OR status = 'canceling' AND has_open_paid_call(p_id))
  RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  RETURN append_regeneration_event(p_id, v_row.fence, jsonb_build_object(
    'type', 'REGENERATION_RESTARTED', 'message', p_message, 'progress', kept_progress(p_id)));
END $function$;

CREATE OR REPLACE FUNCTION public.restore_clips(p_id uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  UPDATE clip_versions v SET is_current = false
  FROM clip_regenerations r, jsonb_each_text(r.restores -> 'clips') AS wanted (clip, root)
  WHERE r.id = p_id AND v.job_id = r.job_id AND v.clip_index = wanted.clip::int AND v.is_current;

  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, is_current, regeneration_id, origin, restored_from, video_model,
    adjustments, footage_version)
  SELECT r.job_id, wanted.clip::int,
    1 + GREATEST(1, (SELECT max(version_number) FROM clip_versions
      WHERE job_id = r.job_id AND clip_index = wanted.clip::int)),
    COALESCE(o.video_url, ''), o.sha256, o.thumbnail_url, o.prompt, o.user_instruction, true, r.id, 'RESTORE',
    wanted.root::int, o.video_model, o.adjustments, o.footage_version
  FROM clip_regenerations r CROSS JOIN jsonb_each_text(r.restores -> 'clips') AS wanted (clip, root)
  LEFT JOIN clip_versions o ON o.job_id = r.job_id AND o.clip_index = wanted.clip::int
    AND o.version_number = wanted.root::int
  WHERE r.id = p_id
$function$;

CREATE OR REPLACE FUNCTION public.restore_cut(p_request jsonb)
 RETURNS TABLE(outcome text, regeneration_id uuid)
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_asked record;
  v_job jobs%ROWTYPE;
  v_known clip_regenerations%ROWTYPE;
  v_plan record;
  v_clip int;
  v_kept text;
  v_id uuid;
BEGIN
  SELECT * INTO v_asked FROM jsonb_to_record(p_request) AS r(
    "userId" uuid, "jobId" uuid, action text, "clipIndex" int, "versionNumber" int, "expectedVersion" int,
    "idempotencyKey" text, "inputHash" text, "deadlineSeconds" int);
  -- The locks of an admission, in its order.
  PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || v_asked."userId"::text, 0));
  SELECT * INTO v_job FROM jobs WHERE id = v_asked."jobId" FOR UPDATE;
  SELECT * INTO v_known FROM clip_regenerations r
  WHERE r.user_id = v_asked."userId" AND r.idempotency_key = v_asked."idempotencyKey";
  IF FOUND THEN
    RETURN QUERY SELECT
      CASE WHEN v_known.input_hash = v_asked."inputHash" THEN 'REPLAYED' ELSE 'IDEMPOTENCY_KEY_REUSED' END, v_known.id;
    RETURN;
  END IF;
  IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid; RETURN; END IF;
  IF v_job.user_id <> v_asked."userId" THEN RETURN QUERY SELECT 'FORBIDDEN', NULL::uuid; RETURN; END IF;
  IF v_job.status = 'regenerating' THEN RETURN QUERY SELECT 'REGENERATION_IN_PROGRESS', NULL::uuid; RETURN; END IF;
  IF media_expired(v_job) THEN RETURN QUERY SELECT 'VERSION_GONE', NULL::uuid; RETURN; END IF;
  IF v_job.status NOT IN ('completed', 'failed') OR v_job.video_url IS NULL THEN
    RETURN QUERY SELECT 'JOB_NOT_COMPLETED', NULL::uuid; RETURN;
  END IF;
  IF v_asked."expectedVersion" <> (CASE WHEN v_asked.action = 'CLIP'
    THEN current_version_number(v_job.id, v_asked."clipIndex") ELSE current_video_number(v_job.id) END) THEN
    RETURN QUERY SELECT 'VERSION_CONFLICT', NULL::uuid; RETURN;
  END IF;

  SELECT * INTO v_plan FROM plan_restore(v_job.id, p_request);
  IF v_plan.refusal IS NOT NULL THEN RETURN QUERY SELECT v_plan.refusal, NULL::uuid; RETURN; END IF;
  v_kept := kept_video(v_job.id, v_plan.footage);
  v_clip := COALESCE((SELECT min(clip::int) FROM jsonb_object_keys(v_plan.restores -> 'clips') AS clip), 0);
  INSERT INTO clip_regenerations (
    job_id, clip_index, user_id, kind, restores, original_prompt, user_instruction, video_model, base_version_number,
    idempotency_key, input_hash, estimated_cost, estimated_seconds, deadline_at, created_at)
  VALUES (
    v_job.id, v_clip, v_asked."userId", 'RESTORE', v_plan.restores, '', v_plan.restores ->> 'summary', 'none',
    current_version_number(v_job.id, v_clip), v_asked."idempotencyKey", v_asked."inputHash",
    '{"languageModel": "0", "video": "0", "recomposition": "0", "total": "0", "known": true}',
    CASE WHEN v_kept IS NULL THEN 10 ELSE 0 END,
    clock_timestamp() + make_interval(secs => v_asked."deadlineSeconds"), clock_timestamp())
  RETURNING id INTO v_id;
  PERFORM append_regeneration_event(v_id, 0,
    jsonb_build_object('type', 'REGENERATION_STARTED', 'progress', 0, 'message', v_plan.restores ->> 'summary'));
  IF v_kept IS NOT NULL THEN
    PERFORM publish_result(v_id, 0, jsonb_build_object('videoKey', v_kept, 'message', 'Done!'));
    RETURN QUERY SELECT 'COMPLETED', v_id;
  ELSE
    UPDATE jobs SET status = 'regenerating', error_message = NULL, updated_at = now() WHERE id = v_job.id;
    RETURN QUERY SELECT 'ADMITTED', v_id;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.retried_checkpoint(c public.clip_changes)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  WITH missing AS (
    SELECT row_number() OVER (ORDER BY take) - 1 AS place, take_result(c.checkpoint, take) - '{prompt,takes,failure}'::text[] AS result
    FROM generate_series(0, c.takes - 1) AS take WHERE NOT take_result(c.checkpoint, take) ? 'clip')
  SELECT CASE WHEN r.kind <> 'TAKES' THEN c.checkpoint - 'failure' ELSE jsonb_strip_nulls(jsonb_build_object(
      'prompt', c.checkpoint -> 'prompt',
      'takes', (SELECT jsonb_object_agg(place, result) FROM missing WHERE place > 0 AND result <> '{}')))
    || COALESCE((SELECT result FROM missing WHERE place = 0), '{}') END
  FROM clip_regenerations r WHERE r.id = c.regeneration_id
$function$;

CREATE OR REPLACE FUNCTION public.run_changes(p_id uuid, p_fence integer)
 RETURNS TABLE(clip_index integer, instruction text, original_prompt text, conversation jsonb, earlier_instructions text[], templates text[], video_model text, takes integer, failed_takes integer[], checkpoint jsonb, current_seed jsonb, failure jsonb, deadline_at timestamp with time zone, on_failure text, video jsonb, recipe jsonb, asked_seed integer, action text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT c.clip_index, c.instruction, c.original_prompt, r.conversation_history, b.instructions, c.templates,
    c.video_model, c.takes, c.failed_takes, c.checkpoint, b.seed,
    CASE WHEN c.status = 'failed' OR cardinality(c.failed_takes) > 0 THEN jsonb_build_object('code', c.error_code, 'message', c.error_message) END,
    r.deadline_at, r.on_failure, r.checkpoint -> 'video',
    CASE WHEN c.adjustments IS NOT NULL THEN jsonb_build_object('adjustments', c.adjustments,
      'footageVersion', c.footage_version, 'footage', COALESCE(f.video_url, ''), 'prompt', f.prompt) END, c.asked_seed,
    c.action
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  CROSS JOIN LATERAL changes_behind(r.job_id, c.clip_index, c.base_version_number) b
  LEFT JOIN clip_versions f ON (f.job_id, f.clip_index, f.version_number) = (r.job_id, c.clip_index, c.footage_version)
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) ORDER BY c.clip_index
$function$;

CREATE OR REPLACE FUNCTION public.run_input(p_id uuid, p_fence integer)
 RETURNS TABLE(clip_index integer, instruction text, original_prompt text, conversation jsonb, earlier_wishes text[], templates text[], video_model text, deadline_at timestamp with time zone, checkpoint jsonb, current_seed jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT r.clip_index, r.user_instruction, r.original_prompt, r.conversation_history, b.instructions, r.templates,
    r.video_model, r.deadline_at, r.checkpoint, b.seed
  FROM clip_regenerations r CROSS JOIN LATERAL changes_behind(r.job_id, r.clip_index, r.base_version_number) b
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status)
$function$;

CREATE OR REPLACE FUNCTION public.run_kind(r public.clip_regenerations)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN r.kind = 'CHANGE' AND (SELECT count(*) FROM clip_changes c WHERE c.regeneration_id = r.id) > 1
    THEN 'BATCH' ELSE r.kind END
$function$;

CREATE OR REPLACE FUNCTION public.run_open_calls(p_id uuid, p_fence integer)
 RETURNS SETOF public.paid_calls
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT c.* FROM paid_calls c JOIN clip_regenerations r ON r.id = c.regeneration_id
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) AND c.state <> 'settled' ORDER BY c.created_at
$function$;

CREATE OR REPLACE FUNCTION public.run_restore(p_id uuid, p_fence integer)
 RETURNS TABLE(clip_index integer, video_url text, sha256 text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT wanted.clip::int, COALESCE(v.video_url, ''), v.sha256
  FROM clip_regenerations r CROSS JOIN jsonb_each_text(r.restores -> 'clips') AS wanted (clip, root)
  LEFT JOIN clip_versions v ON v.job_id = r.job_id AND v.clip_index = wanted.clip::int
    AND v.version_number = wanted.root::int
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status)
$function$;

CREATE OR REPLACE FUNCTION public.runner_functions()
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT ARRAY['take_regeneration', 'renew_regeneration_lease', 'release_regeneration_lease', 'run_input', 'run_changes', 'run_job',
    'run_restore', 'append_regeneration_event', 'save_regeneration_checkpoint', 'open_paid_call', 'run_open_calls',
    'describe_paid_call', 'repost_paid_call', 'accept_paid_call', 'settle_paid_call', 'is_paid_call_settled',
    'known_external_ids', 'fail_clip_change', 'publish_regeneration', 'is_regeneration_published', 'conclude_regeneration',
    'keep_measurement', 'keep_preview', 'may_measure', 'measurable_job', 'measured_media',
    'previewed_media']
$function$;

CREATE OR REPLACE FUNCTION public.save_regeneration_checkpoint(p_id uuid, p_fence integer, p_step jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  v_step record;
  v_row clip_regenerations%ROWTYPE;
  v_call paid_calls%ROWTYPE;
BEGIN
  SELECT * INTO v_step FROM jsonb_to_record(p_step) AS s(
    "clipIndex" int, take int, patch jsonb, "modifiedPrompt" text, stage text, api text, "costUsd" numeric);
  UPDATE clip_regenerations
  SET checkpoint = CASE WHEN v_step.patch ? 'video'
    THEN checkpoint || jsonb_build_object('video', v_step.patch -> 'video') ELSE checkpoint END
  WHERE id = p_id AND fence = p_fence AND status IN ('processing', 'canceling') RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN false; END IF;
  v_step."clipIndex" := COALESCE(v_step."clipIndex", v_row.clip_index);
  v_step.take := COALESCE(v_step.take, 0);
  PERFORM keep_change_result(p_id, jsonb_build_object('clipIndex', v_step."clipIndex", 'take', v_step.take,
    'patch', v_step.patch - 'video', 'prompt', v_step."modifiedPrompt"));
  IF v_step."costUsd" > 0 THEN
    INSERT INTO paid_calls (regeneration_id, clip_index, take, stage_name, api_name, state, fence, estimated_cost, cost,
      outcome, settled_at)
    VALUES (p_id, v_step."clipIndex", v_step.take, v_step.stage, v_step.api, 'settled', p_fence, v_step."costUsd",
      v_step."costUsd", 'succeeded', clock_timestamp()) RETURNING * INTO v_call;
    PERFORM book_cost(v_call);
  END IF;
  RETURN true;
END $function$;

CREATE OR REPLACE FUNCTION public.save_regeneration_checkpoint(p_id uuid, p_fence integer, p_patch jsonb, p_modified_prompt text, p_stage text, p_api text, p_cost numeric)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT save_regeneration_checkpoint(p_id, p_fence, jsonb_build_object('patch', p_patch,
    'modifiedPrompt', p_modified_prompt, 'stage', p_stage, 'api', p_api, 'costUsd', p_cost))
$function$;

CREATE OR REPLACE FUNCTION public.settle_assistant_call(p_call uuid, p_settlement jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_end record;
  v_call assistant_calls%ROWTYPE;
BEGIN
  SELECT * INTO v_end FROM jsonb_to_record(p_settlement) AS s(outcome text, "costUsd" numeric, "inputTokens" int,
    "outputTokens" int, answer jsonb);
  PERFORM 1 FROM jobs j JOIN assistant_calls c ON c.job_id = j.id WHERE c.id = p_call FOR UPDATE OF j;
  UPDATE assistant_calls SET state = 'settled', cost = v_end."costUsd", outcome = v_end.outcome,
    input_tokens = v_end."inputTokens", output_tokens = v_end."outputTokens", settled_at = clock_timestamp(),
    answer = CASE WHEN deletion_id IS NULL THEN v_end.answer END
  WHERE id = p_call AND state = 'intent' RETURNING * INTO v_call;
  IF v_call.id IS NULL THEN RETURN false; END IF;
  IF v_call.cost = 0 THEN RETURN true; END IF;
  IF v_call.deletion_id IS NOT NULL THEN
    UPDATE deleted_jobs SET total_cost = total_cost + v_call.cost WHERE id = v_call.deletion_id;
    INSERT INTO deleted_job_costs (id, deletion_id, stage_name, api_name, cost, "timestamp")
    VALUES (gen_random_uuid(), v_call.deletion_id, 'assistant', v_call.api_name, v_call.cost, v_call.settled_at);
    RETURN true;
  END IF;
  UPDATE jobs SET total_cost = total_cost + v_call.cost,
    budget_limit = CASE WHEN reserved_cost > 0 THEN GREATEST(budget_limit, total_cost + reserved_cost + v_call.cost)
      ELSE budget_limit END
  WHERE id = v_call.job_id;
  INSERT INTO job_costs (job_id, stage_name, api_name, cost) VALUES (v_call.job_id, 'assistant', v_call.api_name, v_call.cost);
  RETURN true;
END $function$;

CREATE OR REPLACE FUNCTION public.settle_paid_call(p_call uuid, p_fence integer, p_settlement jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE
  v_end record;
  v_call record;
BEGIN
  SELECT * INTO v_end FROM jsonb_to_record(p_settlement) AS s(outcome text, "costUsd" numeric, patch jsonb);
  SELECT r.id, c.clip_index, c.take INTO v_call FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND c.state <> 'settled' AND c.fence = p_fence AND r.fence = p_fence AND is_active(r.status)
  FOR UPDATE OF r;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM book_paid_call(p_call, v_end."costUsd", v_end.outcome);
  PERFORM keep_change_result(v_call.id, jsonb_build_object('clipIndex', v_call.clip_index, 'take', v_call.take,
    'patch', v_end.patch, 'prompt', v_end.patch -> 'prompt' ->> 'text'));
  RETURN true;
END $function$;

CREATE OR REPLACE FUNCTION public.settle_paid_call(p_call uuid, p_fence integer, p_cost numeric, p_outcome text, p_patch jsonb)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT settle_paid_call(p_call, p_fence,
    jsonb_build_object('outcome', p_outcome, 'costUsd', p_cost, 'patch', p_patch))
$function$;

CREATE OR REPLACE FUNCTION public.show_assistant_call(p_call uuid, p_message uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  WITH shown AS (
    UPDATE assistant_calls SET message_id = p_message, answer = NULL
    WHERE id = p_call AND state = 'settled' AND message_id IS NULL RETURNING cost)
  UPDATE chat_messages m SET cost = m.cost + shown.cost FROM shown WHERE m.id = p_message
$function$;

CREATE OR REPLACE FUNCTION public.start_queued_change(p_id uuid, p_revision integer, p_request jsonb)
 RETURNS TABLE(outcome text, regeneration_id uuid, retry_after integer, clip_index integer)
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_job uuid := (p_request ->> 'jobId')::uuid;
  v_queued jsonb;
  v_admission record;
BEGIN
  -- The locks of an admission, in its order.
  PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || (p_request ->> 'userId')::uuid::text, 0));
  PERFORM 1 FROM jobs WHERE id = v_job FOR UPDATE;
  SELECT q.changes INTO v_queued FROM queued_changes q WHERE q.id = p_id AND q.job_id = v_job AND q.revision = p_revision
    AND q.id = next_queued_change(v_job) FOR UPDATE;
  IF NOT FOUND THEN RETURN QUERY SELECT 'MOVED_ON', NULL::uuid, 0, NULL::int; RETURN; END IF;
  SELECT * INTO v_admission FROM admit_regeneration(with_own_inputs(p_request, v_queued));
  IF v_admission.outcome IN ('ADMITTED', 'REPLAYED') THEN DELETE FROM queued_changes WHERE id = p_id;
  ELSE UPDATE queued_changes SET held_until = NULL WHERE id = p_id AND v_admission.outcome = 'REGENERATION_IN_PROGRESS';
  END IF;
  RETURN QUERY SELECT v_admission.outcome, v_admission.regeneration_id, v_admission.retry_after, v_admission.clip_index;
END $function$;

CREATE OR REPLACE FUNCTION public.take_due_launches(p_limit integer, p_hold_seconds integer)
 RETURNS TABLE(id uuid, job_id uuid, clip_index integer, attempt integer, deadline_seconds integer)
 LANGUAGE sql
AS $function$
  SELECT t.id, t.job_id, t.clip_indexes[1], t.attempt, t.deadline_seconds
  FROM take_due_launches(p_limit, p_hold_seconds, ARRAY['CHANGE']) t
$function$;

CREATE OR REPLACE FUNCTION public.take_due_launches(p_limit integer, p_hold_seconds integer, p_kinds text[])
 RETURNS TABLE(id uuid, job_id uuid, clip_indexes integer[], attempt integer, deadline_seconds integer)
 LANGUAGE sql
AS $function$
  UPDATE clip_regenerations r SET dispatch_after = clock_timestamp() + make_interval(secs => p_hold_seconds)
  FROM (SELECT c.id FROM clip_regenerations c
        WHERE (c.status IN ('queued', 'processing') OR c.status = 'canceling' AND has_open_paid_call(c.id))
          AND c.launched_attempt < c.attempt AND c.dispatch_after <= clock_timestamp() AND run_kind(c) = ANY (p_kinds)
        ORDER BY c.dispatch_after LIMIT p_limit FOR UPDATE SKIP LOCKED) due
  WHERE r.id = due.id
  RETURNING r.id, r.job_id, changed_clips(r), r.attempt,
    GREATEST(1, CEIL(EXTRACT(EPOCH FROM r.deadline_at - clock_timestamp())))::int
$function$;

CREATE OR REPLACE FUNCTION public.take_due_queued_changes(p_limit integer, p_hold_seconds integer)
 RETURNS SETOF public.queued_changes
 LANGUAGE sql
AS $function$
  UPDATE queued_changes q SET held_until = clock_timestamp() + make_interval(secs => p_hold_seconds)
  FROM (SELECT c.id FROM queued_changes c JOIN jobs j ON j.id = c.job_id
        WHERE c.state = 'WAITING' AND (c.held_until IS NULL OR c.held_until <= clock_timestamp())
          AND j.status IN ('completed', 'failed') AND c.id = next_queued_change(c.job_id)
        ORDER BY c.created_at LIMIT p_limit FOR UPDATE OF c SKIP LOCKED) due
  WHERE q.id = due.id RETURNING q.*
$function$;

CREATE OR REPLACE FUNCTION public.take_regeneration(p_id uuid, p_attempt integer, p_lease_seconds integer)
 RETURNS TABLE(outcome text, fence integer, status text, deadline_seconds double precision)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT t.outcome, t.fence, t.status, t.deadline_seconds
  FROM take_regeneration(p_id, p_attempt, jsonb_build_object('leaseSeconds', p_lease_seconds, 'kinds', ARRAY['CHANGE'])) t
$function$;

CREATE OR REPLACE FUNCTION public.take_regeneration(p_id uuid, p_attempt integer, p_claim jsonb)
 RETURNS TABLE(outcome text, fence integer, status text, deadline_seconds double precision, kind text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
DECLARE v_claim record;
BEGIN
  SELECT * INTO v_claim FROM jsonb_to_record(p_claim) AS c("leaseSeconds" int, kinds text[], claimant uuid);
  RETURN QUERY UPDATE clip_regenerations r
  SET fence = r.fence + CASE WHEN r.lease_until >= clock_timestamp() THEN 0 ELSE 1 END, claimed_by = v_claim.claimant,
      status = CASE WHEN r.status = 'canceling' THEN 'canceling' ELSE 'processing' END,
      started_at = COALESCE(r.started_at, clock_timestamp()), launched_attempt = r.attempt,
      waiting_reason = NULL, waiting_since = NULL,
      lease_until = clock_timestamp() + make_interval(secs => v_claim."leaseSeconds")
  WHERE r.id = p_id AND r.attempt = p_attempt AND is_active(r.status) AND run_kind(r) = ANY (v_claim.kinds)
    AND (r.lease_until IS NULL OR r.lease_until < clock_timestamp() OR r.claimed_by = v_claim.claimant)
  RETURNING 'CLAIMED', r.fence, r.status, EXTRACT(EPOCH FROM r.deadline_at - clock_timestamp())::float8, r.kind;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY SELECT CASE WHEN EXISTS (
      SELECT 1 FROM clip_regenerations r
      WHERE r.id = p_id AND r.attempt = p_attempt AND is_active(r.status) AND run_kind(r) = ANY (v_claim.kinds)
    ) THEN 'HELD' ELSE 'SUPERSEDED' END, NULL::int, NULL::text, NULL::float8, NULL::text;
END $function$;

CREATE OR REPLACE FUNCTION public.take_result(p_checkpoint jsonb, p_take integer)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN p_take = 0 THEN p_checkpoint ELSE COALESCE(p_checkpoint -> 'takes' -> p_take::text, '{}') END
$function$;

CREATE OR REPLACE FUNCTION public.take_unmeasured_regenerations(p_limit integer)
 RETURNS TABLE(status text, error_code text, total_seconds double precision, queued_seconds double precision, prompt_seconds double precision, video_seconds double precision, recomposition_seconds double precision, language_model_cost numeric, video_cost numeric)
 LANGUAGE sql
AS $function$
  WITH taken AS (
    INSERT INTO regeneration_measurements (regeneration_id)
    SELECT r.id FROM clip_regenerations r
    WHERE r.kind <> 'RESTORE' AND r.completed_at > clock_timestamp() - interval '1 day'
      AND NOT EXISTS (SELECT 1 FROM regeneration_measurements m WHERE m.regeneration_id = r.id)
    ORDER BY r.completed_at LIMIT p_limit
    ON CONFLICT DO NOTHING RETURNING regeneration_id),
  first AS (
    SELECT e.regeneration_id AS id,
      min(e.at) FILTER (WHERE e.type = 'PROMPT_MODIFIED') AS prompt_at,
      min(e.at) FILTER (WHERE e.type = 'VIDEO_GENERATING') AS video_at,
      min(e.at) FILTER (WHERE e.type = 'RECOMPOSING') AS recomposing_at
    FROM regeneration_events e WHERE e.regeneration_id IN (SELECT regeneration_id FROM taken) GROUP BY e.regeneration_id)
  SELECT r.status, r.error_code, EXTRACT(EPOCH FROM r.completed_at - r.created_at),
    EXTRACT(EPOCH FROM r.started_at - r.created_at), EXTRACT(EPOCH FROM f.prompt_at - r.started_at),
    EXTRACT(EPOCH FROM f.recomposing_at - f.video_at),
    CASE WHEN r.status = 'completed' THEN EXTRACT(EPOCH FROM r.completed_at - f.recomposing_at) END,
    r.language_model_cost, r.video_cost
  FROM clip_regenerations r JOIN first f ON f.id = r.id
$function$;

CREATE OR REPLACE FUNCTION public.with_own_inputs(p_request jsonb, p_queued jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT jsonb_set(p_request, '{changes}', jsonb_agg(c || jsonb_strip_nulls(
    jsonb_build_object('prompt', q -> 'prompt', 'seed', q -> 'seed'))))
  FROM jsonb_array_elements(p_request -> 'changes') AS c
  LEFT JOIN jsonb_array_elements(p_queued) AS q ON q -> 'clipIndex' = c -> 'clipIndex'
$function$;

-- Views

CREATE VIEW public.job_records AS
 SELECT id,
    user_id,
    status,
    user_prompt,
    error_message,
    created_at,
    video_model,
    aspect_ratio,
    audio_url,
    video_url,
    public.media_expired(j.*) AS media_expired,
    (total_cost)::text AS total_cost,
    (reserved_cost)::text AS reserved_cost,
    ( SELECT json_agg(json_build_object('stageName', s.stage_name, 'metadata', s.metadata)) AS json_agg
           FROM public.job_stages s
          WHERE (s.job_id = j.id)) AS stages,
    ( SELECT json_agg(json_build_object('clip_index', v.clip_index, 'version_number', v.version_number, 'restored_from', v.restored_from, 'video_url', v.video_url, 'sha256', v.sha256, 'thumbnail_url', v.thumbnail_url, 'prompt', v.prompt, 'adjustments', v.adjustments, 'footage_version', v.footage_version)) AS json_agg
           FROM public.clip_versions v
          WHERE ((v.job_id = j.id) AND v.is_current)) AS versions,
    ( SELECT json_object_agg(t.clip_index, t.thumbnail_url) AS json_object_agg
           FROM public.clip_thumbnails t
          WHERE (t.job_id = j.id)) AS thumbnails,
    ( SELECT json_object_agg(c.clip_index, c.n) AS json_object_agg
           FROM ( SELECT m.clip_index,
                    (count(*))::integer AS n
                   FROM (public.clip_regenerations r
                     JOIN public.clip_changes m ON ((m.regeneration_id = r.id)))
                  WHERE ((r.job_id = j.id) AND (r.kind = 'CHANGE'::text) AND (m.status = 'completed'::text))
                  GROUP BY m.clip_index) c) AS regeneration_counts,
    ( SELECT r.id
           FROM public.clip_regenerations r
          WHERE ((r.job_id = j.id) AND (r.status = ANY (ARRAY['queued'::text, 'processing'::text, 'canceling'::text])))) AS active_regeneration_id,
    title,
    completed_at,
    public.job_last_touched(j.*) AS last_touched
   FROM public.jobs j;

CREATE VIEW public.video_version_records AS
 SELECT v.job_id,
    v.version_number,
    (v.version_number = public.current_video_number(v.job_id)) AS is_current,
    v.video_url,
    v.regeneration_id,
    v.summary,
    v.created_at,
    COALESCE(( SELECT json_agg(json_build_object('clipIndex', (clip.clip)::integer, 'fromVersion', COALESCE(((p.cut ->> clip.clip))::integer, 1), 'toVersion', COALESCE(((v.cut ->> clip.clip))::integer, 1)) ORDER BY (clip.clip)::integer) AS json_agg
           FROM jsonb_object_keys((p.cut || v.cut)) clip(clip)
          WHERE ((p.cut -> clip.clip) IS DISTINCT FROM (v.cut -> clip.clip))), '[]'::json) AS changes,
    ((NOT public.media_expired(j.*)) AND (NOT public.is_footage_gone(v.job_id, v.footage))) AS is_restorable,
    v.cut,
    COALESCE(p.cut, v.cut) AS cut_before
   FROM ((public.video_versions v
     JOIN public.jobs j ON ((j.id = v.job_id)))
     LEFT JOIN public.video_versions p ON (((p.job_id = v.job_id) AND (p.version_number = (v.version_number - 1)))))
UNION ALL
 SELECT j.id AS job_id,
    1 AS version_number,
    true AS is_current,
    j.video_url,
    NULL::uuid AS regeneration_id,
    'The original video'::text AS summary,
    COALESCE(j.completed_at, j.created_at) AS created_at,
    '[]'::json AS changes,
    (NOT public.media_expired(j.*)) AS is_restorable,
    '{}'::jsonb AS cut,
    '{}'::jsonb AS cut_before
   FROM public.jobs j
  WHERE (NOT (EXISTS ( SELECT 1
           FROM public.video_versions v
          WHERE (v.job_id = j.id))));

-- Functions that return rows of a view

CREATE OR REPLACE FUNCTION public.measurable_job(p_id uuid, p_fence integer)
 RETURNS SETOF public.job_records
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT * FROM job_records WHERE may_measure(p_id, p_fence) AND id = (SELECT job_id FROM clip_regenerations WHERE id = p_id)
$function$;

CREATE OR REPLACE FUNCTION public.run_job(p_id uuid, p_fence integer)
 RETURNS SETOF public.job_records
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  SELECT * FROM job_records WHERE id = (
    SELECT job_id FROM clip_regenerations WHERE id = p_id AND fence = p_fence AND is_active(status))
$function$;

-- Triggers
CREATE TRIGGER conversation_goes_on AFTER INSERT ON public.chat_messages FOR EACH ROW EXECUTE FUNCTION public.conversation_changed();
CREATE TRIGGER offer_changed AFTER UPDATE ON public.chat_offers FOR EACH ROW EXECUTE FUNCTION public.conversation_changed();
CREATE TRIGGER ended_regenerations_stay BEFORE UPDATE ON public.clip_regenerations FOR EACH ROW WHEN ((old.completed_at IS NOT NULL)) EXECUTE FUNCTION public.keep_ended_regeneration();
CREATE TRIGGER offer_accepted AFTER INSERT ON public.clip_regenerations FOR EACH ROW WHEN ((new.idempotency_key ~~ 'offer:%'::text)) EXECUTE FUNCTION public.offer_accepted();
CREATE TRIGGER open_clip_changes AFTER INSERT ON public.clip_regenerations FOR EACH ROW WHEN ((new.kind <> 'RESTORE'::text)) EXECUTE FUNCTION public.open_clip_changes();
CREATE TRIGGER regeneration_status_changed AFTER UPDATE OF status ON public.clip_regenerations FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION public.regeneration_status_changed();
CREATE TRIGGER remember_video_before BEFORE INSERT ON public.clip_regenerations FOR EACH ROW EXECUTE FUNCTION public.remember_video_before();
CREATE TRIGGER name_original_version BEFORE INSERT ON public.clip_versions FOR EACH ROW WHEN ((new.version_number = 1)) EXECUTE FUNCTION public.name_original_version();
CREATE TRIGGER job_inserted_or_deleted AFTER INSERT OR DELETE ON public.jobs FOR EACH ROW EXECUTE FUNCTION public.job_changed();
CREATE TRIGGER job_updated AFTER UPDATE ON public.jobs FOR EACH ROW WHEN (((to_jsonb(old.*) - '{current_stage,progress,estimated_remaining,updated_at,media_deleted_at}'::text[]) IS DISTINCT FROM (to_jsonb(new.*) - '{current_stage,progress,estimated_remaining,updated_at,media_deleted_at}'::text[]))) EXECUTE FUNCTION public.job_changed();
CREATE TRIGGER offer_accepted AFTER INSERT ON public.queued_changes FOR EACH ROW WHEN ((new.idempotency_key ~~ 'offer:%'::text)) EXECUTE FUNCTION public.offer_accepted();
CREATE TRIGGER queued_change_changed AFTER INSERT OR DELETE OR UPDATE OF place, revision ON public.queued_changes FOR EACH ROW EXECUTE FUNCTION public.queued_change_changed();

-- Privileges
GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT USAGE ON SCHEMA public TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.accept_paid_call(uuid,integer,text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.accept_paid_call(uuid,integer,text) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.add_clip_changes(uuid,jsonb,uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.add_queued_change(jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.add_video_version(uuid,text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.admit_regeneration(jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.admit_regeneration(uuid,uuid,integer,text,jsonb,text,text,text,text[],text,integer,jsonb,numeric,integer,numeric,integer,integer,integer,text,uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.admit_regenerations(jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.agreed_cost(public.clip_changes,text,numeric) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.announce_job_change(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.append_regeneration_event(uuid,integer,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.append_regeneration_event(uuid,integer,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.append_regeneration_event(uuid,integer,text,integer,text,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.append_regeneration_event(uuid,integer,text,integer,text,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.asked_changes(jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.book_cost(public.paid_calls) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.book_paid_call(uuid,numeric,text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.change_behind(uuid,integer,integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.changed_clips(public.clip_regenerations) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.changes_behind(uuid,integer,integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.charged_clips(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.charged_in_words(numeric) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.claim_regeneration(uuid,integer,integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.clips_in(jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.clips_in_words(integer[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.close_paid_calls(uuid,integer,integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.conclude_regeneration(uuid,integer,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.conclude_regeneration(uuid,integer,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.conclude_regeneration(uuid,integer,text,text,text,boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.conclude_regeneration(uuid,integer,text,text,text,boolean) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.conversation_changed() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.counts_toward_limits(text,numeric,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.current_cut(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.current_version_number(uuid,integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.current_video_number(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.delete_job(uuid,uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.describe_changes(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.describe_paid_call(uuid,integer,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.describe_paid_call(uuid,integer,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.end_regeneration(uuid,integer,integer,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.end_regeneration(uuid,integer,integer,text,text,text,boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.exceeds_agreement(numeric,numeric,numeric,numeric) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.expire_job_media(uuid,integer,text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.fail_clip_change(uuid,integer,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.fail_clip_change(uuid,integer,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.forget_old_videos(uuid,integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.grant_to_runner(name) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.has_just_completed(public.clip_regenerations) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.has_open_paid_call(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.is_active(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.is_footage_gone(uuid,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.is_free(jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.is_paid_call_settled(uuid,integer,text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.is_paid_call_settled(uuid,integer,text) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.is_regeneration_published(uuid,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.is_regeneration_published(uuid,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.job_changed() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.job_last_touched(public.jobs) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.keep_change_result(uuid,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.keep_ended_regeneration() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.keep_exchange(jsonb,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.keep_measurement(uuid,integer,text,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.keep_measurement(uuid,integer,text,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.keep_preview(uuid,integer,text,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.keep_preview(uuid,integer,text,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.keep_unselected_clips(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.kept_progress(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.kept_video(uuid,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.known_external_ids(text,text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.known_external_ids(text,text[]) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.last_asked(uuid,integer,integer,uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.made_clips(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.may_measure(uuid,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.may_measure(uuid,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.measurable_job(uuid,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.measurable_job(uuid,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.measured_media(uuid,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.measured_media(uuid,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.media_expired(public.jobs) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.media_keys_in(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.media_pointers(uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.move_queued_change(uuid,uuid,integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.name_original_version() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.next_queued_change(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.note_regeneration_waiting(uuid,integer,text,text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.offer_accepted() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.open_assistant_call(jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.open_clip_changes() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.open_paid_call(uuid,integer,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.open_paid_call(uuid,integer,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.open_paid_call(uuid,integer,text,text,numeric) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.open_paid_call(uuid,integer,text,text,numeric) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.open_video_history(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.patched_checkpoint(jsonb,integer,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.plan_restore(uuid,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.previewed_media(uuid,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.previewed_media(uuid,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.protect_functions() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.publish_clip(uuid,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.publish_regeneration(uuid,integer,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.publish_regeneration(uuid,integer,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.publish_regeneration(uuid,integer,text,text,text,text,text,text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.publish_regeneration(uuid,integer,text,text,text,text,text,text) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.publish_result(uuid,integer,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.publish_takes(uuid,integer,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.queued_change_changed() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.reachable_states(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.regeneration_limit(jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.regeneration_retry_after(uuid,uuid,integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.regeneration_status_changed() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.release_regeneration_lease(uuid,integer,boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.release_regeneration_lease(uuid,integer,boolean) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.remember_video_before() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.renew_regeneration_lease(uuid,integer,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.renew_regeneration_lease(uuid,integer,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.repost_paid_call(uuid,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.repost_paid_call(uuid,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.request_regeneration_cancel(uuid,uuid,text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.restart_regeneration(uuid,integer,integer,text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.restore_clips(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.restore_cut(jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.retried_checkpoint(public.clip_changes) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.run_changes(uuid,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.run_changes(uuid,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.run_input(uuid,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.run_input(uuid,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.run_job(uuid,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.run_job(uuid,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.run_kind(public.clip_regenerations) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.run_open_calls(uuid,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.run_open_calls(uuid,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.run_restore(uuid,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.run_restore(uuid,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.runner_functions() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.save_regeneration_checkpoint(uuid,integer,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.save_regeneration_checkpoint(uuid,integer,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.save_regeneration_checkpoint(uuid,integer,jsonb,text,text,text,numeric) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.save_regeneration_checkpoint(uuid,integer,jsonb,text,text,text,numeric) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.settle_assistant_call(uuid,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.settle_paid_call(uuid,integer,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.settle_paid_call(uuid,integer,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.settle_paid_call(uuid,integer,numeric,text,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.settle_paid_call(uuid,integer,numeric,text,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.show_assistant_call(uuid,uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.start_queued_change(uuid,integer,jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.take_due_launches(integer,integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.take_due_launches(integer,integer,text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.take_due_queued_changes(integer,integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.take_regeneration(uuid,integer,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.take_regeneration(uuid,integer,integer) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.take_regeneration(uuid,integer,jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.take_regeneration(uuid,integer,jsonb) TO clip_chatbot_runner;
REVOKE ALL ON FUNCTION public.take_result(jsonb,integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.take_unmeasured_regenerations(integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.with_own_inputs(jsonb,jsonb) FROM PUBLIC;
