import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { JobType } from '../jobs/job.type.js';
import { RegenerationType } from '../regenerations/regeneration.type.js';

const IDEMPOTENCY_KEY = '1 to 200 characters. The same key and input answer with the same restore.';

@InputType('RestoreClipVersionInput', { description: 'Which version of a clip comes back.' })
export class RestoreClipVersionInput {
  @Field(() => ID, { description: 'The video.' })
  jobId: string;

  @Field(() => Int, { description: 'The clip; counts from 0.' })
  clipIndex: number;

  @Field(() => Int, { description: 'The version whose footage comes back; 1 is the original.' })
  versionNumber: number;

  @Field(() => Int, {
    nullable: true,
    description:
      "The clip's current version as the user sees it: VERSION_CONFLICT where another became current meanwhile.",
  })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType('RestoreVideoVersionInput', { description: 'Which version of the whole video comes back.' })
export class RestoreVideoVersionInput {
  @Field(() => ID, { description: 'The video.' })
  jobId: string;

  @Field(() => Int, { description: 'The version that comes back; 1 is the video as it was first composed.' })
  versionNumber: number;

  @Field(() => Int, {
    nullable: true,
    description:
      "The video's current version as the user sees it: VERSION_CONFLICT where another became current meanwhile.",
  })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType('UndoInput', { description: 'What is undone or redone.' })
export class UndoInput {
  @Field(() => ID, { description: 'The video.' })
  jobId: string;

  @Field(() => Int, {
    description: "The video's current version as the user sees it, so that two clicks undo once.",
  })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@ObjectType('RestorePayload', {
  description: 'A version that comes back.',
  simpleResolvers: true,
})
export class RestorePayload {
  @Field(() => JobType, { description: 'The video as it stands now.' })
  job: JobType;

  @Field(() => RegenerationType, {
    description:
      'Of kind RESTORE. COMPLETED where the file of that video is still kept; else it is composed, and can be followed like a change.',
  })
  regeneration: RegenerationType;
}
