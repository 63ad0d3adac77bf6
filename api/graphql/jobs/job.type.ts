import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { DecimalScalar } from '../scalars.js';

/** The contract's words for jobs.status. */
export enum JobStatusEnum {
  QUEUED = 'queued',
  PROCESSING = 'processing',
  COMPLETED = 'completed',
  REGENERATING = 'regenerating',
  FAILED = 'failed',
}
registerEnumType(JobStatusEnum, {
  name: 'JobStatus',
  description: 'Where a video stands; FAILED keeps its last good video and may be edited again.',
});

@ObjectType('Viewer', { description: 'Whoever the token names.', simpleResolvers: true })
export class ViewerType {
  @Field(() => ID)
  id: string;

  @Field(() => String, { nullable: true })
  email: string | null;
}

@ObjectType('Budget', {
  description: 'Per job (PRD 7.2): what the video has cost so far, all its regenerations included. USD.',
  simpleResolvers: true,
})
export class BudgetType {
  @Field(() => DecimalScalar)
  limit: string;

  @Field(() => DecimalScalar)
  spent: string;

  @Field(() => DecimalScalar, { description: 'Promised to the regeneration that runs.' })
  reserved: string;

  @Field(() => DecimalScalar)
  remaining: string;
}

@ObjectType('Job', { description: "One of the viewer's music videos.", simpleResolvers: true })
export class JobType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  title: string;

  @Field(() => JobStatusEnum)
  status: JobStatusEnum;

  @Field(() => String, {
    nullable: true,
    description: 'Why the last regeneration failed, in words for the user.',
  })
  errorMessage: string | null;

  @Field(() => GraphQLDateTime)
  createdAt: Date;

  @Field(() => String)
  aspectRatio: string;

  @Field(() => String)
  videoModel: string;

  @Field(() => Float, { description: 'Length of the song in seconds, exact to the frame.' })
  duration: number;

  @Field(() => String, {
    nullable: true,
    description: 'Signed, 1 hour. The last good video, whatever the status.',
  })
  videoUrl: string | null;

  @Field(() => DecimalScalar, { description: 'USD.' })
  totalCost: string;

  @Field(() => BudgetType)
  budget: BudgetType;
}

@ObjectType('PageInfo', { simpleResolvers: true })
export class PageInfoType {
  @Field(() => Boolean)
  hasNextPage: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

@ObjectType('JobEdge', { simpleResolvers: true })
export class JobEdgeType {
  @Field(() => String)
  cursor: string;

  @Field(() => JobType)
  node: JobType;
}

@ObjectType('JobConnection', { description: 'Newest first; Relay-style cursors.', simpleResolvers: true })
export class JobConnectionType {
  @Field(() => [JobEdgeType])
  edges: JobEdgeType[];

  @Field(() => PageInfoType)
  pageInfo: PageInfoType;

  @Field(() => Int)
  totalCount: number;
}
