import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { describedEnum } from '../described-enum.js';
import { PageInfoType } from '../jobs/job.type.js';
import { TemplateType } from '../regenerations/regeneration.type.js';
import { DateTimeScalar, DecimalScalar } from '../scalars.js';
import type { ClipVersionOrigin } from '../../../core/history/version-repository.js';

const ClipVersionOriginEnum = describedEnum<ClipVersionOrigin>(
  'ClipVersionOrigin',
  'Where the footage of a version comes from.',
  {
    ORIGINAL: 'It came with the video.',
    CHANGE: 'A change made it.',
    TAKE: 'One of several takes of a change.',
    RESTORE: 'An earlier version that was made current again; restoredFrom says which.',
    UPLOAD: "The user's own footage.",
  },
);

@ObjectType('TimeRange', {
  description: 'A part of a clip. Seconds from its start.',
  simpleResolvers: true,
})
export class TimeRangeType {
  @Field(() => Float, { description: 'Where it starts.' })
  from: number;

  @Field(() => Float, { description: 'Where it ends.' })
  to: number;
}

@ObjectType('Adjustment', {
  description: "A look that the built-in renderer has drawn over a version's footage.",
  simpleResolvers: true,
})
export class AdjustmentType {
  @Field(() => TemplateType, {
    description:
      'The look; of one that was taken over from another clip, with the id `style` and the label "Like clip 3".',
  })
  template: TemplateType;

  @Field(() => Float, {
    description:
      'How strong it is: 0.25 to 2; 1 is the plain look. Of the look of another clip above 0, to 1: how far it goes there.',
  })
  strength: number;

  @Field(() => TimeRangeType, {
    nullable: true,
    description: 'The part of the clip that it is drawn over; null: all of it.',
  })
  range: TimeRangeType | null;

  @Field(() => String, {
    description: 'In words for the user: "Brighter, 50 %, from 1 s to 2 s" or "like clip 3, 80 %".',
  })
  words: string;
}

@ObjectType('ClipVersion', {
  description: 'One version of a clip. Never changed once it is there.',
  simpleResolvers: true,
})
export class ClipVersionType {
  @Field(() => ID, { description: 'JOB:CLIPINDEX:VERSION.' })
  id: string;

  @Field(() => ID, { description: 'The video that the clip belongs to.' })
  jobId: string;

  @Field(() => Int, { description: 'Counts from 0.' })
  clipIndex: number;

  @Field(() => Int, { description: '1 is the original; numbers may be skipped.' })
  versionNumber: number;

  @Field(() => ClipVersionOriginEnum, { description: 'Where its footage comes from.' })
  origin: ClipVersionOrigin;

  @Field(() => Boolean, { description: 'True for the one version that the current video shows.' })
  isCurrent: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The prompt that its footage was made from; null where none is known.',
  })
  prompt: string | null;

  @Field(() => String, { nullable: true, description: 'What was asked for; null for the original.' })
  instruction: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The video model that made its footage, "local" for the built-in renderer; null where none is known.',
  })
  videoModel: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The seed that its footage was made with, which a change can name to make a similar picture; null where the model takes none, ' +
      'or none is known.',
  })
  seed: number | null;

  @Field(() => DecimalScalar, {
    description:
      'USD. What it cost to make; 0 for a restored version, and for an original whose cost is not known.',
  })
  cost: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'The version whose footage this is, where it was restored; else null.',
  })
  restoredFrom: number | null;

  @Field(() => [AdjustmentType], {
    description:
      'What the built-in renderer has drawn over footage that was not adjusted, in the order in which it is drawn. Each can be made ' +
      'stronger, softer, or taken away by an instruction. Empty where the footage is as a model or a person made it.',
  })
  adjustments: AdjustmentType[];

  @Field(() => String, { nullable: true, description: 'Signed, 1 hour; null where no longer kept.' })
  thumbnailUrl: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Signed, 1 hour; null where no longer kept. Prompt, instruction and cost stay.',
  })
  videoUrl: string | null;
}

@ObjectType('ClipVersionEdge', {
  description: 'A version of a clip and its place in the list.',
  simpleResolvers: true,
})
export class ClipVersionEdgeType {
  @Field(() => String, { description: 'Opaque; pass it as `after` to get the versions before this one.' })
  cursor: string;

  @Field(() => ClipVersionType, { description: 'The version.' })
  node: ClipVersionType;
}

@ObjectType('ClipVersionConnection', {
  description: "A page of a clip's versions, newest first; Relay-style cursors.",
  simpleResolvers: true,
})
export class ClipVersionConnectionType {
  @Field(() => [ClipVersionEdgeType], { description: 'The versions of this page, newest first.' })
  edges: ClipVersionEdgeType[];

  @Field(() => PageInfoType, { description: 'Where this page starts and ends.' })
  pageInfo: PageInfoType;

  @Field(() => Int, { description: 'How many versions the clip has, on all pages.' })
  totalCount: number;
}
