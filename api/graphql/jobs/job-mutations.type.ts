import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { JobType } from './job.type.js';

@InputType('RenameJobInput', { description: 'A video and its new title.' })
export class RenameJobInput {
  @Field(() => ID, { description: 'The video to rename.' })
  jobId: string;

  @Field(() => String, {
    description:
      '1 to 200 characters, an emoji counting as one. Spaces around it are dropped; it is put on one line.',
  })
  title: string;
}

@ObjectType('RenameJobPayload', { description: 'The renamed video.', simpleResolvers: true })
export class RenameJobPayload {
  @Field(() => JobType, { description: 'The video with its new title.' })
  job: JobType;
}

@InputType('DeleteJobInput', { description: 'The video to delete.' })
export class DeleteJobInput {
  @Field(() => ID, { description: 'The video to delete.' })
  jobId: string;
}

@ObjectType('DeleteJobPayload', { description: 'What was deleted.', simpleResolvers: true })
export class DeleteJobPayload {
  @Field(() => ID, { description: 'The id that the video had.' })
  deletedJobId: string;
}
