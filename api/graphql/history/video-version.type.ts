import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PageInfoType } from '../jobs/job.type.js';
import { DateTimeScalar } from '../scalars.js';

@ObjectType('ClipVersionChange', {
  description: 'A clip that shows another version than in the video version before.',
  simpleResolvers: true,
})
export class ClipVersionChangeType {
  @Field(() => Int, { description: 'Counts from 0.' })
  clipIndex: number;

  @Field(() => Int, { description: 'The version of the clip before.' })
  fromVersion: number;

  @Field(() => Int, { description: 'The version of the clip since.' })
  toVersion: number;
}

@ObjectType('VideoVersion', {
  description: 'One final video: which version of each clip it is made of. Never changed once it is there.',
  simpleResolvers: true,
})
export class VideoVersionType {
  @Field(() => ID, { description: 'JOB:VERSION.' })
  id: string;

  @Field(() => ID, { description: 'The video.' })
  jobId: string;

  @Field(() => Int, {
    description: '1 is the video as it was first composed; each publication is one more.',
  })
  versionNumber: number;

  @Field(() => Boolean, { description: 'True for the newest, which is the one that plays.' })
  isCurrent: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was published.' })
  createdAt: Date;

  @Field(() => String, { description: 'In words for the user: "Clip 2: make it nighttime".' })
  summary: string;

  @Field(() => [ClipVersionChangeType], {
    description: 'What differs from the version before it, by clip; empty for the first.',
  })
  changes: ClipVersionChangeType[];

  @Field(() => String, {
    nullable: true,
    description:
      'Signed, 1 hour; null where the file is no longer kept: it is composed again when it is restored.',
  })
  videoUrl: string | null;

  @Field(() => Boolean, { description: 'False once clips that it needs are gone.' })
  isRestorable: boolean;
}

@ObjectType('VideoVersionEdge', {
  description: 'A version of the video and its place in the list.',
  simpleResolvers: true,
})
export class VideoVersionEdgeType {
  @Field(() => String, { description: 'Opaque; pass it as `after` to get the versions before this one.' })
  cursor: string;

  @Field(() => VideoVersionType, { description: 'The version.' })
  node: VideoVersionType;
}

@ObjectType('VideoVersionConnection', {
  description: "A page of a video's versions, newest first; Relay-style cursors.",
  simpleResolvers: true,
})
export class VideoVersionConnectionType {
  @Field(() => [VideoVersionEdgeType], { description: 'The versions of this page, newest first.' })
  edges: VideoVersionEdgeType[];

  @Field(() => PageInfoType, { description: 'Where this page starts and ends.' })
  pageInfo: PageInfoType;

  @Field(() => Int, { description: 'How many versions the video has, on all pages.' })
  totalCount: number;
}
