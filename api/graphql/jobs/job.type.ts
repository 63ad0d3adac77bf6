import { Field, Float, ID, ObjectType } from 'type-graphql';
import { describeEnum } from '../described-enum.js';
import { DateTimeScalar, DecimalScalar } from '../scalars.js';
import { SongSectionType } from './song-section.type.js';

/** The contract's words for jobs.status. */
export enum JobStatusEnum {
  QUEUED = 'queued',
  PROCESSING = 'processing',
  COMPLETED = 'completed',
  REGENERATING = 'regenerating',
  FAILED = 'failed',
}
describeEnum(JobStatusEnum, 'JobStatus', 'Where a video stands.', {
  QUEUED: 'The video waits to be made.',
  PROCESSING: 'The video is being made.',
  COMPLETED: 'The video is finished; its clips can be changed.',
  REGENERATING: 'One of its clips is being changed; the last good video still plays.',
  FAILED: 'The last change failed; the last good video still plays, and clips can be changed.',
});

@ObjectType('Viewer', { description: 'The user that the token identifies.', simpleResolvers: true })
export class ViewerType {
  @Field(() => ID, { description: 'The user id: the `sub` of the token.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'The email of the token; null where it has none.' })
  email: string | null;
}

@ObjectType('Budget', {
  description: 'What a video may cost, and has cost so far, with all its changes. USD.',
  simpleResolvers: true,
})
export class BudgetType {
  @Field(() => DecimalScalar, { description: 'USD. The most that the video may cost.' })
  limit: string;

  @Field(() => DecimalScalar, { description: 'USD. What the video and all its changes have cost.' })
  spent: string;

  @Field(() => DecimalScalar, { description: 'USD. Reserved for the change in progress.' })
  reserved: string;

  @Field(() => DecimalScalar, { description: 'USD. What is left for further changes; never negative.' })
  remaining: string;
}

@ObjectType('Job', { description: "One of the viewer's music videos.", simpleResolvers: true })
export class JobType {
  @Field(() => ID, { description: 'A UUID.' })
  id: string;

  @Field(() => String, { description: 'The name of the video.' })
  title: string;

  @Field(() => JobStatusEnum, { description: 'Where the video stands.' })
  status: JobStatusEnum;

  @Field(() => String, {
    nullable: true,
    description: 'Why the last change failed or the video cannot be edited, in words for the user.',
  })
  errorMessage: string | null;

  @Field(() => DateTimeScalar, { description: 'When the video was first requested or imported.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, {
    description: 'When the last change was published, or the video was imported.',
  })
  updatedAt: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'After this its files are removed, unless the video is changed before; null: they stay.',
  })
  mediaExpiresAt: Date | null;

  @Field(() => String, { description: 'Width to height, e.g. "16:9".' })
  aspectRatio: string;

  @Field(() => String, { description: 'The video model that made the clips, e.g. "kling_v21".' })
  videoModel: string;

  @Field(() => Float, { description: 'Length of the song in seconds, exact to the frame.' })
  duration: number;

  @Field(() => [SongSectionType], {
    description: 'The parts of the song, in order; empty where none are known.',
  })
  sections: readonly SongSectionType[];

  @Field(() => String, {
    nullable: true,
    description: 'Signed, 1 hour. The last good video, whatever the status; null before the first one.',
  })
  videoUrl: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Signed, 1 hour. As videoUrl, but answers as a download that is named by the title; null while there is no video.',
  })
  downloadUrl: string | null;

  @Field(() => DecimalScalar, { description: 'USD. What the video has cost so far, with all its changes.' })
  totalCost: string;

  @Field(() => BudgetType, { description: 'What the video may cost, and has cost.' })
  budget: BudgetType;
}

@ObjectType('PageInfo', {
  description: 'Where a page of a list starts and ends, as Relay has it.',
  simpleResolvers: true,
})
export class PageInfoType {
  @Field(() => Boolean, { description: 'True if there is another page.' })
  hasNextPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Pass it as `after` to get the next page; null for an empty page.',
  })
  endCursor: string | null;

  @Field(() => Boolean, {
    description: 'Always false: pages only go forward. Here because Relay asks for it.',
  })
  hasPreviousPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first entry of this page; null for an empty page.',
  })
  startCursor: string | null;
}

@ObjectType('JobEdge', { description: 'A video and its place in the list.', simpleResolvers: true })
export class JobEdgeType {
  @Field(() => String, { description: 'Opaque; pass it as `after` to get the videos after this one.' })
  cursor: string;

  @Field(() => JobType, { description: 'The video.' })
  node: JobType;
}

@ObjectType('JobConnection', {
  description: "A page of the viewer's videos, newest first; Relay-style cursors.",
  simpleResolvers: true,
})
export class JobConnectionType {
  @Field(() => [JobEdgeType], { description: 'The videos of this page, newest first.' })
  edges: JobEdgeType[];

  @Field(() => PageInfoType, { description: 'Where this page starts and ends.' })
  pageInfo: PageInfoType;
}
