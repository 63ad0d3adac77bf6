import { Field, ObjectType } from 'type-graphql';
import { PageInfoType } from '../jobs/job.type.js';
import { RegenerationType } from './regeneration.type.js';

@ObjectType('RegenerationEdge', { description: 'A change and its place in the list.', simpleResolvers: true })
export class RegenerationEdgeType {
  @Field(() => String, { description: 'Opaque; pass it as `after` to get the changes after this one.' })
  cursor: string;

  @Field(() => RegenerationType, { description: 'The change.' })
  node: RegenerationType;
}

@ObjectType('RegenerationConnection', {
  description: 'A page of the changes of a video, newest first; Relay-style cursors.',
  simpleResolvers: true,
})
export class RegenerationConnectionType {
  @Field(() => [RegenerationEdgeType], { description: 'The changes of this page, newest first.' })
  edges: RegenerationEdgeType[];

  @Field(() => PageInfoType, { description: 'Where this page starts and ends.' })
  pageInfo: PageInfoType;
}

/** A connection with what its count needs. */
export interface RegenerationConnectionParent extends RegenerationConnectionType {
  which: { jobId: string; userId: string; clipIndex: number | null };
}
