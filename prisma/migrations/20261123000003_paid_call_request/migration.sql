-- What a call asked for, kept before its POST: a runner that never made the POST can find it at the provider by that.
-- AlterTable
ALTER TABLE "paid_calls" ADD COLUMN     "request" JSONB;
