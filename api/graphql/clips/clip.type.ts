import { Field, Float, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('Clip', {
  description: 'A clip as it stands now. Times are seconds on the song, exact to the frame.',
  simpleResolvers: true,
})
export class ClipType {
  @Field(() => ID)
  jobId: string;

  @Field(() => Int, { description: 'Counts from 0; people see "Clip 1".' })
  clipIndex: number;

  @Field(() => String, { nullable: true, description: 'Signed, 1 hour; null while there is none.' })
  thumbnailUrl: string | null;

  @Field(() => String, { nullable: true, description: 'Signed, 1 hour.' })
  videoUrl: string | null;

  @Field(() => Float)
  timestampStart: number;

  @Field(() => Float)
  timestampEnd: number;

  @Field(() => Float)
  duration: number;

  @Field(() => String, {
    nullable: true,
    description: 'The first 2-3 sung lines inside the clip, ending in … where cut; null without lyrics.',
  })
  lyricsPreview: string | null;

  @Field(() => Boolean)
  isRegenerated: boolean;

  @Field(() => Int, { description: '1 is the original.' })
  versionNumber: number;

  @Field(() => String, { nullable: true })
  originalPrompt: string | null;

  @Field(() => String, { nullable: true })
  currentPrompt: string | null;

  @Field(() => Int, { description: 'Completed regenerations.' })
  regenerationCount: number;
}

@ObjectType('ClipList', { simpleResolvers: true })
export class ClipListType {
  @Field(() => [ClipType])
  clips: ClipType[];

  @Field(() => Int)
  totalClips: number;
}
