import { Field, Float, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('Clip', {
  description: 'A clip as it stands now. Times are seconds on the song, exact to the frame.',
  simpleResolvers: true,
})
export class ClipType {
  @Field(() => ID, { description: 'JOB:INDEX, the same for all versions of the clip.' })
  id: string;

  @Field(() => ID, { description: 'The video that the clip belongs to.' })
  jobId: string;

  @Field(() => Int, { description: 'Counts from 0; people see "Clip 1".' })
  clipIndex: number;

  @Field(() => String, {
    nullable: true,
    description: 'Signed, 1 hour. A picture of the clip; null while there is none.',
  })
  thumbnailUrl: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Signed, 1 hour. The clip itself, without the song; null while there is none.',
  })
  videoUrl: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Signed, 1 hour. As videoUrl, but answers as a download that is named by the title and the clip.',
  })
  downloadUrl: string | null;

  @Field(() => Float, { description: 'Seconds on the song at which the clip starts.' })
  timestampStart: number;

  @Field(() => Float, { description: 'Seconds on the song at which the clip ends.' })
  timestampEnd: number;

  @Field(() => Float, {
    description:
      'Seconds on the song at which the clip is first seen alone: its start, or the end of the transition that leads into it.',
  })
  pictureStart: number;

  @Field(() => Float, { description: 'Seconds that the clip takes of the song.' })
  duration: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The first three lines sung in the clip, ending in … if more follow; null without lyrics. A line is in the one clip that holds most of it.',
  })
  lyricsPreview: string | null;

  @Field(() => Boolean, {
    description:
      'True while the clip shows what a change has made of it; false where it is the original, restored too.',
  })
  isRegenerated: boolean;

  @Field(() => Int, {
    description: '1 is the original. Later versions have higher numbers; numbers may be skipped.',
  })
  versionNumber: number;

  @Field(() => String, {
    nullable: true,
    description: 'The prompt that the first version was made from; null where none is known.',
  })
  originalPrompt: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The prompt that the current version was made from; null where none is known.',
  })
  currentPrompt: string | null;

  @Field(() => Int, { description: 'How many changes of this clip were completed.' })
  regenerationCount: number;
}

@ObjectType('ClipList', { description: 'All clips of a video.', simpleResolvers: true })
export class ClipListType {
  @Field(() => [ClipType], { description: 'The clips in the order of the song.' })
  clips: ClipType[];

  @Field(() => Int, { description: 'How many clips the video has.' })
  totalClips: number;
}
