import { Field, Float, Int, ObjectType } from 'type-graphql';
import { describedEnum } from '../described-enum.js';

@ObjectType('KeptScore', {
  description:
    'How much of the footage that a change began with its clip has kept, each from 0 (nothing in common) to 1 (the same), whatever ' +
    'light and color became of it. docs/kept-score.md says how it is measured.',
  simpleResolvers: true,
})
export class KeptScoreType {
  @Field(() => Float, {
    description: 'Of edges and motion together. Below 0.6 the picture itself was moved, or is another.',
  })
  score: number;

  @Field(() => Float, { description: 'Where edges are, and which way they face, at the same times.' })
  edges: number;

  @Field(() => Float, {
    nullable: true,
    description: 'What moves where, and when; null where the footage stands still.',
  })
  motion: number | null;

  @Field(() => Boolean, {
    description:
      'True where the change promises to keep the shot and has kept too little of it: an edit by a video model, or looks of light and color.',
  })
  changedMoreThanAsked: boolean;
}

@ObjectType('SeamDifference', {
  description:
    'How far apart a clip and its neighbor are at their cut: its value less that of the neighbor, of 255.',
  simpleResolvers: true,
})
export class SeamDifferenceType {
  @Field(() => Float, { description: 'As it was before the change.' })
  before: number;

  @Field(() => Float, { description: 'As it is since.' })
  after: number;

  @Field(() => Boolean, {
    description: 'True where it is above 10, and was not before, or is larger than it was by more than 5.',
  })
  isJump: boolean;
}

export type SeamSide = 'START' | 'END';

const SeamSideEnum = describedEnum<SeamSide>('SeamSide', 'Which of its cuts.', {
  START: 'To the clip before it.',
  END: 'To the clip after it.',
});

@ObjectType('Seam', {
  description:
    'What the change that made a version did to one of its cuts: mean figures of the quarter of a second at either side, of 255.',
  simpleResolvers: true,
})
export class SeamType {
  @Field(() => SeamSideEnum, { description: 'Which cut.' })
  side: SeamSide;

  @Field(() => Int, { description: 'The clip at the other side; counts from 0.' })
  neighbor: number;

  @Field(() => SeamDifferenceType, { description: 'Of the luma.' })
  light: SeamDifferenceType;

  @Field(() => SeamDifferenceType, { description: 'Of how much redder than blue it is.' })
  warmth: SeamDifferenceType;

  @Field(() => SeamDifferenceType, { description: 'Of the standard deviation of luma.' })
  contrast: SeamDifferenceType;

  @Field(() => String, {
    nullable: true,
    description:
      'Where something jumps: a message that asks for the match of both clips, free of charge. The neighbor takes over a look that was ' +
      'asked for; else the clip takes over its neighbor’s. Null where nothing does.',
  })
  match: string | null;
}
