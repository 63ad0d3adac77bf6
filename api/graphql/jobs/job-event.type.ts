import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { JobChange } from '../../progress/job-follower.js';

/** The contract's words for what happens to a job. */
export enum JobEventTypeEnum {
  SNAPSHOT = 'SNAPSHOT',
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  DELETED = 'DELETED',
  EXPIRED = 'EXPIRED',
}
registerEnumType(JobEventTypeEnum, {
  name: 'JobEventType',
  description: 'What happened to a video.',
  valuesConfig: {
    SNAPSHOT: { description: 'Nothing happened: this is how the video stands when the subscription begins.' },
    CREATED: { description: 'It was imported, or the pipeline has begun it.' },
    UPDATED: {
      description: 'A change began, is being canceled or ended; its title, cost or status is another.',
    },
    DELETED: { description: 'It is gone. Nothing more will come of it.' },
    EXPIRED: { description: 'Its files were removed, because nobody touched it for the retention.' },
  },
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
