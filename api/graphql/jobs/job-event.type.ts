import { Field, ID, ObjectType } from 'type-graphql';
import type { JobChange } from '../../progress/job-follower.js';
import { describeEnum } from '../described-enum.js';

/** The contract's words for what happens to a job. */
enum JobEventTypeEnum {
  SNAPSHOT = 'SNAPSHOT',
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  DELETED = 'DELETED',
  EXPIRED = 'EXPIRED',
}
describeEnum(JobEventTypeEnum, 'JobEventType', 'What happened to a video.', {
  SNAPSHOT: 'Nothing happened: this is how the video stands when the subscription begins.',
  CREATED: 'It was imported, or the pipeline has begun it.',
  UPDATED:
    'A change started, is being canceled or ended, or the title, cost, status, queue, conversation or measurements changed.',
  DELETED: 'It was deleted. No further events follow.',
  EXPIRED: 'Its files were removed, because it had no changes for the retention period.',
});

@ObjectType('JobEvent', { description: 'One thing that happened to a video.', simpleResolvers: true })
export class JobEventObject {
  /** Whose job it is; no field of the schema. */
  readonly userId: string;

  @Field(() => JobEventTypeEnum, { description: 'What happened.' })
  type: JobChange['type'];

  @Field(() => ID, { description: 'The video that it happened to.' })
  jobId: string;
}
