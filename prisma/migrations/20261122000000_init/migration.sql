-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "jobs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "audio_url" TEXT,
    "user_prompt" TEXT,
    "current_stage" TEXT,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "estimated_remaining" INTEGER,
    "total_cost" DECIMAL(10,4) NOT NULL DEFAULT 0,
    "reserved_cost" DECIMAL(10,4) NOT NULL DEFAULT 0,
    "budget_limit" DECIMAL(10,4),
    "video_url" TEXT,
    "error_message" TEXT,
    "video_model" TEXT NOT NULL DEFAULT 'kling_v21',
    "aspect_ratio" TEXT NOT NULL DEFAULT '16:9',
    "template" TEXT,
    "regenerated_clips" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_stages" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "job_id" UUID NOT NULL,
    "stage_name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "duration_seconds" DECIMAL(10,3),
    "cost" DECIMAL(10,4) NOT NULL DEFAULT 0,
    "metadata" JSONB,

    CONSTRAINT "job_stages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_costs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "job_id" UUID NOT NULL,
    "stage_name" TEXT NOT NULL,
    "api_name" TEXT NOT NULL,
    "cost" DECIMAL(10,4) NOT NULL,
    "timestamp" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "regeneration_id" UUID,

    CONSTRAINT "job_costs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clip_thumbnails" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "job_id" UUID NOT NULL,
    "clip_index" INTEGER NOT NULL,
    "thumbnail_url" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "clip_thumbnails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clip_versions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "job_id" UUID NOT NULL,
    "clip_index" INTEGER NOT NULL,
    "version_number" INTEGER NOT NULL,
    "video_url" TEXT NOT NULL,
    "sha256" TEXT,
    "thumbnail_url" TEXT,
    "prompt" TEXT,
    "user_instruction" TEXT,
    "cost" DECIMAL(10,4) NOT NULL DEFAULT 0,
    "is_current" BOOLEAN NOT NULL DEFAULT false,
    "regeneration_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "clip_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clip_regenerations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "job_id" UUID NOT NULL,
    "clip_index" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "original_prompt" TEXT NOT NULL,
    "modified_prompt" TEXT,
    "user_instruction" TEXT NOT NULL,
    "conversation_history" JSONB NOT NULL DEFAULT '[]',
    "templates" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "video_model" TEXT NOT NULL,
    "base_version_number" INTEGER NOT NULL,
    "idempotency_key" TEXT,
    "input_hash" TEXT NOT NULL,
    "estimated_cost" JSONB NOT NULL,
    "reserved_cost" DECIMAL(10,4) NOT NULL DEFAULT 0,
    "estimated_seconds" INTEGER NOT NULL,
    "language_model_cost" DECIMAL(10,4) NOT NULL DEFAULT 0,
    "video_cost" DECIMAL(10,4) NOT NULL DEFAULT 0,
    "cost" DECIMAL(10,4) NOT NULL DEFAULT 0,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "launched_attempt" INTEGER NOT NULL DEFAULT 0,
    "max_attempts" INTEGER NOT NULL DEFAULT 5,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "dispatch_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "checkpoint" JSONB NOT NULL DEFAULT '{}',
    "progress" INTEGER NOT NULL DEFAULT 0,
    "last_sequence" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_message" TEXT,
    "error_retryable" BOOLEAN,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "clip_regenerations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "regeneration_events" (
    "regeneration_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "fence" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "progress" INTEGER NOT NULL,
    "message" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "regeneration_events_pkey" PRIMARY KEY ("regeneration_id","sequence")
);

-- CreateIndex
CREATE INDEX "jobs_user_id_created_at_id_idx" ON "jobs"("user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "job_stages_job_id_stage_name_key" ON "job_stages"("job_id", "stage_name");

-- CreateIndex
CREATE INDEX "job_costs_job_id_idx" ON "job_costs"("job_id");

-- CreateIndex
CREATE INDEX "idx_clip_thumbnails_job_id" ON "clip_thumbnails"("job_id");

-- CreateIndex
CREATE UNIQUE INDEX "clip_thumbnails_job_id_clip_index_key" ON "clip_thumbnails"("job_id", "clip_index");

-- CreateIndex
CREATE UNIQUE INDEX "clip_versions_job_id_clip_index_version_number_key" ON "clip_versions"("job_id", "clip_index", "version_number");

-- CreateIndex
CREATE INDEX "idx_clip_regenerations_job_id" ON "clip_regenerations"("job_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "idx_clip_regenerations_status" ON "clip_regenerations"("status");

-- CreateIndex
CREATE INDEX "clip_regenerations_user_id_created_at_idx" ON "clip_regenerations"("user_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "clip_regenerations_user_id_idempotency_key_key" ON "clip_regenerations"("user_id", "idempotency_key");

-- AddForeignKey
ALTER TABLE "job_stages" ADD CONSTRAINT "job_stages_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_costs" ADD CONSTRAINT "job_costs_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clip_thumbnails" ADD CONSTRAINT "clip_thumbnails_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clip_versions" ADD CONSTRAINT "clip_versions_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clip_regenerations" ADD CONSTRAINT "clip_regenerations_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regeneration_events" ADD CONSTRAINT "regeneration_events_regeneration_id_fkey" FOREIGN KEY ("regeneration_id") REFERENCES "clip_regenerations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

